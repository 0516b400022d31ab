package engine

import (
	"time"

	"okno/booking"
)

// Days are the free starts of a service (domain.md, "When a slot is free"): a
// Day for every date from from to to, which the caller keeps within
// MaxSlotDays. An inactive service has no slots;
// what the Ask waives keeps nothing away.
//
// It fails with NotFound for a service or a requested resource that the
// company does not have, and with Invalid, naming the field "resource", for a
// requested resource that is not linked to the service.
func (c *Calendar) Days(a Ask, from, to booking.Date) ([]Day, error) {
	q, no := c.question(a)
	if no != nil {
		return nil, no.fail()
	}
	days := make([]Day, max(0, from.DaysUntil(to)+1))
	for i := range days {
		days[i].Date = from.AddDays(i)
	}
	if len(days) > 0 && q.unbookable() == nil && q.incomplete() == nil {
		q.offer(days)
	}
	return days, nil
}

// offer puts the free starts into days. It sorts them by their local dates,
// which a change of the clocks around midnight may interleave.
func (q *question) offer(days []Day) {
	first := days[0].Date.Number()
	last := first + len(days) - 1
	g, lengths := q.freeByLength(first, last)
	free := united(lengths)
	counts := make([]int, len(days))
	total := 0
	g.visit(free, func(_ int, _ int64, day int) { counts[day-first]++; total++ })
	slots := make([]booking.Slot, total)
	for i, n := range counts {
		days[i].Slots, slots = slots[:0:n], slots[n:]
	}
	zone, length := q.Company.Zone, q.lengthAt(lengths, first, last)
	g.visit(free, func(n int, start int64, day int) {
		t := time.Unix(start, 0).In(zone)
		d := &days[day-first]
		d.Slots = append(d.Slots, booking.Slot{Start: t, End: t.Add(length(n, start, day))})
	})
}

// free are the starts of the dates from first to last at which the service can
// be had, with whomever.
func (q *question) free(first, last int) (*grid, starts) {
	g, lengths := q.freeByLength(first, last)
	return g, united(lengths)
}

// freeOf applies the rules to all starts of the dates from first to last at once:
// a set of starts for each candidate, united within a kind, intersected over
// the kinds. It gives the sets of the first kind as well. The question has one length.
//
// A start on the last date may end two dates later (24 hours, one of them
// skipped), and a night interval belongs to the date before: those dates count.
func (q *question) freeOf(w *wall, g *grid, first, last int) (result starts, firstKind []starts) {
	candidates := q.candidates()
	all := make(starts, g.words()*(len(candidates)+len(q.needs)))
	next := func() starts {
		s := all[:g.words():g.words()]
		all = all[g.words():]
		return s
	}
	sets := make([]starts, len(candidates))
	for i := range sets {
		sets[i] = next()
	}
	if g.size > 0 {
		f := freedom{question: q, wall: w, grid: g, first: first - 1, last: last + 2}
		f.openHours(candidates, sets)
		f.closeExceptions(position(candidates), sets)
		f.closeOccupied(position(candidates), sets)
		f.keepTidy(sets, first, min(last, q.last()))
	}
	firstKind = sets
	for _, n := range q.needs {
		kind := next()
		for _, set := range sets[:len(n.candidates)] {
			kind.unite(set)
		}
		sets = sets[len(n.candidates):]
		if result == nil {
			result, firstKind = kind, firstKind[:len(n.candidates)]
		}
		result.intersect(kind)
	}
	return result, firstKind
}

// freedom is rule 5 over a grid.
type freedom struct {
	*question
	wall        *wall
	grid        *grid
	first, last int // the dates whose intervals and exceptions may matter
}

// openHours adds the starts from which the service ends within working hours.
func (f *freedom) openHours(candidates []*booking.Resource, sets []starts) {
	var spans []seconds
	for i, r := range candidates {
		if f.ask.Waive.Covers(booking.OutsideHours) {
			sets[i].add(0, f.grid.size)
			continue
		}
		spans = merged(f.wall.hours(r, f.first, f.last, spans[:0]))
		for _, s := range spans {
			f.grid.within(seconds{s.from, s.to - f.duration() + 1}, sets[i].add)
		}
	}
}

// closeExceptions removes the starts whose time, without buffers, an exception overlaps.
func (f *freedom) closeExceptions(at map[booking.ID]int, sets []starts) {
	if f.ask.Waive.Covers(booking.Excepted) {
		return
	}
	var spans []seconds
	for i := range f.Exceptions {
		e := &f.Exceptions[i]
		hit := sets
		if e.Resource != "" {
			n, ok := at[e.Resource]
			if !ok {
				continue
			}
			hit = sets[n : n+1]
		}
		if e.Service != "" && e.Service != f.service.ID {
			continue
		}
		spans = f.wall.blocks(e, f.first, f.last, spans[:0])
		for _, s := range spans {
			for _, set := range hit {
				f.grid.within(seconds{s.from - f.duration() + 1, s.to}, set.remove)
			}
		}
	}
}

// closeOccupied removes the starts whose time, buffers included, is taken.
func (f *freedom) closeOccupied(at map[booking.ID]int, sets []starts) {
	lead, tail := f.duration()+f.after()-1, f.before()
	reach := f.grid.reach()
	for i := range f.Occupied {
		o := &f.Occupied[i]
		s := outward(o.Span)
		closed := seconds{s.from - lead, s.to + tail}
		if s.empty() || !closed.overlaps(reach) {
			continue // the cheap test first: there may be thousands
		}
		if n, ok := at[o.Resource]; ok && !f.own(o) {
			f.grid.within(closed, sets[n].remove)
		}
	}
}
