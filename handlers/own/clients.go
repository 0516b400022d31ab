package own

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
	"okno/db/clientdb"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views/own"
)

// visitsShown bounds how many visits a client's page shows.
const visitsShown = 100

// clients is GET /own/clients?q=: those with whom he has or had a booking, by name, or the next of them; two queries beside the
// session's.
func (h *Handlers) clients(c echo.Context) error {
	setup, mine, err := h.myself(c)
	if err != nil {
		return err
	}
	d := own.ClientsData{Company: setup.Company, Filter: own.ClientFilter{Query: c.QueryParam("q"), After: booking.ID(c.QueryParam("after"))}, Nobody: mine == ""}
	if !handlers.IsFragment(c) || !booking.IsID(string(d.Filter.After)) {
		d.Filter.After = "" // a page of its own begins with a list
	}
	if err := h.list(c, setup, mine, &d); err != nil {
		return err
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, own.NewClientList(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, own.NewClients(h.Base(c), d))
}

func (h *Handlers) list(c echo.Context, setup db.Setup, mine booking.ID, d *own.ClientsData) error {
	if mine == "" {
		return nil
	}
	ctx, scope := c.Request().Context(), h.Scope(c)
	page := clientdb.ClientPage{Of: mine, After: d.Filter.After, Limit: daycards.ClientsShown}
	if d.Filter.Query != "" {
		var err error
		page.Search, err = lookup.ParseSearch(d.Filter.Query, setup.Company.Zone)
		d.Filter.Query = page.Search.Text
		if handlers.HidesContacts(c) && page.Search.Contact() {
			return nil // he searches by names alone: not even a whole contact tells him whose it is
		}
		if err == nil && len(page.Search.Words) == 0 { // the number of a booking is no client's
			err = booking.Fail(booking.Invalid, "error.search_short", "Min", lookup.MinSearch+1)
		}
		if err != nil {
			d.Problem = handlers.AsKnown(err).Sentence
			return nil
		}
	}
	var err error
	if d.Clients, d.More, err = clientdb.FindClients(ctx, scope, page); err != nil {
		return err
	}
	ids := make([]booking.ID, len(d.Clients))
	for i, client := range d.Clients {
		ids[i] = client.ID
	}
	d.Figures, err = clientdb.FiguresWith(ctx, scope, mine, ids, h.Now())
	return err
}

// client is GET /own/clients/:id: one of them, with the visits to him alone. Whoever is none of them is NotFound: see clientdb.MustBeOf.
func (h *Handlers) client(c echo.Context) error {
	setup, mine, err := h.myself(c)
	if err != nil {
		return err
	}
	ctx, scope, id := c.Request().Context(), h.Scope(c), booking.ID(c.Param("id"))
	unknown := booking.Fail(booking.NotFound, "error.client_unknown")
	if mine == "" {
		return unknown
	}
	d := own.ClientData{Company: setup.Company, Services: setup.Services, Now: h.Now()}
	if err := clientdb.MustBeOf(ctx, scope, id, mine); err != nil {
		return err
	}
	if d.Client, err = clientdb.Client(ctx, scope, id); err != nil {
		return err
	}
	if d.Visits, err = clientdb.VisitsWith(ctx, scope, id, mine, visitsShown+1); err != nil {
		return err
	}
	if d.More = len(d.Visits) > visitsShown; d.More {
		d.Visits = d.Visits[:visitsShown]
	}
	for i, b := range d.Visits {
		d.Visits[i] = shown(b, setup.Company.Specialist)
	}
	figures, err := clientdb.FiguresWith(ctx, scope, mine, []booking.ID{id}, d.Now)
	if err != nil {
		return err
	}
	d.Figures = figures[id]
	return h.Render(c, http.StatusOK, own.NewClientPage(h.Base(c), d))
}

// myself is the company's setup, and the resource that he is; "" for who is nobody, or is put away.
func (h *Handlers) myself(c echo.Context) (db.Setup, booking.ID, error) {
	setup, err := h.Setup(c)
	if err != nil {
		return setup, "", err
	}
	if r, known := setup.Resource(string(handlers.IdentityOf(c).Resource)); known && !r.Archived {
		return setup, r.ID, nil
	}
	return setup, "", nil
}
