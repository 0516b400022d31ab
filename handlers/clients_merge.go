package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// askMergeClient shows what becomes of two clients who are one person or, where
// the other is not chosen yet, lets him be found.
func (h *Handlers) askMergeClient(c echo.Context) error {
	return h.mergeQuestion(c, http.StatusOK, booking.ID(c.QueryParam("with")), booking.Sentence{})
}

func (h *Handlers) mergeQuestion(c echo.Context, status int, with booking.ID, problem booking.Sentence) (err error) {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	d := views.ClientMergeData{Company: who.Company, Query: c.QueryParam("q"), Problem: problem}
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
		if d.Visits, d.Leads, err = scope.CountOf(ctx, with); err != nil {
			return err
		}
		d.Found = nil
	case d.Query != "":
		search, err := understood(c, d.Query)
		d.Query = search.Text
		if err != nil {
			d.Problem = asKnown(err).Sentence
		} else if err := h.looking(c, search.Complete()); err != nil {
			return err
		} else if d.Found, _, err = scope.FindClients(ctx, db.ClientPage{Search: search, Limit: 20}); err != nil {
			return err
		}
	}
	if d.Figures, err = scope.Figures(ctx, append(idsOf(d.Found), d.Keep.ID, with), h.Now()); err != nil {
		return err
	}
	return h.render(c, status, views.NewClientMerge(h.base(c), d))
}

// livingClient is a client who is not erased.
func livingClient(c echo.Context, scope db.Scope, id booking.ID) (booking.Client, error) {
	client, err := scope.Client(c.Request().Context(), id)
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
	err := h.Desk.MergeClients(c.Request().Context(), member(c), id, r.With, r.Revision, r.OtherRevision)
	if known := asKnown(err); err != nil && known.Code == booking.Conflict && known.Sentence.Key == "error.client_changed" {
		return h.mergeQuestion(c, http.StatusConflict, r.With, known.Sentence)
	}
	if err != nil {
		return err
	}
	return redirect(c, "/clients/"+string(id)+"?said=merged")
}

// pairsShown at once on the page of those who may be one person.
const pairsShown = 50

// clientPairs are the clients who may be one person: three queries, and all of
// the company's clients in memory for the while.
func (h *Handlers) clientPairs(c echo.Context) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	pairs, err := scope.Pairs(ctx)
	if err != nil {
		return err
	}
	d := views.ClientPairsData{Company: who.Company}
	d.Pairs, d.More = firstOf(pairs, pairsShown)
	var ids []booking.ID
	for _, p := range d.Pairs {
		ids = append(ids, p.One.ID, p.Other.ID)
	}
	if d.Figures, err = scope.Figures(ctx, ids, h.Now()); err != nil {
		return err
	}
	return h.render(c, http.StatusOK, views.NewClientPairs(h.base(c), d))
}

// keepClientApart remembers that a pair are two people.
func (h *Handlers) keepClientApart(c echo.Context) error {
	if err := h.Desk.KeepApart(c.Request().Context(), member(c), booking.ID(c.Param("id")), booking.ID(c.FormValue("other"))); err != nil {
		return err
	}
	return redirect(c, "/clients/duplicates")
}
