package engine

import (
	"slices"
	"time"

	"okno/booking"
)

// Window is which occupancies the Calendar has to hold so that Days(a, from,
// to), and At for a start on one of those dates, are right: all whose span
// overlaps it. It reaches beyond the dates by the service's own length and
// buffers; the neighbours' buffers are in their spans already. Near needs more:
// NearWindow.
func (c *Calendar) Window(a Ask, from, to booking.Date) booking.Span {
	w := newWall(c.Company.Zone, from.Number(), max(from.Number(), to.Number()))
	dates := w.dates(from.Number(), to.Number())
	if i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == a.Service }); i >= 0 {
		s := &c.Services[i]
		dates.from -= int64(s.BufferBeforeMin) * 60
		dates.to += int64(s.DurationMin+s.BufferAfterMin) * 60
		if c.Company.StartsOf(s) != booking.StepStarts {
			dates.from -= (tidyBefore + 1) * secondsPerDay
			dates.to += (tidyAfter + 1) * secondsPerDay
		}
	}
	return dates.in(c.Company.Zone)
}

// NearWindow is Window for Near.
func (c *Calendar) NearWindow(a Ask, start time.Time) booking.Span {
	date := booking.DateOf(start, c.Company.Zone)
	return c.Window(a, date.AddDays(-NearDays), date.AddDays(NearDays))
}
