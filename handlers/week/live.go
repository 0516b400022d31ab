package week

import (
	"context"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/handlers/feed"
	"okno/views"
	"okno/views/week"
)

// topic is what distinguishes weeks of one company from each other.
type topic struct {
	Resource  booking.ID // "" where the company has none
	Monday    booking.Date
	Locale    string
	CanChange bool
	CanBlock  bool
	Masked    bool // without what reaches the clients
	Fills     bool // the page fills in what messages leave out (same.js)
}

func (t topic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: t.Masked} }

// Page is the topic as the page names it, which does not know of its scripts.
func (t topic) Page() feed.Topic {
	t.Fills = false
	return t
}

// live is the WebSocket of a week: the address says the same as the page's.
func (h *Handlers) live(c echo.Context) error {
	t, _, err := h.topic(c)
	if err != nil {
		return err
	}
	t.Fills = feed.FillsIn(c.QueryParam("fills"))
	return h.Follow(c, t, booking.SeeBookings)
}

// Message is what of the week is different, or the week anew where it isn't known what its viewers have. What happens to
// bookings of other weeks may change what is said of these. Two queries, and one of the version where messages leave out
// what did not change.
func (t topic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	company, zone, first := setup.Company.ID, setup.Company.Zone, changes[0].Version-1
	had, _ := f.Had(company, t, first).(*week.Data)
	seen := feed.ChangesOf(changes, booking.Span{From: engine.Instant(t.Monday, 0, zone), To: engine.Instant(t.Monday.AddDays(7), 0, zone)})
	if len(seen) == 0 && (had == nil || !slices.ContainsFunc(changes, feed.MayTurnBack)) {
		f.Stays(company, t, first, last)
		return nil, nil
	}
	d, err := dataOf(ctx, f.DB.Of(company).Seen(t.Masked), setup, t, f.Now())
	if err != nil {
		return nil, err
	}
	d.Version = last
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, Act: c.Act, StoodOn: c.StoodOn, Known: c.Known, Client: c.Client})
	}
	message, says := week.NewLive(t.Locale, had, d, told)
	if t.Fills && (says || had != nil) {
		f.Has(ctx, company, t, last, &d)
	}
	if !says {
		return nil, nil
	}
	return message, nil
}

// Shown is the week, where its pages fill in what messages leave out.
func (t topic) Shown(ctx context.Context, f *feed.Feed, setup db.Setup) (any, error) {
	if !t.Fills {
		return nil, nil
	}
	d, err := dataOf(ctx, f.DB.Of(setup.Company.ID).Seen(t.Masked), setup, t, f.Now())
	if err != nil {
		return nil, err
	}
	return &d, nil
}
