// Package nearby finds free starts near a time: what is offered instead of one that is taken, and
// where a visit can be repeated some weeks on.
package nearby

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Days is how many dates before and after the one asked for Starts looks at.
const Days = 7

// Starts are the n free starts nearest to start, in order of time: those of the
// same local date first, then those of the Days dates around it; of two
// equally near the earlier one. It is what is offered instead of a time that
// has just been taken. An Ask that makes no sense has none.
//
// It needs the occupancies of Window.
func Starts(c *engine.Calendar, a engine.Ask, start time.Time, n int) []booking.Slot {
	date := booking.DateOf(start, c.Company.Zone)
	days, err := c.Days(a, date.AddDays(-Days), date.AddDays(Days))
	if err != nil {
		return nil
	}
	var others []booking.Slot
	for i, day := range days {
		if i != Days {
			others = append(others, day.Slots...)
		}
	}
	slices.SortFunc(others, byStart) // dates may interleave where clocks go back over midnight
	near := slices.Clone(nearest(days[Days].Slots, start, n))
	near = append(near, nearest(others, start, n-len(near))...)
	slices.SortFunc(near, byStart)
	return near
}

func byStart(a, b booking.Slot) int { return a.Start.Compare(b.Start) }

// nearest are at most n of slots, which are in order of time: a window around
// start that grows to whichever side is nearer.
func nearest(slots []booking.Slot, start time.Time, n int) []booking.Slot {
	from, _ := slices.BinarySearchFunc(slots, booking.Slot{Start: start}, byStart)
	to := from
	for to-from < n && to-from < len(slots) {
		switch {
		case from == 0:
			to++
		case to == len(slots) || start.Sub(slots[from-1].Start) <= slots[to].Start.Sub(start):
			from--
		default:
			to++
		}
	}
	return slots[from:to]
}

// Window is which occupancies the calendar has to hold for Starts.
func Window(c *engine.Calendar, a engine.Ask, start time.Time) booking.Span {
	date := booking.DateOf(start, c.Company.Zone)
	return c.Window(a, date.AddDays(-Days), date.AddDays(Days))
}
