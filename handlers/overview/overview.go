package overview

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/handlers/kept"
	"okno/views/day"
	"okno/views/overview"
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
	if !handlers.IsFragment(c) {
		return h.RenderPage(c, false, func() (kept.Page, time.Time, error) {
			d, err := h.overviewData(c)
			if err != nil {
				return nil, time.Time{}, err
			}
			return overview.NewOverviewPage(h.Base(c), d), d.Now, nil
		})
	}
	d, err := h.overviewData(c)
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, overview.NewOverview(handlers.ReaderOf(c), d))
}

func (h *Handlers) overviewData(c echo.Context) (d overview.OverviewData, err error) {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope, zone, now := h.Scope(c), who.Company.Zone, h.Now()
	setup, err := h.Setup(c)
	if err != nil {
		return d, err
	}
	today := booking.DateOf(now, zone)
	d = overview.OverviewData{Now: now, Reports: handlers.May(c, booking.SeeReports)}
	d.Company, d.Date, d.Services, d.Shown = setup.Company, today, setup.Services, day.Shown{Date: today}
	d.BoardData.Now = now
	if d.Bookings, err = bookingdb.Bookings(ctx, scope, handlers.DayOf(today, zone)); err != nil {
		return d, err
	}
	daycards.Arrange(&d.BoardData, setup, booking.Columns{})
	limit := newsShown
	if d.Show = c.QueryParam("show"); slices.Contains(overview.NewsKinds, d.Show) {
		limit = allShown
	} else {
		d.Show = ""
	}
	news, err := bookingdb.ReadNews(ctx, scope, engine.Instant(today.AddDays(-1), 0, zone), now, limit)
	if err != nil {
		return d, err
	}
	for kind, some := range map[string]*bookingdb.Some{"unreached": &news.Unreached, "waiting": &news.Waiting, "new": &news.New, "withdrawn": &news.Withdrawn} {
		if kind != d.Show {
			some.IDs = some.IDs[:min(len(some.IDs), newsShown)]
		}
	}
	known, err := bookingdb.BookingsOf(ctx, scope, slices.Concat(news.Unreached.IDs, news.Waiting.IDs, news.New.IDs, news.Withdrawn.IDs))
	if err != nil {
		return d, err
	}
	pick := func(ids []booking.ID, total int) overview.SomeNews {
		n := overview.SomeNews{Total: total}
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
			return d, err
		}
	}
	return d, nil
}

// weeks are the days of the date's week and those of the week before.
func (h *Handlers) weeks(c echo.Context, date booking.Date) (this, last []overview.DayFigures, err error) {
	who := handlers.IdentityOf(c)
	monday := date.AddDays(1 - date.Weekday())
	var days []booking.Span
	for n := -7; n < 7; n++ {
		days = append(days, handlers.DayOf(monday.AddDays(n), who.Company.Zone))
	}
	figures, err := bookingdb.ReadDayFigures(c.Request().Context(), h.Scope(c), days)
	if err != nil {
		return nil, nil, err
	}
	for i, f := range figures {
		day := overview.DayFigures{Date: monday.AddDays(i - 7), Bookings: f.Bookings, Minutes: f.Minutes, NoShows: f.NoShows, Cancelled: f.Cancelled}
		if i < 7 {
			last = append(last, day)
		} else {
			this = append(this, day)
		}
	}
	return this, last, nil
}
