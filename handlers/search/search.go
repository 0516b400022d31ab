package search

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/webform"
	"okno/db/clientdb"
	"okno/db/leaddb"
	"okno/handlers"
	"okno/views/search"
)

// searchShown of each group that a search finds.
const searchShown = 20

// search looks through all dates for bookings, clients and leads: four queries with
// the session's, where the setup is known. What is typed may also be a date, or what one
// wants to do.
func (h *Handlers) search(c echo.Context) error {
	who := handlers.IdentityOf(c)
	d := search.SearchData{
		Company: who.Company, Now: h.Now(), Typed: c.QueryParam("q"), CanChange: handlers.May(c, booking.ChangeBookings), CanBlock: handlers.MayBlock(who), SeesMoney: handlers.SeesMoney(who),
		Pages: h.Base(c).Nav(),
	}
	if typed := c.QueryParam("q"); typed != "" {
		search, err := handlers.SearchOf(c, typed)
		if d.Query = search.Text; err != nil {
			d.Problem = handlers.AsKnown(err).Sentence
		} else if err := h.CountSearch(c, search.Complete()); err != nil {
			return err
		} else if err := h.find(c, search, &d); err != nil {
			return err
		}
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	d.Services, d.Resources = setup.Services, setup.Resources
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, search.NewSearch(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, search.NewSearchPage(h.Base(c), d))
}

// unbooked are the leads that are found by themselves: what is booked is found as a booking.
var unbooked = []webform.LeadStatus{webform.LeadNew, webform.LeadInProgress, webform.LeadLost}

func (h *Handlers) find(c echo.Context, search lookup.Search, d *search.SearchData) (err error) {
	ctx, scope := c.Request().Context(), h.Scope(c)
	d.Asked = true
	if d.Coming, d.Past, err = clientdb.FindBookings(ctx, scope, search, d.Now, searchShown+1); err != nil {
		return err
	}
	d.Coming, d.MoreComing = handlers.FirstOf(d.Coming, searchShown)
	d.Past, d.MorePast = handlers.FirstOf(d.Past, searchShown)
	if len(search.Words) > 0 {
		leads, err := leaddb.Leads(ctx, scope, leaddb.LeadFilter{Statuses: unbooked, Query: search.Text, Search: search, Limit: handlers.MaxSuggested})
		if err != nil {
			return err
		}
		for _, l := range leads {
			if l.Booking == "" {
				d.Leads = append(d.Leads, l.Lead)
			}
		}
		if d.Clients, _, err = clientdb.FindClients(ctx, scope, clientdb.ClientPage{Search: search, Limit: handlers.MaxSuggested}); err != nil {
			return err
		}
	}
	return nil
}
