package clients

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/clients"
)

// setSMS keeps whether a client gets SMS.
func (h *Handlers) setSMS(c echo.Context) error {
	id, said := booking.ID(c.Param("id")), "sms_on"
	off := c.FormValue("off") == "1"
	if off {
		said = "sms_off"
	}
	if err := h.Desk.Clients.SetSMSOff(c.Request().Context(), handlers.Member(c), id, off); err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/clients/"+string(id)+"?said="+said)
	}
	d, err := daycards.ClientData(h.Kit, c)
	if err != nil {
		return err
	}
	return h.RenderDone(c, clients.NewClient(handlers.ReaderOf(c), d), views.NewDone(handlers.ReaderOf(c), booking.Say("clients.said."+said), views.Undo{}))
}
