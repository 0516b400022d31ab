package views

import (
	"slices"

	"okno/booking"
)

// Totals is the fragment #totals: «27 записей · занято 68 %».
type Totals struct {
	W       *Words
	Count   int  // bookings that have cards
	Waiting int  // of these, those that wait for an answer
	Percent int  // how busy those are who have columns: see booking.Busy
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
	var counted []booking.Resource
	for _, r := range b.Resources {
		counted = append(counted, r.Resource)
	}
	var busy booking.Busy
	for _, c := range booking.Counted(counted) {
		i := slices.IndexFunc(b.Resources, func(r ResourceDay) bool { return r.ID == c.ID })
		busy = busy.Plus(b.busy(b.Resources[i]))
	}
	t.Open, t.Percent = busy.Open > 0, busy.Percent()
	return t
}

// busy is how busy a resource is on the date.
func (b *builder) busy(r ResourceDay) booking.Busy {
	var booked []booking.Span
	for _, k := range b.taken {
		if slices.Contains(k.Resources, r.ID) {
			booked = append(booked, booking.Span{From: k.Start, To: k.End})
		}
	}
	return booking.BusyOf(r.Working, r.Blocked, booked)
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
