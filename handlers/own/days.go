package own

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/day"
	"okno/views/own"
)

// day is GET /own?date=YYYY-MM-DD, week GET /own/week?date=YYYY-MM-DD: one query beside the session's.
func (h *Handlers) day(c echo.Context) error  { return h.days(c, 1) }
func (h *Handlers) week(c echo.Context) error { return h.days(c, 7) }

func (h *Handlers) days(c echo.Context, n int) error {
	topic, setup, err := h.topic(c, n)
	if err != nil {
		return err
	}
	d, err := dataOf(c.Request().Context(), h.Scope(c), setup, topic, h.Now())
	if err != nil {
		return err
	}
	d.Version = handlers.IdentityOf(c).Versions.Board
	if handlers.IsFragment(c) {
		shown := own.New(handlers.ReaderOf(c), d)
		handlers.SayDated(c, shown.URL(shown.First))
		return h.Render(c, http.StatusOK, shown)
	}
	return h.Render(c, http.StatusOK, own.NewPage(h.Base(c), d))
}

// topic is what the address asks for, as the specialist may see it.
func (h *Handlers) topic(c echo.Context, n int) (topic, db.Setup, error) {
	setup, err := h.Setup(c)
	if err != nil {
		return topic{}, setup, err
	}
	date, err := h.DateParam(c, setup.Company)
	if err != nil {
		return topic{}, setup, err
	}
	if n == 7 {
		date = handlers.MondayOf(date)
	}
	if !date.Usable() || !date.AddDays(n-1).Usable() {
		return topic{}, setup, booking.Fail(booking.NotFound, "error.date_unknown")
	}
	return topic{Resource: handlers.IdentityOf(c).Resource, First: date, Days: n, Locale: handlers.ReaderOf(c), Rules: setup.Company.Specialist}, setup, nil
}

// dataOf is what the topic shows at now, but for the version. What the company does not let specialists see is not read or left out here.
func dataOf(ctx context.Context, scope db.Scope, setup db.Setup, t topic, now time.Time) (own.Data, error) {
	zone, last := setup.Company.Zone, t.First.AddDays(t.Days-1)
	d := own.Data{
		Company: setup.Company, Services: setup.Services, Everybody: setup.Resources, First: t.First, Now: now,
		Days: make([]day.ResourceDay, t.Days), Topic: handlers.TopicKey(t),
	}
	if t.Resource == "" {
		return d, nil
	}
	d.Resource, _ = setup.Resource(string(t.Resource))
	if d.Archived = d.Resource.Archived; d.Archived || d.Resource.ID == "" {
		return d, nil
	}
	var err error
	d.Bookings, err = bookingdb.BookingsOn(ctx, scope, d.Resource.ID, booking.Span{From: engine.Instant(t.First, 0, zone), To: engine.Instant(last, booking.DayEnd, zone)})
	for i := range d.Bookings {
		d.Bookings[i] = shown(d.Bookings[i], setup.Company.Specialist)
	}
	calendar := setup.Calendar(nil)
	for i := range d.Days {
		date := t.First.AddDays(i)
		d.Days[i] = day.ResourceDay{Resource: d.Resource, Working: calendar.Working(d.Resource.ID, date, date), Blocked: calendar.Blocked(d.Resource.ID, date, date)}
	}
	return d, err
}

// shown is a booking without what specialists do not see of money; contacts have been masked by the scope.
func shown(b booking.Booking, rules booking.SpecialistRules) booking.Booking {
	if b.Paid = ""; !rules.Prices {
		b.Price = ""
	}
	return b
}
