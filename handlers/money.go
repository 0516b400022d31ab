package handlers

import (
	"slices"

	"okno/booking"
	"okno/db/peopledb"
)

// SeesMoney says whether somebody may know what a day brings in: who takes money or sees reports, but for those from whom the
// company hides the revenue.
func SeesMoney(who *peopledb.Session) bool {
	return (who.Role.May(booking.ChangeBookings) || who.Role.May(booking.SeeReports)) && !slices.Contains(who.HideRevenue, string(who.Role))
}
