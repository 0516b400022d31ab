package booking

import "time"

// Span is a stretch of time from From up to, but not including, To.
type Span struct{ From, To time.Time }

// Overlaps says whether the two share an instant; touching spans do not, and
// an empty one shares none.
func (s Span) Overlaps(o Span) bool {
	return Later(s.From, o.From).Before(Earlier(s.To, o.To))
}

// Earlier is the earlier one of two instants.
func Earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// Later is the later one of two instants.
func Later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
