package own

import (
	"context"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/handlers/feed"
	"okno/views"
	"okno/views/own"
)

// topic is what distinguishes the days of specialists of one company from each other.
type topic struct {
	Resource booking.ID // "" for who is nobody
	First    booking.Date
	Days     int
	Locale   string
	Rules    booking.SpecialistRules
	Fills    bool // the page fills in what messages leave out (same.js)
}

// Hears is nothing: what the desk is told is not for him.
func (t topic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: true, Deaf: true} }

// Page is the topic as the page names it, which does not know of its scripts.
func (t topic) Page() feed.Topic {
	t.Fills = false
	return t
}

// dayLive and weekLive are the WebSockets of a day and of a week: their addresses say the same as the pages'. Whose they are is
// in the admission, which is rechecked: another resource or role ends them.
func (h *Handlers) dayLive(c echo.Context) error  { return h.live(c, 1) }
func (h *Handlers) weekLive(c echo.Context) error { return h.live(c, 7) }

func (h *Handlers) live(c echo.Context, n int) error {
	t, _, err := h.topic(c, n)
	if err != nil {
		return err
	}
	t.Fills = feed.FillsIn(c.QueryParam("fills"))
	return h.Follow(c, t, booking.SeeOwn)
}

// Message is what of the days is different, or the days anew where it isn't known what their viewers have. What he may see by
// now is the setup's: a change of the company's rules is one of the changes. One query, and one of the version where messages
// leave out what did not change.
func (t topic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	company, zone, first := setup.Company.ID, setup.Company.Zone, changes[0].Version-1
	seen := feed.ChangesOf(changes, booking.Span{From: engine.Instant(t.First, 0, zone), To: engine.Instant(t.First.AddDays(t.Days), 0, zone)})
	if len(seen) == 0 {
		f.Stays(company, t, first, last) // a row says nothing but what its own booking does
		return nil, nil
	}
	d, err := t.data(ctx, f, setup)
	if err != nil {
		return nil, err
	}
	d.Version = last
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, Act: c.Act, StoodOn: c.StoodOn, Known: c.Known})
	}
	had, _ := f.Had(company, t, first).(*own.Data)
	message, says := own.NewLive(t.Locale, had, d, told)
	if t.Fills && (says || had != nil) {
		f.Has(ctx, company, t, last, &d)
	}
	if !says {
		return nil, nil
	}
	return message, nil
}

// Shown are the days, where their pages fill in what messages leave out.
func (t topic) Shown(ctx context.Context, f *feed.Feed, setup db.Setup) (any, error) {
	if !t.Fills {
		return nil, nil
	}
	d, err := t.data(ctx, f, setup)
	if err != nil {
		return nil, err
	}
	return &d, nil
}

// data are the days as the topic's viewers are to see them, but for the version.
func (t topic) data(ctx context.Context, f *feed.Feed, setup db.Setup) (own.Data, error) {
	return dataOf(ctx, f.DB.Of(setup.Company.ID).Seen(!setup.Company.Specialist.Contacts), setup, t, f.Now())
}
