package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// searchShown of each group that a search finds.
const searchShown = 20

// search looks through all dates for bookings and clients: three queries with
// the session's, where the setup is known.
func (h *Handlers) search(c echo.Context) error {
	who := identityOf(c)
	d := views.SearchData{Company: who.Company, Now: h.Now()}
	if typed := c.QueryParam("q"); typed != "" {
		search, err := understood(c, typed)
		if d.Query = search.Text; err != nil {
			d.Problem = asKnown(err).Sentence
		} else if err := h.looking(c, search.Complete()); err != nil {
			return err
		} else if err := h.find(c, search, &d); err != nil {
			return err
		}
	}
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	d.Services = setup.Services
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewSearch(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewSearchPage(h.base(c), d))
}

func (h *Handlers) find(c echo.Context, search booking.Search, d *views.SearchData) (err error) {
	ctx, scope := c.Request().Context(), h.scope(c)
	d.Asked = true
	if d.Coming, d.Past, err = scope.FindBookings(ctx, search, d.Now, searchShown+1); err != nil {
		return err
	}
	d.Coming, d.MoreComing = firstOf(d.Coming, searchShown)
	d.Past, d.MorePast = firstOf(d.Past, searchShown)
	if len(search.Words) > 0 {
		d.Clients, _, err = scope.FindClients(ctx, db.ClientPage{Search: search, Limit: suggested})
	}
	return err
}

// firstOf are at most n of all, and whether there are more.
func firstOf[T any](all []T, n int) ([]T, bool) { return all[:min(len(all), n)], len(all) > n }
