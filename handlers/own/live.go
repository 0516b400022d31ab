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
}

// Hears is nothing: what the desk is told is not for him.
func (t topic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: true, Deaf: true} }

// dayLive and weekLive are the WebSockets of a day and of a week: their addresses say the same as the pages'. Whose they are is
// in the admission, which is rechecked: another resource or role ends them.
func (h *Handlers) dayLive(c echo.Context) error  { return h.live(c, 1) }
func (h *Handlers) weekLive(c echo.Context) error { return h.live(c, 7) }

func (h *Handlers) live(c echo.Context, n int) error {
	t, _, err := h.topic(c, n)
	if err != nil {
		return err
	}
	return h.Follow(c, t, booking.SeeOwn)
}

// Message is the days anew, where the changes touch them. What he may see by now is the setup's: a change of the company's
// rules is one of the changes. One query.
func (t topic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	zone := setup.Company.Zone
	seen := feed.ChangesOf(changes, booking.Span{From: engine.Instant(t.First, 0, zone), To: engine.Instant(t.First.AddDays(t.Days), 0, zone)})
	if len(seen) == 0 {
		return nil, nil
	}
	d, err := dataOf(ctx, f.DB.Of(setup.Company.ID).Seen(!setup.Company.Specialist.Contacts), setup, t, f.Now())
	if err != nil {
		return nil, err
	}
	d.Version = last
	var told []views.Change
	for _, c := range seen {
		told = append(told, views.Change{Version: c.Version, Booking: c.Booking, Act: c.Act, StoodOn: c.StoodOn, Known: c.Known})
	}
	message, concerns := own.NewLive(t.Locale, d, told)
	if !concerns {
		return nil, nil
	}
	return message, nil
}
