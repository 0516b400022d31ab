package feed

import (
	"context"
	"slices"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/leaddb"
	"okno/views"
)

// Hearing is what the whole desk is told on every page, beside what the page shows
// itself: by what makes two viewers be told it in different words. It is the topic of
// a page that shows nothing else.
type Hearing struct {
	Locale string
	Masked bool // without what reaches the clients
	Deaf   bool // to all of it: a specialist sees his own bookings alone
}

// Hears is the topic itself.
func (t Hearing) Hears() Hearing { return t }

// Message is nothing: what is heard comes with every topic's message.
func (t Hearing) Message(context.Context, *Feed, db.Setup, []db.Change, int64) (views.View, error) {
	return nil, nil
}

// told is what a run of changes gives to hear: read once for all viewers of the
// company, and put into words once for each hearing.
type told struct {
	data   views.HeardData
	leads  []webform.Lead
	spoken map[Hearing]views.Heard
}

// hear reads what the changes give to hear. Three queries at most, none where
// nothing is told.
func (f *Feed) hear(ctx context.Context, setup db.Setup, changes []db.Change) (*told, error) {
	t := &told{data: views.HeardData{Zone: setup.Company.Zone}, spoken: map[Hearing]views.Heard{}}
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
		t.data.Changes = append(t.data.Changes, views.Change{Version: c.Version, Booking: c.Booking, Act: c.Act, Lead: c.Lead})
	}
	scope := f.DB.Of(setup.Company.ID)
	var err error
	if t.data.Bookings, err = bookingdb.BookingsOf(ctx, scope, of); err != nil {
		return nil, err
	}
	if len(leads) > 0 {
		if t.leads, err = leaddb.LeadsByID(ctx, scope, leads); err != nil {
			return nil, err
		}
	}
	if t.data.Counted {
		a, err := scope.Attention(ctx, f.Now())
		if err != nil {
			return nil, err
		}
		t.data.Attention = views.Attention(a)
	}
	return t, nil
}

// counted says whether a change may be one of what waits for the desk.
func counted(c db.Change) bool { return c.Act != booking.ActHeld && c.Act != booking.ActReleased }

// as is what a hearing is told of it.
func (t *told) as(h Hearing) views.Heard {
	if h.Deaf {
		return views.Heard{}
	}
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
