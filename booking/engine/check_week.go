package engine

import (
	"slices"

	"okno/booking"
)

const week = 7 * secondsPerDay

// worked is the hours of an ordinary week, and of the coming year where hours
// are dated: in seconds, without any zone.
type worked struct {
	*Calendar
	week map[booking.ID][]seconds // after Monday 00:00
	from int                      // the first date of the year
	year map[booking.ID][]seconds // after 1970-01-01 00:00; filled when it is asked for
}

// worked reads the ordinary week. Each resource's hours are there three times, a
// week apart, so that work over the turn of the week is one piece on either side of it.
func (c *Calendar) worked(from booking.Date) worked {
	w := worked{c, make(map[booking.ID][]seconds, len(c.Resources)), from.Number(), map[booking.ID][]seconds{}}
	for _, r := range c.Resources {
		var spans []seconds
		for _, i := range r.Weekly {
			begin, end := inWeek(i)
			for _, turn := range []int64{-week, 0, week} {
				spans = append(spans, seconds{begin + turn, end + turn})
			}
		}
		w.week[r.ID] = merged(spans)
	}
	return w
}

// hours are those of the resource in one week, or in the year.
func (w worked) hours(r *booking.Resource, inYear bool) []seconds {
	if !inYear {
		return w.week[r.ID]
	}
	if known, ok := w.year[r.ID]; ok {
		return known
	}
	var spans []seconds
	var hours []booking.Interval
	for day := w.from - 1; day <= w.from+checkDays; day++ {
		hours = r.HoursOn(day, hours[:0])
		for _, h := range hours {
			spans = append(spans, dayOf(day).part(h))
		}
	}
	w.year[r.ID] = merged(spans)
	return w.year[r.ID]
}

// part is from–to of a date, in seconds after 1970-01-01 00:00.
func (s seconds) part(i booking.Interval) seconds {
	end := s.from
	if i.To <= i.From {
		end = s.to
	}
	return seconds{s.from + int64(i.From)*60, end + int64(i.To)*60}
}

// inWeek is the interval in seconds after Monday 00:00.
func inWeek(i booking.WeeklyInterval) (from, to int64) {
	day := int64(i.Weekday-1) * secondsPerDay
	from, to = day+int64(i.From)*60, day+int64(i.To)*60
	if i.To <= i.From {
		to += secondsPerDay
	}
	return from, to
}

// checkService finds the first rule that a service can never meet, and every
// kind that cannot meet it; of lengths that differ, the one that comes furthest.
func (w worked) checkService(s *booking.Service) []Finding {
	q, no := w.question(Ask{Service: s.ID})
	if no != nil || !q.active {
		return []Finding{{What: ServiceNoResource, Service: s.ID}}
	}
	var furthest []Finding
	for _, each := range q.lengths() {
		found := w.checkLength(each)
		if len(found) == 0 {
			return nil
		}
		if furthest == nil || slices.Index(Flaws, found[0].What) > slices.Index(Flaws, furthest[0].What) {
			furthest = found
		}
	}
	return furthest
}

func (w worked) checkLength(q *question) []Finding {
	service := q.service.ID
	dated := slices.ContainsFunc(q.candidates(), (*booking.Resource).Dated)
	var off, short []Finding
	var together []seconds // the beginnings that every kind so far allows
	for i, n := range q.needs {
		if len(n.candidates) == 0 {
			off = append(off, Finding{What: ServiceKindOff, Service: service, Kind: n.kind})
			continue
		}
		begins, longest := w.beginnings(n, q.duration(), dated)
		if len(begins) == 0 {
			short = append(short, Finding{What: ServiceTooLong, Service: service, Kind: n.kind, LongestMin: int(longest / 60)})
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
		return []Finding{{What: ServiceNeverMeets, Service: service}}
	case !q.isTidy() && !onGrid(together, q.step()):
		return []Finding{{What: ServiceOffGrid, Service: service, StepMin: int(q.step() / 60)}}
	}
	return nil
}

// beginnings are when, in one week or in the year, the service may begin for all
// that one kind has to say, and the kind's longest stretch of work.
func (w worked) beginnings(n need, duration int64, inYear bool) (begins []seconds, longest int64) {
	all := seconds{0, week}
	if inYear {
		all = seconds{dayOf(w.from).from, dayOf(w.from + checkDays).from}
	}
	for _, r := range n.candidates {
		for _, s := range w.hours(r, inYear) {
			longest = max(longest, s.to-s.from)
			begins = append(begins, all.overlap(seconds{s.from, s.to - duration + 1}))
		}
	}
	return merged(begins), longest
}

// intersection is what two merged lists share.
func intersection(a, b []seconds) []seconds {
	var shared []seconds
	next := 0
	for _, s := range a {
		for next < len(b) && b[next].to <= s.from {
			next++
		}
		for i := next; i < len(b) && b[i].from < s.to; i++ {
			shared = append(shared, s.overlap(b[i]))
		}
	}
	return merged(shared)
}

// onGrid says whether a whole multiple of step lies in spans.
func onGrid(spans []seconds, step int64) bool {
	return slices.ContainsFunc(spans, func(s seconds) bool { return ceilDiv(s.from, step)*step < s.to })
}
