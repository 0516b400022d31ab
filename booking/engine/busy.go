package engine

import (
	"slices"

	"okno/booking"
)

// Busy is how much of some time that can be worked is booked, in minutes: the
// one meaning of "busy" on every page. Open is working hours less exceptions;
// Booked is what bookings take of it by their own time, without buffers, which
// nobody pays for, and without holds. A company is as busy as its people: rooms
// and machines count where there are no people (see Counted).
type Busy struct{ Open, Booked int }

// Plus is both together.
func (b Busy) Plus(o Busy) Busy { return Busy{b.Open + o.Open, b.Booked + o.Booked} }

// Percent is the share of the open time that is booked, from 0 to 100.
func (b Busy) Percent() int {
	if b.Open == 0 {
		return 0
	}
	return (b.Booked*100 + b.Open/2) / b.Open
}

// Counted are those of the resources by which a company, or what is shown of it,
// is busy: the active people, or, where there are none, whatever is active.
func Counted(resources []booking.Resource) []booking.Resource {
	var people, active []booking.Resource
	for _, r := range resources {
		if r.Active {
			active = append(active, r)
		}
		if r.Active && r.Kind == booking.Staff {
			people = append(people, r)
		}
	}
	if len(people) > 0 {
		return people
	}
	return slices.Clip(active)
}
