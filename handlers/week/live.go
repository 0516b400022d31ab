package week

import (
	"context"

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
}

func (t topic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: t.Masked} }

// live is the WebSocket of a week: the address says the same as the page's.
func (h *Handlers) live(c echo.Context) error {
	t, _, err := h.topic(c)
	if err != nil {
		return err
	}
	return h.Follow(c, t, booking.SeeBookings)
}

// Message is the week anew, where the changes touch it. Two queries.
func (t topic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	zone := setup.Company.Zone
	seen := feed.ChangesOf(changes, booking.Span{From: engine.Instant(t.Monday, 0, zone), To: engine.Instant(t.Monday.AddDays(7), 0, zone)})
	if len(seen) == 0 {
		return nil, nil
	}
	d, err := dataOf(ctx, f.DB.Of(setup.Company.ID).Seen(t.Masked), setup, t, f.Now())
	if err != nil {
		return nil, err
	}
	d.Version = last
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, Act: c.Act, StoodOn: c.StoodOn, Known: c.Known, Client: c.Client})
	}
	message, concerns := week.NewLive(t.Locale, d, told)
	if !concerns {
		return nil, nil
	}
	return message, nil
}
