package overview

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/columns"
	"okno/booking/engine"
	"okno/booking/webform"
	"okno/db/bookingdb"
	"okno/db/leaddb"
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

// overview is today in half a minute: six queries with the session's, where the setup is known; five for who may
// not see how weeks compare. None reads more bookings than those of the day, and those that it shows.
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
	d = overview.OverviewData{Now: now, Reports: handlers.May(c, booking.SeeReports), ContactsHidden: handlers.HidesContacts(c), Shows: newsShown}
	d.CanChange, d.BoardData.Seen = handlers.May(c, booking.ChangeBookings), booking.Booking.VersionTag
	d.Company, d.Date, d.Services, d.Shown = setup.Company, today, setup.Services, day.Shown{Date: today}
	d.BoardData.Now = now
	if d.Bookings, err = bookingdb.Bookings(ctx, scope, handlers.DayOf(today, zone)); err != nil {
		return d, err
	}
	daycards.Arrange(&d.BoardData, setup, columns.Choice{})
	limit := newsShown
	if d.Show = c.QueryParam("show"); slices.Contains(overview.NewsKinds, d.Show) {
		limit = allShown
	} else {
		d.Show = ""
	}
	news, err := bookingdb.ReadNews(ctx, scope, engine.Instant(today.AddDays(-1), 0, zone), now, today, limit)
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
	lines, err := leaddb.Leads(ctx, scope, leaddb.LeadFilter{Statuses: []webform.LeadStatus{webform.LeadNew}, Limit: newsShown})
	if err != nil {
		return d, err
	}
	for _, l := range lines {
		d.Leads = append(d.Leads, l.Lead)
	}
	if handlers.SeesMoney(who) {
		d.SeesMoney, d.BoardData.Taken = true, news.Taken
	}
	if d.Reports {
		err = h.weeks(c, &d)
	}
	return d, err
}
