package clients

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/db/clientdb"
	"okno/handlers"
	"okno/views/clients"
)

// askMergeClient shows what becomes of two clients who are one person or, where
// the other is not chosen yet, lets him be found.
func (h *Handlers) askMergeClient(c echo.Context) error {
	return h.mergeQuestion(c, http.StatusOK, booking.ID(c.QueryParam("with")), booking.Sentence{})
}

func (h *Handlers) mergeQuestion(c echo.Context, status int, with booking.ID, problem booking.Sentence) (err error) {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	d := clients.ClientMergeData{Company: who.Company, Query: c.QueryParam("q"), Problem: problem}
	if d.Keep, err = livingClient(c, scope, booking.ID(c.Param("id"))); err != nil {
		return err
	}
	switch {
	case with == d.Keep.ID:
		return booking.Fail(booking.Conflict, "error.client_same")
	case with != "":
		if d.Other, err = livingClient(c, scope, with); err != nil {
			return err
		}
		if d.Visits, d.Leads, err = clientdb.CountOf(ctx, scope, with); err != nil {
			return err
		}
		d.Found = nil
	case d.Query != "":
		search, err := handlers.SearchOf(c, d.Query)
		d.Query = search.Text
		if err != nil {
			d.Problem = handlers.AsKnown(err).Sentence
		} else if err := h.CountSearch(c, search.Complete()); err != nil {
			return err
		} else if d.Found, _, err = clientdb.FindClients(ctx, scope, clientdb.ClientPage{Search: search, Limit: 20}); err != nil {
			return err
		}
	}
	if d.Figures, err = clientdb.Figures(ctx, scope, append(idsOf(d.Found), d.Keep.ID, with), h.Now()); err != nil {
		return err
	}
	return h.Render(c, status, clients.NewClientMerge(h.Base(c), d))
}

// livingClient is a client who is not erased.
func livingClient(c echo.Context, scope db.Scope, id booking.ID) (booking.Client, error) {
	client, err := clientdb.Client(c.Request().Context(), scope, id)
	if err == nil && client.Erased {
		err = booking.Fail(booking.Conflict, "error.client_erased")
	}
	return client, err
}

// mergeClient makes one of the two; when either has changed since they were
// shown, they are shown again.
func (h *Handlers) mergeClient(c echo.Context) error {
	var r struct {
		With          booking.ID `form:"with"`
		Revision      int        `form:"revision"`
		OtherRevision int        `form:"other_revision"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	id := booking.ID(c.Param("id"))
	err := h.Desk.Clients.MergeClients(c.Request().Context(), handlers.Member(c), id, r.With, r.Revision, r.OtherRevision)
	if known := handlers.AsKnown(err); err != nil && known.Code == booking.Conflict && known.Sentence.Key == "error.client_changed" {
		return h.mergeQuestion(c, http.StatusConflict, r.With, known.Sentence)
	}
	if err != nil {
		return err
	}
	return handlers.Redirect(c, "/clients/"+string(id)+"?said=merged")
}

// pairsShown at once on the page of those who may be one person.
const pairsShown = 50

// clientPairs are the clients who may be one person: three queries, and all of
// the company's clients in memory for the while.
func (h *Handlers) clientPairs(c echo.Context) error {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	pairs, err := clientdb.Pairs(ctx, scope)
	if err != nil {
		return err
	}
	d := clients.ClientPairsData{Company: who.Company}
	d.Pairs, d.More = handlers.FirstOf(pairs, pairsShown)
	var ids []booking.ID
	for _, p := range d.Pairs {
		ids = append(ids, p.One.ID, p.Other.ID)
	}
	if d.Figures, err = clientdb.Figures(ctx, scope, ids, h.Now()); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, clients.NewClientPairs(h.Base(c), d))
}

// keepClientApart remembers that a pair are two people.
func (h *Handlers) keepClientApart(c echo.Context) error {
	if err := h.Desk.Clients.KeepApart(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), booking.ID(c.FormValue("other"))); err != nil {
		return err
	}
	return handlers.Redirect(c, "/clients/duplicates")
}
