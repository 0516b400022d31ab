package settings

import (
	"cmp"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/clientdb"
	"okno/desk/clients"
	"okno/handlers"
	"okno/views"
	"okno/views/settings"
)

// blocks are those whose bookings are not taken over the web.
func (h *Handlers) blocks(c echo.Context) error {
	who := handlers.IdentityOf(c)
	all, err := clientdb.Blocks(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	base := h.Base(c)
	base.Flash = handlers.SaidInURL(c, "blocks.said.", "added", "lifted", "changed")
	return h.Render(c, http.StatusOK, settings.NewBlocksPage(base, all, who.Company.Zone, who.Role.May(booking.ChangeBookings)))
}

func (h *Handlers) block(c echo.Context) error {
	var of clients.BlockOf
	if err := c.Bind(&of); err != nil {
		return err
	}
	if !booking.IsID(string(cmp.Or(of.Client, of.Booking, of.Lead))) {
		return booking.Fail(booking.NotFound, "error.client_unknown")
	}
	if _, err := h.Desk.Clients.Block(c.Request().Context(), handlers.Member(c), of); err != nil {
		return err
	}
	return handlers.Redirect(c, "/blocks?said=added")
}

// reasons are why clients are not booked online.
type reasons struct{ *Handlers }

// save is POST /blocks/:id: another reason, with what was seen.
func (h reasons) save(c echo.Context) error {
	ctx, id, typed := c.Request().Context(), booking.ID(c.Param("id")), c.FormValue("reason")
	before, err := h.Desk.Clients.SetBlockReason(ctx, handlers.Member(c), id, c.FormValue("seen"), typed)
	known := handlers.AsKnown(err)
	if err != nil && known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	if !handlers.IsFragment(c) {
		if err != nil {
			return err
		}
		return handlers.Redirect(c, "/blocks?said=changed")
	}
	block, problem := clientdb.BlockByID(ctx, h.Scope(c), id)
	if problem != nil {
		return problem
	}
	row := settings.NewBlockRow(handlers.ReaderOf(c), block, handlers.IdentityOf(c).Company.Zone, true)
	if err != nil {
		sentence := known.Sentence
		if wrong, named := known.Fields["reason"]; named {
			sentence = wrong
		}
		row.Open, row.Typed, row.Error = true, typed, row.W.Say(sentence)
		return h.Render(c, handlers.Statuses[known.Code], row)
	}
	said, undo := "acts.said.nothing", views.Undo{}
	if before != block.Reason {
		said = "blocks.said.changed"
		undo = views.Undo{Method: "post", URL: "/blocks/" + string(id), Target: "#block-" + string(id), Values: map[string]string{"reason": before, "seen": block.Reason}}
	}
	return h.RenderDone(c, row, views.NewDone(handlers.ReaderOf(c), booking.Say(said), undo))
}

func (h *Handlers) unblock(c echo.Context) error {
	if err := h.Desk.Clients.Unblock(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return handlers.Redirect(c, "/blocks?said=lifted")
}
