package booking

import "time"

// Span is a stretch of time from From up to, but not including, To.
type Span struct{ From, To time.Time }

// Overlaps says whether the two share an instant; touching spans do not, and
// an empty one shares none.
func (s Span) Overlaps(o Span) bool {
	from, to := s.From, s.To
	if o.From.After(from) {
		from = o.From
	}
	if o.To.Before(to) {
		to = o.To
	}
	return from.Before(to)
}
