// Package busy says how much of some time that can be worked is booked.
package busy

import (
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/spans"
)

// Of is that of one resource whose working hours, exceptions and bookings'
// times these are, each in any order.
func Of(working []booking.Span, blocked []engine.Block, booked []booking.Span) engine.Busy {
	holes := make([]booking.Span, len(blocked))
	for i, b := range blocked {
		holes[i] = b.Span
	}
	open := spans.Without(working, holes)
	left := spans.Without(open, booked)
	return engine.Busy{Open: minutes(open), Booked: minutes(open) - minutes(left)}
}

func minutes(all []booking.Span) int {
	var sum time.Duration
	for _, s := range all {
		sum += s.To.Sub(s.From)
	}
	return int(sum / time.Minute)
}
