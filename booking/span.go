package booking

import "time"

// Span is a stretch of time from From up to, but not including, To.
type Span struct{ From, To time.Time }

// Overlaps says whether the two share an instant; touching spans do not.
func (s Span) Overlaps(o Span) bool { return s.From.Before(o.To) && o.From.Before(s.To) }
