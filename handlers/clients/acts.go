package clients

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/clientdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/clients"
)

// saveClient writes the card of the path. What was refused comes back with what
// was typed; what somebody else has changed meanwhile comes back beside it.
func (h *Handlers) saveClient(c echo.Context) error {
	var r struct {
		Revision int `form:"revision"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	typed := booking.ClientAttributes.Get(c.FormValue)
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	stored, err := clientdb.Client(ctx, h.Scope(c), id)
	if err != nil {
		return err
	}
	shown := clients.Typed(handlers.ReaderOf(c), stored)
	if handlers.HidesContacts(c) { // who cannot see them cannot have typed them
		typed["phone"], typed["email"] = shown["phone"], shown["email"]
	}
	r.Revision = handlers.OnTop(c, &typed, shown, r.Revision, stored.Revision)
	undo, err := h.Desk.Bookings.SaveClient(ctx, handlers.Member(c), id, bookings.CardEdit{
		Typed: typed, Revision: r.Revision, Zone: handlers.IdentityOf(c).Company.Zone,
		NameOnly: handlers.HidesContacts(c), // who cannot see them cannot have typed them
		Coming:   c.FormValue("coming") != "", Sure: handlers.SureOf(c),
	})
	status, problem := http.StatusOK, (*booking.Error)(nil)
	if err != nil {
		problem = handlers.AsKnown(err)
		if problem.Code != booking.Invalid && problem.Code != booking.Conflict && problem.Code != booking.Doubtful {
			return err
		}
		status = handlers.Statuses[problem.Code]
	} else if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/clients/"+string(id)+"?said=saved")
	}
	d, err := daycards.ClientData(h.Kit, c)
	if err != nil {
		return err
	}
	if problem == nil {
		return h.RenderDone(c, clients.NewClient(handlers.ReaderOf(c), d), views.NewDone(handlers.ReaderOf(c), booking.Say("clients.said.saved"), handlers.UndoOf(undo)))
	}
	if handlers.HidesContacts(c) {
		typed["phone"], typed["email"] = d.Typed["phone"], d.Typed["email"]
	}
	d.NotComing, d.Sure = c.FormValue("coming") == "", handlers.SureOf(c)
	d.Typed, d.Error, d.Began, d.Clash = typed, problem, handlers.KeptBegan(c, problem), problem.Code == booking.Conflict && !d.Client.Erased
	return h.showClient(c, status, d)
}

// setClientNote keeps the note of a card alone: it saves itself, and leaves what
// else is being typed there.
func (h *Handlers) setClientNote(c echo.Context) error {
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	stored, err := h.Desk.Clients.SetClientNote(ctx, handlers.Member(c), id, c.FormValue("note_seen"), c.FormValue("note"))
	if !handlers.IsFragment(c) {
		if err != nil {
			return err
		}
		return handlers.Redirect(c, "/clients/"+string(id)+"?said=saved")
	}
	return h.NoteAnswer(c, "note_seen", stored, err)
}

// askEraseClient says what erasing means.
func (h *Handlers) askEraseClient(c echo.Context) error {
	return h.eraseQuestion(c, http.StatusOK, "", booking.Sentence{})
}

func (h *Handlers) eraseQuestion(c echo.Context, status int, typed string, wrong booking.Sentence) error {
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	scope := h.Scope(c)
	client, err := clientdb.Client(ctx, scope, id)
	if err != nil {
		return err
	}
	if client.Erased {
		return booking.Fail(booking.Conflict, "error.client_erased")
	}
	figures, err := clientdb.Figures(ctx, scope, []booking.ID{id}, h.Now())
	if err != nil {
		return err
	}
	v := clients.NewClientErase(handlers.ReaderOf(c), client, figures[id].Coming, typed, wrong)
	if handlers.IsFragment(c) {
		return h.Render(c, status, v)
	}
	return h.Render(c, status, clients.NewClientErasePage(h.Base(c), v))
}

// eraseClient does it, once the client's name was typed.
func (h *Handlers) eraseClient(c echo.Context) error {
	typed := c.FormValue("typed")
	err := h.Desk.Clients.EraseClient(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), typed)
	if known := handlers.AsKnown(err); err != nil && known.Code == booking.Invalid {
		return h.eraseQuestion(c, http.StatusUnprocessableEntity, typed, known.Fields["typed"])
	}
	if err != nil {
		return err
	}
	return handlers.Redirect(c, "/clients/"+c.Param("id")+"?said=erased")
}
