package clients

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/tags"
	"okno/db/clientdb"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/handlers/kept"
	"okno/views/clients"
)

// clients is the list, or its next page: four queries with the session's.
func (h *Handlers) clients(c echo.Context) error {
	if !handlers.IsFragment(c) && c.QueryParam("q") == "" && c.QueryParam("said") == "" { // a search is counted
		return h.RenderPage(c, false, func() (kept.Page, time.Time, error) {
			page, err := h.clientsPage(c)
			return page, h.Now(), err
		})
	}
	if !handlers.IsFragment(c) {
		page, err := h.clientsPage(c)
		if err != nil {
			return err
		}
		return h.Render(c, http.StatusOK, page)
	}
	d, err := h.clientsData(c)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, clients.NewClientList(handlers.ReaderOf(c), d))
}

func (h *Handlers) clientsPage(c echo.Context) (clients.Clients, error) {
	d, err := h.clientsData(c)
	if err != nil {
		return clients.Clients{}, err
	}
	if d.Total, d.Tags, err = clientdb.CountClients(c.Request().Context(), h.Scope(c)); err != nil {
		return clients.Clients{}, err
	}
	d.Filter.After = "" // a page of its own begins with a list
	base := h.Base(c)
	base.Flash = handlers.SaidInURL(c, "clients.said.", "unmade")
	return clients.NewClients(base, d), nil
}

// clientsData is what the address asks for, with how often each has been there.
func (h *Handlers) clientsData(c echo.Context) (clients.ClientsData, error) {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	d := clients.ClientsData{Company: who.Company, CanChange: handlers.May(c, booking.ChangeBookings), CanImport: handlers.May(c, booking.ChangeBookings) && !handlers.HidesContacts(c)}
	d.Filter = clients.ClientFilter{Query: c.QueryParam("q"), Sort: c.QueryParam("sort"), After: booking.ID(c.QueryParam("after"))}
	if d.Filter.Sort != string(clientdb.ByAge) && d.Filter.Sort != "birthday" {
		d.Filter.Sort = string(clientdb.ByName)
	}
	if !booking.IsID(string(d.Filter.After)) {
		d.Filter.After = ""
	}
	if tag, fits := booking.CleanLine(c.QueryParam("tag"), tags.Max); fits {
		d.Filter.Tag = tag
	}
	page := clientdb.ClientPage{Tag: d.Filter.Tag, Order: clientdb.ClientOrder(d.Filter.Sort), After: d.Filter.After, Limit: daycards.ClientsShown}
	if d.Filter.Sort == "birthday" {
		page.Born, page.Order = bornSoon(h.Today(who.Company)), clientdb.ByName
	}
	if d.Filter.Query != "" {
		var err error
		page.Search, err = handlers.SearchOf(c, d.Filter.Query)
		d.Filter.Query = page.Search.Text
		if err == nil && len(page.Search.Words) == 0 { // the number of a booking is no client's
			err = booking.Fail(booking.Invalid, "error.search_short", "Min", lookup.MinSearch+1)
		}
		if err != nil {
			d.Problem = handlers.AsKnown(err).Sentence
		} else if err := h.CountSearch(c, page.Search.Complete()); err != nil {
			return d, err
		}
	}
	if d.Problem.Key != "" {
		return d, nil
	}
	var err error
	if d.Clients, d.More, err = clientdb.FindClients(ctx, scope, page); err != nil {
		return d, err
	}
	d.Figures, err = clientdb.Figures(ctx, scope, idsOf(d.Clients), h.Now())
	return d, err
}

// bornSoon are the days of the next week, today first, as birthdays are kept. In a year without 29 February it is on the 28th.
func bornSoon(today booking.Date) (days []string) {
	for n := range 7 {
		date := today.AddDays(n)
		days = append(days, fmt.Sprintf("%02d.%02d", date.Day, date.Month))
		if date.Month == 2 && date.Day == 28 && date.AddDays(1).Month == 3 {
			days = append(days, "29.02")
		}
	}
	return days
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
	d, err := daycards.ClientData(h.Kit, c)
	if err != nil {
		return err
	}
	if said := c.QueryParam("said"); slices.Contains([]string{"saved", "merged", "erased", "chat_removed", "sms_on", "sms_off"}, said) {
		d.Said = booking.Say("clients.said." + said)
	}
	return h.showClient(c, http.StatusOK, d)
}

func (h *Handlers) showClient(c echo.Context, status int, d clients.ClientData) error {
	if handlers.IsFragment(c) {
		return h.Render(c, status, clients.NewClient(handlers.ReaderOf(c), d))
	}
	return h.Render(c, status, clients.NewClientPage(h.Base(c), d))
}
