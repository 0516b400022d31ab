package engine

import (
	"math"
	"slices"
	"sort"

	"okno/booking"
)

// Rule 7 (docs/schedules.md, "Starts that don't shred a day"): a service whose
// starts are NextStarts or FullStarts may start only where the day of whoever
// does it stays whole. It is asked of the first kind of resources alone, whose
// time is what is sold.

// Around a date, a stretch of time is looked at from tidyBefore dates before it
// to tidyAfter dates after it. What lies beyond holds any service, so that it
// makes no difference: the longest takes 24 hours and as much again of buffers.
const (
	tidyBefore = 2
	tidyAfter  = 5
)

// tidy is rule 7 for one resource: when it is open, and when it is taken.
type tidy struct {
	*question
	wall  *wall
	open  []seconds // merged: hours less exceptions
	taken []seconds // merged: bookings and holds, buffers included, but for the asker's own
	sold  []sold
}

// sold is a service that the resource does, with as long as it takes there.
type sold struct{ before, duration, after int64 }

// isTidy says whether rule 7 is asked at all.
func (q *question) isTidy() bool { return q.starts() != booking.StepStarts }

func (q *question) starts() booking.Starts { return q.Company.StartsOf(q.service) }

// tidyWall is a wall for tidy on the dates from first to last.
func (q *question) tidyWall(first, last int) *wall {
	return newWall(q.Company.Zone, first-tidyBefore-1, last+tidyAfter+1)
}

// tidy prepares it for the dates from first to last; w is their tidyWall.
func (q *question) tidy(w *wall, r *booking.Resource, first, last int) *tidy {
	t := &tidy{question: q, wall: w}
	first, last = first-tidyBefore-1, last+tidyAfter
	var holes []seconds
	for i := range q.Exceptions {
		e := &q.Exceptions[i]
		if (e.Service == "" || e.Service == q.service.ID) && (e.Resource == "" || e.Resource == r.ID) {
			holes = w.blocks(e, first, last, holes)
		}
	}
	t.open = without(merged(w.hours(r, first, last, nil)), merged(holes))
	reach := seconds{w.instant(first, 0), w.instant(last+1, 0)}
	for i := range q.Occupied {
		o := &q.Occupied[i]
		if span := outward(o.Span); o.Resource == r.ID && span.overlaps(reach) && !q.own(o) {
			t.taken = append(t.taken, span)
		}
	}
	t.taken = merged(t.taken)
	for i := range q.Services {
		if s := &q.Services[i]; s.ID == q.service.ID {
			t.sold = append(t.sold, sold{q.before(), q.duration(), q.after()})
		} else if s.Active && slices.Contains(s.Resources, r.ID) {
			length, _ := s.With(r.ID)
			t.sold = append(t.sold, sold{int64(s.BufferBeforeMin) * 60, int64(length) * 60, int64(s.BufferAfterMin) * 60})
		}
	}
	return t
}

