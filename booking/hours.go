package booking

import "slices"

// hours appends the resource's weekly intervals on the dates from first to last
// to spans, one after another as they stand in its week.
func (w *wall) hours(r *Resource, first, last int, spans []seconds) []seconds {
	for day := first; day <= last; day++ {
		weekday := weekdayOf(day)
		for _, i := range r.Weekly {
			if i.Weekday == weekday {
				spans = append(spans, w.span(day, i.From, i.To))
			}
		}
	}
	return spans
}

// blocks appends the times that e blocks on the dates from first to last, in
// order; a run of whole dates is one time. None is empty.
func (w *wall) blocks(e *Exception, first, last int, spans []seconds) []seconds {
	first = max(first, e.FromDate.number())
	if e.ToDate != nil {
		last = min(last, e.ToDate.number())
	}
	if first > last {
		return spans
	}
	if e.WholeDay && len(e.Weekdays) == 0 {
		return appendTime(spans, seconds{w.instant(first, 0), w.instant(last+1, 0)})
	}
	for day := first; day <= last; day++ {
		switch {
		case len(e.Weekdays) > 0 && !slices.Contains(e.Weekdays, weekdayOf(day)):
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
	Span
	Exception Exception
}

// Working is when a resource works on the dates from from to to: its weekly
// intervals, merged and cut to those dates, in order of time. Exceptions are
// not taken off. It is nil for an unknown resource.
func (c *Calendar) Working(resource ID, from, to Date) []Span {
	r := c.resource(resource)
	if r == nil {
		return nil
	}
	w, dates := c.dates(from, to)
	var working []Span
	for _, s := range merged(w.hours(r, from.number()-1, to.number(), nil)) {
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
func (c *Calendar) Blocked(resource ID, from, to Date) []Block {
	w, dates := c.dates(from, to)
	var blocked []Block
	for i := range c.Exceptions {
		e := &c.Exceptions[i]
		if e.Service != "" || e.Resource != "" && e.Resource != resource {
			continue
		}
		for _, s := range w.blocks(e, from.number()-1, to.number(), nil) {
			if s = s.overlap(dates); !s.empty() {
				blocked = append(blocked, Block{s.in(c.Company.Zone), *e})
			}
		}
	}
	return blocked
}

// BlockedService is what the company's and the service's own exceptions take
// away on the dates from from to to, as Blocked is of a resource.
func (c *Calendar) BlockedService(service ID, from, to Date) []Block {
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
func (c *Calendar) dates(from, to Date) (*wall, seconds) {
	w := newWall(c.Company.Zone, from.number()-1, max(from.number(), to.number()))
	return w, w.dates(from.number(), to.number())
}
