package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// clientsShown on a page of the list; visitsShown on a card.
const (
	clientsShown = 50
	visitsShown  = 200
)

// clients is the list, or its next page: four queries with the session's.
func (h *Handlers) clients(c echo.Context) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	d := views.ClientsData{Company: who.Company, CanChange: may(c, booking.ChangeBookings)}
	d.Filter = views.ClientFilter{Query: c.QueryParam("q"), Sort: c.QueryParam("sort"), After: booking.ID(c.QueryParam("after"))}
	if d.Filter.Sort != string(db.ByAge) {
		d.Filter.Sort = string(db.ByName)
	}
	if !booking.IsID(string(d.Filter.After)) {
		d.Filter.After = ""
	}
	page := db.ClientPage{Order: db.ClientOrder(d.Filter.Sort), After: d.Filter.After, Limit: clientsShown}
	if d.Filter.Query != "" {
		var err error
		page.Search, err = understood(c, d.Filter.Query)
		d.Filter.Query = page.Search.Text
		if err == nil && len(page.Search.Words) == 0 { // the number of a booking is no client's
			err = booking.Fail(booking.Invalid, "error.search_short", "Min", booking.MinSearch+1)
		}
		if err != nil {
			d.Problem = asKnown(err).Sentence
		} else if err := h.looking(c, page.Search.Complete()); err != nil {
			return err
		}
	}
	if d.Problem.Key == "" {
		var err error
		if d.Clients, d.More, err = scope.FindClients(ctx, page); err != nil {
			return err
		}
		if d.Figures, err = scope.Figures(ctx, idsOf(d.Clients), h.Now()); err != nil {
			return err
		}
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewClientList(readerOf(c), d))
	}
	var err error
	if d.Total, err = scope.CountClients(ctx); err != nil {
		return err
	}
	d.Filter.After = "" // a page of its own begins with a list
	return h.render(c, http.StatusOK, views.NewClients(h.base(c), d))
}

func idsOf(clients []booking.Client) []booking.ID {
	ids := make([]booking.ID, len(clients))
	for i, c := range clients {
		ids[i] = c.ID
	}
	return ids
}

// client is the card of one client: seven queries with the session's.
func (h *Handlers) client(c echo.Context) error {
	d, err := h.clientData(c)
	if err != nil {
		return err
	}
	if said := c.QueryParam("said"); slices.Contains([]string{"saved", "merged", "erased"}, said) {
		d.Said = booking.Say("clients.said." + said)
	}
	return h.showClient(c, http.StatusOK, d)
}

func (h *Handlers) showClient(c echo.Context, status int, d views.ClientData) error {
	if isFragment(c) {
		return h.render(c, status, views.NewClient(readerOf(c), d))
	}
	return h.render(c, status, views.NewClientPage(h.base(c), d))
}

// clientData is all about the client of the path.
func (h *Handlers) clientData(c echo.Context) (d views.ClientData, err error) {
	return h.clientDataOf(c, booking.ID(c.Param("id")))
}

func (h *Handlers) clientDataOf(c echo.Context, id booking.ID) (d views.ClientData, err error) {
	who, ctx := identityOf(c), c.Request().Context()
	scope := h.scope(c)
	d = views.ClientData{Company: who.Company, Now: h.Now(), CanChange: may(c, booking.ChangeBookings)}
	if d.Client, err = scope.Client(ctx, id); err != nil {
		return d, err
	}
	if d.Dead, d.Follow, err = scope.CardStanding(ctx, id, d.Now); err != nil {
		return d, err
	}
	blocked, err := scope.BlockOfClient(ctx, id)
	if err != nil {
		return d, err
	}
	d.Blocked = blocked
	d.ContactsHidden = hidesContacts(c)
	card := d.Client
	d.Typed = views.NewClientText(readerOf(c), d.Client)
	setup, err := h.setup(c)
	if err != nil {
		return d, err
	}
	d.Services = setup.Services
	figures, err := scope.Figures(ctx, []booking.ID{id}, d.Now)
	if err != nil {
		return d, err
	}
	d.Figures = figures[id]
	if d.Visits, err = scope.VisitsOf(ctx, id, visitsShown+1); err != nil {
		return d, err
	}
	if d.MoreThan = len(d.Visits) > visitsShown; d.MoreThan {
		d.Visits = d.Visits[:visitsShown]
	}
	d.Left = newestLeft(c, d.Visits, card)
	if d.Leads, err = scope.LeadsOf(ctx, id, visitsShown); err != nil {
		return d, err
	}
	d.History, err = scope.ClientHistory(ctx, id)
	return d, err
}
