package engine

import (
	"slices"

	"okno/booking"
)

// Window is which occupancies the Calendar has to hold so that Days(a, from,
// to), and At for a start on one of those dates, are right: all whose span
// overlaps it. It reaches beyond the dates by the service's own length, with
// whoever needs longest for it, and its buffers; the neighbours' buffers are in their
// spans already.
func (c *Calendar) Window(a Ask, from, to booking.Date) booking.Span {
	w := newWall(c.Company.Zone, from.Number(), max(from.Number(), to.Number()))
	dates := w.dates(from.Number(), to.Number())
	if i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == a.Service }); i >= 0 {
		s := &c.Services[i]
		dates.from -= int64(s.BufferBeforeMin) * 60
		dates.to += int64(longest(s)+s.BufferAfterMin) * 60
		if c.Company.StartsOf(s) != booking.StepStarts {
			dates.from -= (tidyBefore + 1) * secondsPerDay
			dates.to += (tidyAfter + 1) * secondsPerDay
		}
	}
	return dates.in(c.Company.Zone)
}
