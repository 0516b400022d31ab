package board

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views/clients"
)

// takeContact is POST /bookings/:id/contact/card: what was left in a booking is the
// client's. On his card, which asks with answer=client, the card is shown anew.
func (h *Handlers) takeContact(c echo.Context) error {
	if handlers.HidesContacts(c) { // who does not see it cannot say so
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	done, err := h.Desk.Bookings.TakeContact(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")))
	if err != nil || c.FormValue("answer") != "client" {
		return h.acted(c, done, err, nil)
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/clients/"+string(done.Booking.Client)+"?said=saved")
	}
	toast, err := h.toast(c, done)
	if err != nil {
		return err
	}
	d, err := daycards.ClientDataOf(h.Kit, c, done.Booking.Client)
	if err != nil {
		return err
	}
	return h.RenderDone(c, clients.NewClient(handlers.ReaderOf(c), d), toast)
}
