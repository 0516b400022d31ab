package handlers

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// newsShown of each kind on the overview, and allShown of the kind that is asked for
// with ?show=.
const (
	newsShown = 6
	allShown  = 200
)

// overview is today in half a minute: five queries with the session's, where
// the setup is known; four for who may not see how weeks compare.
func (h *Handlers) overview(c echo.Context) error {
	who, ctx := identityOf(c), c.Request().Context()
	scope, zone, now := h.scope(c), who.Company.Zone, h.Now()
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	today := booking.DateOf(now, zone)
	d := views.OverviewData{Now: now, Reports: may(c, booking.SeeReports)}
	d.Company, d.Date, d.Services, d.Shown = setup.Company, today, setup.Services, views.Shown{Date: today}
	d.BoardData.Now = now
	if d.Bookings, err = scope.Bookings(ctx, dayOf(today, zone)); err != nil {
		return err
	}
	arrange(&d.BoardData, setup, booking.Columns{})
	limit := newsShown
	if d.Show = c.QueryParam("show"); slices.Contains(views.NewsKinds, d.Show) {
		limit = allShown
	} else {
		d.Show = ""
	}
	news, err := scope.News(ctx, booking.Instant(today.AddDays(-1), 0, zone), now, limit)
	if err != nil {
		return err
	}
	for kind, some := range map[string]*db.Some{"unreached": &news.Unreached, "waiting": &news.Waiting, "new": &news.New, "withdrawn": &news.Withdrawn} {
		if kind != d.Show {
			some.IDs = some.IDs[:min(len(some.IDs), newsShown)]
		}
	}
	known, err := scope.BookingsOf(ctx, slices.Concat(news.Unreached.IDs, news.Waiting.IDs, news.New.IDs, news.Withdrawn.IDs))
	if err != nil {
		return err
	}
	pick := func(ids []booking.ID, total int) views.SomeNews {
		n := views.SomeNews{Total: total}
		for _, id := range ids {
			if i := slices.IndexFunc(known, func(b booking.Booking) bool { return b.ID == id }); i >= 0 {
				n.Bookings = append(n.Bookings, known[i])
			}
		}
		return n
	}
	d.Unreached, d.Since = pick(news.Unreached.IDs, news.Unreached.Total), news.Since
	d.Waiting, d.New = pick(news.Waiting.IDs, news.Waiting.Total), pick(news.New.IDs, news.New.Total)
	d.Withdrawn, d.NewLeads = pick(news.Withdrawn.IDs, news.Withdrawn.Total), news.NewLeads
	if d.Reports {
		if d.Week, d.LastWeek, err = h.weeks(c, today); err != nil {
			return err
		}
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewOverview(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewOverviewPage(h.base(c), d))
}

// weeks are the days of the date's week and those of the week before.
func (h *Handlers) weeks(c echo.Context, date booking.Date) (this, last []views.DayFigures, err error) {
	who := identityOf(c)
	monday := date.AddDays(1 - date.Weekday())
	var days []booking.Span
	for n := -7; n < 7; n++ {
		days = append(days, dayOf(monday.AddDays(n), who.Company.Zone))
	}
	figures, err := h.scope(c).DayFigures(c.Request().Context(), days)
	if err != nil {
		return nil, nil, err
	}
	for i, f := range figures {
		day := views.DayFigures{Date: monday.AddDays(i - 7), Bookings: f.Bookings, Minutes: f.Minutes, NoShows: f.NoShows, Cancelled: f.Cancelled}
		if i < 7 {
			last = append(last, day)
		} else {
			this = append(this, day)
		}
	}
	return this, last, nil
}

// onPhone says whether the browser calls itself a phone's.
func onPhone(c echo.Context) bool {
	header := c.Request().Header
	if hint := header.Get("Sec-CH-UA-Mobile"); hint != "" {
		return hint == "?1"
	}
	return strings.Contains(header.Get("User-Agent"), "Mobi")
}
