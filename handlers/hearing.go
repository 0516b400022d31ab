package handlers

import (
	"context"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// hearing is what the whole desk is told on every page, beside what the page shows
// itself: by what makes two viewers be told it in different words. It is the topic of
// a page that shows nothing else.
type hearing struct {
	Locale string
	Masked bool // without what reaches the clients
}

func hearingOf(c echo.Context) hearing { return hearing{readerOf(c), hidesContacts(c)} }

// hearingLive is the WebSocket of a page that shows nothing live itself.
func (h *Handlers) hearingLive(c echo.Context) error {
	return h.follow(c, hearingOf(c), booking.SeeBookings)
}

func (t hearing) Hears() hearing { return t }

// Message is nothing: what is heard comes with every topic's message.
func (t hearing) Message(context.Context, *Feed, db.Setup, []db.Change, int64) (views.View, error) {
	return nil, nil
}

// told is what a run of changes gives to hear: read once for all viewers of the
// company, and put into words once for each hearing.
type told struct {
	data   views.HeardData
	leads  []booking.Lead
	spoken map[hearing]views.Heard
}

// hear reads what the changes give to hear. Three queries at most, none where
// nothing is told.
func (f *Feed) hear(ctx context.Context, setup db.Setup, changes []db.Change) (*told, error) {
	t := &told{data: views.HeardData{Zone: setup.Company.Zone}, spoken: map[hearing]views.Heard{}}
	var of, leads []booking.ID
	for _, c := range changes {
		t.data.Counted = t.data.Counted || counted(c)
		switch {
		case c.Lead != "":
			leads = append(leads, c.Lead)
		case c.Client && c.Booking != "":
			of = append(of, c.Booking)
		default:
			continue
		}
		t.data.Changes = append(t.data.Changes, views.Change{Version: c.Version, Booking: c.Booking, What: c.What, Lead: c.Lead})
	}
	scope := f.db.Of(setup.Company.ID)
	var err error
	if t.data.Bookings, err = scope.BookingsOf(ctx, of); err != nil {
		return nil, err
	}
	if len(leads) > 0 {
		if t.leads, err = scope.LeadsByID(ctx, leads); err != nil {
			return nil, err
		}
	}
	if t.data.Counted {
		a, err := scope.Attention(ctx, f.now())
		if err != nil {
			return nil, err
		}
		t.data.Attention = views.Attention(a)
	}
	return t, nil
}

// counted says whether a change may be one of what waits for the desk.
func counted(c db.Change) bool { return c.What != "held" && c.What != "released" }

// as is what a hearing is told of it.
func (t *told) as(h hearing) views.Heard {
	if said, known := t.spoken[h]; known {
		return said
	}
	d := t.data
	d.Bookings = slices.Clone(d.Bookings)
	d.Leads = slices.Clone(t.leads)
	for i := range d.Bookings {
		if h.Masked {
			d.Bookings[i] = d.Bookings[i].Masked()
		}
	}
	for i := range d.Leads {
		if h.Masked {
			d.Leads[i] = d.Leads[i].Masked()
		}
	}
	t.spoken[h] = views.NewHeard(h.Locale, d)
	return t.spoken[h]
}
