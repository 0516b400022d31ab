package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/peopledb"
)

// MayBlock says whether whoever holds the session may block time on the board: those
// who change the setup, and the front desk where the company lets it.
func MayBlock(who *peopledb.Session) bool {
	return who.Role.May(booking.ChangeSetup) || who.DeskBlocks && who.Role.May(booking.ChangeBookings)
}

// MustBlock is Forbidden for anybody else.
func MustBlock(c echo.Context) error {
	if !MayBlock(IdentityOf(c)) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	return nil
}
