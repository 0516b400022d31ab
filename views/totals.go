package views

import (
	"slices"
	"time"

	"okno/booking"
)

// Totals is the fragment #totals: «27 броней · занято 68 %».
type Totals struct {
	W       *Words
	Count   int  // bookings that have cards
	Waiting int  // of these, those that wait for an answer
	Percent int  // share of the working hours of all columns that is booked
	Open    bool // there are working hours at all
}

func (Totals) view() string { return "totals" }

func (b *builder) totals() Totals {
	t := Totals{W: b.w, Count: len(b.cards)}
	for _, k := range b.cards {
		if k.Status == booking.Pending {
			t.Waiting++
		}
	}
	var open, taken time.Duration
	for _, r := range b.Resources {
		for _, s := range b.open(r) {
			open += s.To.Sub(s.From)
			for _, k := range b.taken {
				if slices.Contains(k.Resources, r.ID) {
					taken += max(0, earliest(k.End, s.To).Sub(latest(k.Start, s.From)))
				}
			}
		}
	}
	if open > 0 {
		t.Open = true
		t.Percent = int((taken*100 + open/2) / open)
	}
	return t
}

// Withdrawn is the fragment #withdrawn: cancelled and rejected bookings of the
// date, which occupy nothing but must stay findable.
type Withdrawn struct {
	W     *Words
	Chips []Chip
}

// Chip is one of them.
type Chip struct {
	Booking booking.ID
	Time    string
	Name    string
	Service string
	Status  Status
}

func (Withdrawn) view() string { return "withdrawn" }

func (b *builder) withdrawn() Withdrawn {
	all := Withdrawn{W: b.w}
	for _, k := range b.gone {
		all.Chips = append(all.Chips, Chip{
			Booking: k.ID,
			Time:    b.w.Time(k.Start),
			Name:    b.person(k),
			Service: b.services[k.Service].Name,
			Status:  statusOf(b.w, k.Status),
		})
	}
	return all
}
