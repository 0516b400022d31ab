package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers/feed"
)

func hearingOf(c echo.Context) feed.Hearing {
	return feed.Hearing{Locale: ReaderOf(c), Masked: HidesContacts(c)}
}

// hearingLive is the WebSocket of a page that shows nothing live itself.
func (h *Kit) hearingLive(c echo.Context) error {
	return h.Follow(c, hearingOf(c), booking.SeeBookings)
}
