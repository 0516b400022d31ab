package week

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/day"
	"okno/views/week"
)

// week is GET /bookings/week?resource=ID&date=YYYY-MM-DD: the week that has the date. Without
// a resource it is that of the first person. Two queries beside the session's.
func (h *Handlers) week(c echo.Context) error {
	topic, setup, err := h.topic(c)
	if err != nil {
		return err
	}
	who := handlers.IdentityOf(c)
	d, err := dataOf(c.Request().Context(), h.Scope(c), setup, topic, h.Now())
	if err != nil {
		return err
	}
	d.Version = who.Versions.Board
	if handlers.IsFragment(c) {
		shown := week.New(handlers.ReaderOf(c), d)
		handlers.SayDated(c, shown.URL(shown.Monday))
		return h.Render(c, http.StatusOK, shown)
	}
	return h.Render(c, http.StatusOK, week.NewPage(h.Base(c), d))
}

// topic is the week that the address asks for, as the member may see it. A resource that the
// company does not have is NotFound.
func (h *Handlers) topic(c echo.Context) (topic, db.Setup, error) {
	setup, err := h.Setup(c)
	if err != nil {
		return topic{}, setup, err
	}
	date, err := h.DateParam(c, setup.Company)
	if err != nil {
		return topic{}, setup, err
	}
	who := handlers.IdentityOf(c)
	t := topic{
		Monday: handlers.MondayOf(date), Locale: handlers.ReaderOf(c), CanChange: who.Role.May(booking.ChangeBookings),
		CanBlock: handlers.MayBlock(who), Masked: handlers.ContactsHiddenFrom(who),
	}
	if !t.Monday.Usable() || !t.Monday.AddDays(6).Usable() {
		return topic{}, setup, booking.Fail(booking.NotFound, "error.date_unknown")
	}
	asked := c.QueryParam("resource")
	if asked == "" {
		t.Resource = first(setup.Resources).ID
		return t, setup, nil
	}
	r, known := setup.Resource(asked)
	if !known {
		return topic{}, setup, booking.Fail(booking.NotFound, "error.resource_unknown")
	}
	t.Resource = r.ID
	return t, setup, nil
}

// first is the person who stands first, else whatever does; the zero Resource where there is nothing.
func first(all []booking.Resource) booking.Resource {
	active := slices.DeleteFunc(slices.Clone(all), func(r booking.Resource) bool { return !r.Active })
	if i := slices.IndexFunc(active, func(r booking.Resource) bool { return r.Kind == booking.Staff }); i >= 0 {
		return active[i]
	}
	if len(active) > 0 {
		return active[0]
	}
	return booking.Resource{}
}

// dataOf is what the topic shows at now, but for the version.
func dataOf(ctx context.Context, scope db.Scope, setup db.Setup, t topic, now time.Time) (week.Data, error) {
	zone, sunday := setup.Company.Zone, t.Monday.AddDays(6)
	d := week.Data{BoardData: day.BoardData{
		Company: setup.Company, Date: t.Monday, Shown: day.Shown{Date: t.Monday}, Now: now, Services: setup.Services, Everybody: setup.Resources,
		Seen: booking.Booking.VersionTag, Topic: handlers.TopicKey(t), CanChange: t.CanChange, CanBlock: t.CanBlock,
	}}
	d.Resource, _ = setup.Resource(string(t.Resource))
	for _, r := range setup.Resources {
		if r.Active || r.ID == t.Resource {
			d.Choices = append(d.Choices, r)
		}
	}
	if t.Resource != "" {
		span := booking.Span{From: engine.Instant(t.Monday, 0, zone), To: engine.Instant(sunday, booking.DayEnd, zone)}
		var err error
		if d.Bookings, err = bookingdb.BookingsOn(ctx, scope, t.Resource, span); err != nil {
			return d, err
		}
		beside, err := bookingdb.ReadWeek(ctx, scope, t.Resource, span, now)
		if err != nil {
			return d, err
		}
		d.Pasts, d.Waits, d.Holds = beside.Pasts, beside.Waits, beside.Holds
	}
	calendar := setup.Calendar(nil)
	for i := range 7 {
		date := t.Monday.AddDays(i)
		of := day.ResourceDay{Resource: d.Resource}
		if t.Resource != "" {
			of.Working, of.Blocked = calendar.Working(t.Resource, date, date), calendar.Blocked(t.Resource, date, date)
		}
		d.Days = append(d.Days, of)
	}
	d.Resources = d.Days[:1]
	return d, nil
}
