package booking

import "slices"

const week = 7 * secondsPerDay

// weeks is the hours of an ordinary week: seconds after Monday 00:00, without
// any zone. Each resource's are there three times, a week apart, so that work
// over the turn of the week is one piece on either side of it.
type weeks struct {
	*Calendar
	hours map[ID][]seconds
}

func (c *Calendar) weeks() weeks {
	w := weeks{c, make(map[ID][]seconds, len(c.Resources))}
	for _, r := range c.Resources {
		var spans []seconds
		for _, i := range r.Weekly {
			begin, end := i.within()
			for _, turn := range []int64{-week, 0, week} {
				spans = append(spans, seconds{begin + turn, end + turn})
			}
		}
		w.hours[r.ID] = merged(spans)
	}
	return w
}

// within is the interval in seconds after Monday 00:00.
func (i WeeklyInterval) within() (from, to int64) {
	day := int64(i.Weekday-1) * secondsPerDay
	from, to = day+int64(i.From)*60, day+int64(i.To)*60
	if i.To <= i.From {
		to += secondsPerDay
	}
	return from, to
}

// checkService finds the first rule that a service can never meet, and every
// kind that cannot meet it.
func (w weeks) checkService(s *Service) []Finding {
	q, no := w.question(Ask{Service: s.ID})
	if no != nil || !q.active {
		return []Finding{{What: ServiceNoResource, Service: s.ID}}
	}
	var off, short []Finding
	var together []seconds // the beginnings that every kind so far allows
	for i, n := range q.needs {
		if len(n.candidates) == 0 {
			off = append(off, Finding{What: ServiceKindOff, Service: s.ID, Kind: n.kind})
			continue
		}
		begins, longest := w.beginnings(n, q.duration())
		if len(begins) == 0 {
			short = append(short, Finding{What: ServiceTooLong, Service: s.ID, Kind: n.kind, LongestMin: int(longest / 60)})
		}
		if i > 0 {
			begins = intersection(together, begins)
		}
		together = begins
	}
	switch {
	case len(off) > 0:
		return off
	case len(short) > 0:
		return short
	case len(together) == 0:
		return []Finding{{What: ServiceNeverMeets, Service: s.ID}}
	case !onGrid(together, q.step()):
		return []Finding{{What: ServiceOffGrid, Service: s.ID, StepMin: int(q.step() / 60)}}
	}
	return nil
}

// beginnings are when, in one week, the service may begin for all that one kind
// has to say, and the kind's longest stretch of work.
func (w weeks) beginnings(n need, duration int64) (begins []seconds, longest int64) {
	one := seconds{0, week}
	for _, r := range n.candidates {
		for _, s := range w.hours[r.ID] {
			longest = max(longest, s.to-s.from)
			begins = append(begins, one.overlap(seconds{s.from, s.to - duration + 1}))
		}
	}
	return merged(begins), longest
}

// intersection is what two merged lists share.
func intersection(a, b []seconds) []seconds {
	var shared []seconds
	for _, s := range a {
		for _, o := range b {
			shared = append(shared, s.overlap(o))
		}
	}
	return merged(shared)
}

// onGrid says whether a whole multiple of step lies in spans.
func onGrid(spans []seconds, step int64) bool {
	return slices.ContainsFunc(spans, func(s seconds) bool { return ceilDiv(s.from, step)*step < s.to })
}
