package engine

import (
	"slices"

	"okno/booking"
)

// hours appends the resource's intervals on the dates from first to last to
// spans, one after another as they stand in its hours.
func (w *wall) hours(r *booking.Resource, first, last int, spans []seconds) []seconds {
	var hours []booking.Interval
	for day := first; day <= last; day++ {
		hours = r.HoursOn(day, hours[:0])
		for _, i := range hours {
			spans = append(spans, w.span(day, i.From, i.To))
		}
	}
	return spans
}

// blocks appends the times that e blocks on the dates from first to last, in
// order; a run of whole dates is one time. None is empty.
func (w *wall) blocks(e *booking.Exception, first, last int, spans []seconds) []seconds {
	first = max(first, e.FromDate.Number())
	if e.ToDate != nil {
		last = min(last, e.ToDate.Number())
	}
	if first > last {
		return spans
	}
	if e.WholeDay && len(e.Weekdays) == 0 {
		return appendTime(spans, seconds{w.instant(first, 0), w.instant(last+1, 0)})
	}
	for day := first; day <= last; day++ {
		switch {
		case len(e.Weekdays) > 0 && !slices.Contains(e.Weekdays, booking.WeekdayOf(day)):
		case e.WholeDay:
			spans = appendTime(spans, w.day(day))
		default:
			spans = appendTime(spans, w.span(day, e.From, e.To))
		}
	}
	return spans
}

// appendTime leaves out what a gap has swallowed: it blocks nothing.
func appendTime(spans []seconds, s seconds) []seconds {
	if s.empty() {
		return spans
	}
	return append(spans, s)
}

// Block is a time that an exception takes away.
type Block struct {
	booking.Span
	Exception booking.Exception
}

// Working is when a resource works on the dates from from to to: its hours,
// merged and cut to those dates, in order of time. Exceptions are
// not taken off. It is nil for an unknown resource.
func (c *Calendar) Working(resource booking.ID, from, to booking.Date) []booking.Span {
	r := c.resource(resource)
	if r == nil {
		return nil
	}
	w, dates := c.dates(from, to)
	var working []booking.Span
	for _, s := range merged(w.hours(r, from.Number()-1, to.Number(), nil)) {
		if s = s.overlap(dates); !s.empty() {
			working = append(working, s.in(c.Company.Zone))
		}
	}
	return working
}

// Blocked is what the company's and the resource's own exceptions take away on
// the dates from from to to, cut to those dates: exception by exception in the
// calendar's order, each in order of time. Exceptions of one service are left
// out, since the resource may do another.
func (c *Calendar) Blocked(resource booking.ID, from, to booking.Date) []Block {
	w, dates := c.dates(from, to)
	var blocked []Block
	for i := range c.Exceptions {
		e := &c.Exceptions[i]
		if e.Service != "" || e.Resource != "" && e.Resource != resource {
			continue
		}
		for _, s := range w.blocks(e, from.Number()-1, to.Number(), nil) {
			if s = s.overlap(dates); !s.empty() {
				blocked = append(blocked, Block{s.in(c.Company.Zone), *e})
			}
		}
	}
	return blocked
}

// BlockedService is what the company's and the service's own exceptions take
// away on the dates from from to to, as Blocked is of a resource.
func (c *Calendar) BlockedService(service booking.ID, from, to booking.Date) []Block {
	own := *c
	own.Exceptions = nil
	for _, e := range c.Exceptions {
		if e.Resource == "" && (e.Service == "" || e.Service == service) {
			e.Service = ""
			own.Exceptions = append(own.Exceptions, e)
		}
	}
	return own.Blocked("", from, to)
}

// dates is the time that the dates from from to to take up.
func (c *Calendar) dates(from, to booking.Date) (*wall, seconds) {
	w := newWall(c.Company.Zone, from.Number()-1, max(from.Number(), to.Number()))
	return w, w.dates(from.Number(), to.Number())
}