// on are the tidy starts of a date in order, of those at which the resource is free.
func (t *tidy) on(day int) []int64 {
	var all []int64
	window := seconds{t.wall.instant(day-tidyBefore, 0), t.wall.instant(day+tidyAfter, 0)}
	for _, o := range t.open {
		if o.from >= window.to {
			break
		}
		if shared := o.overlap(window); !shared.empty() {
			if t.starts() == booking.NextStarts {
				all = t.next(day, o, shared, all)
			} else {
				all = t.full(day, shared, all)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// next appends the starts of NextStarts in a stretch of open time. They are
// counted from its beginning, and from 00:00 where that is before the date before.
func (t *tidy) next(day int, open, shared seconds, all []int64) []int64 {
	base := open.from
	if base < t.wall.instant(day-1, 0) {
		base = t.wall.instant(day, 0)
	}
	apart := t.before() + t.duration() + t.after()
	t.runs(shared, func(g gap) {
		first := base + max(0, ceilDiv(g.first-base, apart))*apart
		for s := first; s <= g.last; s += apart {
			if s%60 == 0 && t.wall.dateOf(s) == day {
				all = append(all, s)
			}
		}
	})
	return all
}

// gap is a stretch of starts at which nothing is in the way, and what bounds it.
type gap struct {
	open        seconds
	first, last int64   // the first and the last start, whole minutes
	free        seconds // from the end of what is taken before it to the beginning of what is taken after it
}

// runs gives the gaps of a stretch of open time.
func (t *tidy) runs(open seconds, do func(gap)) {
	g := gap{open: open, free: seconds{math.MinInt64 / 2, math.MaxInt64 / 2}}
	give := func() {
		g.first = ceilDiv(max(open.from, g.free.from+t.before()), 60) * 60
		g.last = floorDiv(min(open.to-t.duration(), g.free.to-t.after()-t.duration()), 60) * 60
		if g.first <= g.last {
			do(g)
		}
	}
	near := sort.Search(len(t.taken), func(i int) bool { return t.taken[i].to > open.from })
	if near > 0 {
		g.free.from = t.taken[near-1].to
	}
	for _, taken := range t.taken[near:] {
		g.free.to = taken.from
		give()
		if taken.from >= open.to {
			return
		}
		g.free.from, g.free.to = taken.to, math.MaxInt64/2
	}
	give()
}

// full appends the starts of FullStarts in a stretch of open time: of each gap
// those on the grid, the first and the last, that leave nothing too short to sell;
// and where all would, the first and the last.
func (t *tidy) full(day int, open seconds, all []int64) []int64 {
	earliest := t.first()
	t.runs(open, func(g gap) {
		whole := t.holdsBefore(g, g.last) || g.first == g.last || g.first >= earliest && t.holdsAfter(g, g.first)
		edge := func(s int64) {
			before, after := s == g.first || t.holdsBefore(g, s), s == g.last || t.holdsAfter(g, s)
			if s >= earliest && t.wall.dateOf(s) == day && (!whole || before && after) {
				all = append(all, s)
			}
		}
		edge(g.first)
		edge(g.last)
		if !whole {
			return
		}
		grid := newGrid(t.wall, day, day, max(earliest, g.first), t.step())
		for _, run := range grid.runs {
			for n, s := 0, run.first; n < run.count && s <= g.last; n, s = n+1, s+grid.step {
				edge(s)
			}
		}
	})
	return all
}

// holdsBefore says whether any service that the resource does fits into the gap
// before a visit that starts at s.
func (t *tidy) holdsBefore(g gap, s int64) bool {
	return t.holds(seconds{g.free.from, s - t.before()}, g.open)
}

// holdsAfter says it of the time after that visit.
func (t *tidy) holdsAfter(g gap, s int64) bool {
	return t.holds(seconds{s + t.duration() + t.after(), g.free.to}, g.open)
}

// holds says whether any service that the resource does fits: with its buffers
// into free, and itself into open too.
func (t *tidy) holds(free, open seconds) bool {
	for _, s := range t.sold {
		start := ceilDiv(max(open.from, free.from+s.before), 60) * 60
		if start+s.duration <= min(open.to, free.to-s.after) {
			return true
		}
	}
	return false
}

// leavesGap says whether rule 7 refuses a start at which the resource is free. It
// says nothing of time outside hours or within exceptions, which staff may go over.
func (t *tidy) leavesGap(day int, s int64) bool {
	time := seconds{s, s + t.duration()}
	if !slices.ContainsFunc(t.open, func(o seconds) bool { return o.contains(time) }) {
		return false
	}
	_, found := slices.BinarySearch(t.on(day), s)
	return !found
}

// keepTidy takes from the sets of the first kind's candidates the starts that
// rule 7 refuses.
func (f *freedom) keepTidy(sets []starts, first, last int) {
	if !f.isTidy() || f.ask.Waive.Covers(booking.OffGrid) {
		return
	}
	w := f.tidyWall(first, last)
	for i, r := range f.needs[0].candidates {
		t := f.tidy(w, r, first, last)
		open, kept := make(starts, len(sets[i])), make(starts, len(sets[i]))
		for _, o := range t.open { // what is not open is not rule 7's
			f.grid.within(seconds{o.from, o.to - f.duration() + 1}, open.add)
		}
		for day := first; day <= last; day++ {
			for _, s := range t.on(day) {
				f.grid.within(seconds{s, s + 1}, kept.add)
			}
		}
		for n := range sets[i] {
			sets[i][n] &= kept[n] | ^open[n]
		}
	}
}
