package clients

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/clients"
)

// removeChat ends the connection of one of a client's chats.
func (h *Handlers) removeChat(c echo.Context) error {
	id := booking.ID(c.Param("id"))
	if err := h.Desk.Clients.RemoveChat(c.Request().Context(), handlers.Member(c), id, booking.ID(c.Param("chat"))); err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/clients/"+string(id)+"?said=chat_removed")
	}
	d, err := daycards.ClientData(h.Kit, c)
	if err != nil {
		return err
	}
	return h.RenderDone(c, clients.NewClient(handlers.ReaderOf(c), d), views.NewDone(handlers.ReaderOf(c), booking.Say("clients.said.chat_removed"), views.Undo{}))
}
