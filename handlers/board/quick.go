package board

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/board"
)

// quick is GET /bookings/:id/acts: what can be done to a booking from its card; with ?row=1 as a row of
// buttons. One query with the session's, where the setup is known.
func (h *Handlers) quick(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	b, err := bookingdb.Booking(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/bookings/"+string(b.ID))
	}
	d := board.DetailsData{
		Company: setup.Company, Booking: b, Resources: handlers.ResourcesOf(setup.Resources, b.Resources), Seen: b.VersionTag(),
		Now: h.Now(), CanChange: handlers.May(c, booking.ChangeBookings),
	}
	return h.Render(c, http.StatusOK, board.NewQuick(handlers.ReaderOf(c), d, handlers.HidesContacts(c), c.QueryParam("row") != ""))
}
