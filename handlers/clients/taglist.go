package clients

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/clientdb"
	"okno/handlers"
	"okno/views"
	"okno/views/clients"
)

// tagList is GET /clients/tags: the company's tags, with how many clients have each.
func (h *Handlers) tagList(c echo.Context) error {
	return h.showTagList(c, http.StatusOK, clients.TagListData{})
}

func (h *Handlers) showTagList(c echo.Context, status int, d clients.TagListData, done ...views.Done) error {
	uses, err := clientdb.TagUses(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	for _, use := range uses {
		d.Tags = append(d.Tags, clients.TagUse{Tag: use.Tag, Clients: use.Clients})
	}
	d.CanChange = handlers.May(c, booking.ChangeBookings)
	if !handlers.IsFragment(c) {
		return h.Render(c, status, clients.NewTagListPage(h.Base(c), d))
	}
	list := clients.NewTagList(handlers.ReaderOf(c), d)
	if len(done) > 0 {
		return h.RenderDone(c, list, done[0])
	}
	return h.Render(c, status, list)
}

// renameTag is POST /clients/tags: a tag gets another name. What was refused, and the question before two become one, come back with
// what was typed.
func (h *Handlers) renameTag(c echo.Context) error {
	from, typed := c.FormValue("from"), c.FormValue("tag")
	done, undo, err := h.Desk.Clients.RenameTag(c.Request().Context(), handlers.Member(c), from, typed, c.FormValue("merge") != "")
	if err != nil {
		known := handlers.AsKnown(err)
		d := clients.TagListData{Renamed: from, Typed: typed, Wrong: known.Fields["tag"]}
		switch known.Code {
		case booking.Invalid:
		case booking.NeedsConfirmation:
			d.Merges = known.Sentence
		case booking.NotFound:
			d.Problem = known.Sentence
		default:
			return err
		}
		return h.showTagList(c, handlers.Statuses[known.Code], d)
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/clients/tags")
	}
	if undo == "" {
		return h.showTagList(c, http.StatusOK, clients.TagListData{}, views.NewDone(handlers.ReaderOf(c), booking.Say("clients.tag.same"), views.Undo{}))
	}
	said := booking.Say("clients.tag.renamed", "from", done.From, "to", done.To, "count", done.Clients())
	return h.showTagList(c, http.StatusOK, clients.TagListData{Focus: done.To}, views.NewDone(handlers.ReaderOf(c), said, handlers.UndoOf(undo)))
}

// cardTags is GET /clients/:id/tags: the card's part with its tags, nothing where they are as the page has them.
func (h *Handlers) cardTags(c echo.Context) error {
	ctx, scope, id := c.Request().Context(), h.Scope(c), booking.ID(c.Param("id"))
	client, err := clientdb.Client(ctx, scope, id)
	if err != nil {
		return err
	}
	d := clients.ClientData{Client: client, CanChange: handlers.May(c, booking.ChangeBookings)}
	if d.Client.Tags, d.CompanyTags, err = clientdb.TagsOf(ctx, scope, id); err != nil {
		return err
	}
	part := clients.NewTags(handlers.ReaderOf(c), d)
	if c.QueryParam("seen") == part.Mark {
		return c.NoContent(http.StatusNoContent)
	}
	return h.Render(c, http.StatusOK, part)
}
