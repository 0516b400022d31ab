package clients

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/clients"
)

// addTags gives a client the tags that were typed. What was refused comes back with what was typed.
func (h *Handlers) addTags(c echo.Context) error {
	typed := c.FormValue("tag")
	undo, err := h.Desk.Clients.AddTags(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), typed)
	if known := handlers.AsKnown(err); err != nil && known.Code == booking.Invalid {
		d, err := daycards.ClientData(h.Kit, c)
		if err != nil {
			return err
		}
		d.TypedTag, d.WrongTag = typed, known.Fields["tag"]
		if !handlers.IsFragment(c) {
			return h.showClient(c, http.StatusUnprocessableEntity, d)
		}
		return h.Render(c, http.StatusUnprocessableEntity, clients.NewClient(handlers.ReaderOf(c), d).Tags)
	}
	return h.tagsChanged(c, undo, err, "clients.said.tagged")
}

// removeTag takes one from him.
func (h *Handlers) removeTag(c echo.Context) error {
	undo, err := h.Desk.Clients.RemoveTag(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), c.FormValue("tag"))
	return h.tagsChanged(c, undo, err, "clients.said.untagged")
}

// tagsChanged answers with the card's tags and its history: what else is being typed into the card stays.
func (h *Handlers) tagsChanged(c echo.Context, undo booking.ID, err error, said string) error {
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/clients/"+c.Param("id")+"?said=saved")
	}
	d, err := daycards.ClientData(h.Kit, c)
	if err != nil {
		return err
	}
	way := views.Undo{}
	if undo != "" {
		way = handlers.UndoOf(undo)
	}
	return h.RenderDone(c, clients.TagsChanged{Client: clients.NewClient(handlers.ReaderOf(c), d)}, views.NewDone(handlers.ReaderOf(c), booking.Say(said), way))
}
