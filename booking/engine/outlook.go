package engine

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"okno/booking"
)

// outlookDays is how many dates are looked at in one go: most services are free
// on one of the first.
const outlookDays = 28

// MaxCauses is how many exceptions a Finding names.
const MaxCauses = 3

// Outlook lists the services of which the rules leave not one start from now
// until the horizon, and which rule takes the last: what Check finds in an
// ordinary week is left to it, and bookings are left out (see Full).
func (c *Calendar) Outlook(now time.Time) []Finding {
	open := *c
	open.Occupied = nil
	w := open.worked(booking.DateOf(now, c.Company.Zone))
	var found []Finding
	for i := range open.Services {
		s := &open.Services[i]
		if !s.Active || len(w.checkService(s)) > 0 || open.anyStart(Ask{Service: s.ID, Now: now}) {
			continue
		}
		found = append(found, open.closed(s.ID, now))
	}
	return found
}

// closed finds the rule without which there would be starts.
func (c *Calendar) closed(service booking.ID, now time.Time) Finding {
	f := Finding{Service: service, Date: booking.DateOf(now, c.Company.Zone).AddDays(c.Company.HorizonDays)}
	plain := *c
	plain.Exceptions = nil
	switch {
	case plain.anyStart(Ask{Service: service, Now: now}):
		f.What = ServiceExcepted
		f.Exceptions, f.Others = c.causes(Ask{Service: service, Now: now})
	case plain.anyStart(Ask{Service: service, Now: now, Waive: booking.Waive(booking.TooSoon)}):
		f.What = ServiceNotice
	default:
		f.What = ServiceNoDay
	}
	return f
}

// Full are those of the services that have starts by the rules until the
// horizon, but every one of them is taken. The calendar needs who is occupied
// until then.
func (c *Calendar) Full(now time.Time) []booking.ID {
	open, some, taken := *c, *c, c.taken()
	open.Occupied = nil
	var full []booking.ID
	for _, s := range c.Services {
		ask := Ask{Service: s.ID, Now: now}
		some.Occupied = nil
		for _, id := range s.Resources {
			some.Occupied = append(some.Occupied, taken[id]...)
		}
		if !some.anyStart(ask) && open.anyStart(ask) {
			full = append(full, s.ID)
		}
	}
	return full
}

// anyStart says whether there is a free start until the horizon. It stops at the
// first dates that have one.
func (c *Calendar) anyStart(a Ask) bool {
	q, no := c.question(a)
	if no != nil || q.unbookable() != nil || q.incomplete() != nil {
		return false
	}
	for first, last := q.dates(); first <= last; first += outlookDays {
		if _, free := q.free(first, min(last, first+outlookDays-1)); slices.ContainsFunc(free, func(word uint64) bool { return word != 0 }) {
			return true
		}
	}
	return false
}

// dates are today and the last date of the horizon.
func (q *question) dates() (first, last int) {
	return booking.DateOf(q.ask.Now, q.Company.Zone).Number(), q.horizon()
}

// causes are the exceptions without which there would be starts, those that take
// most of them first, and how many there are beyond MaxCauses. Beside one that
// closes everything alone, what closes a part of that is no cause.
func (c *Calendar) causes(a Ask) (most [MaxCauses]booking.ID, others int) {
	q, _ := c.question(a)
	takes := map[booking.ID]int{}
	for first, last := q.dates(); first <= last; first += outlookDays {
		for _, length := range q.lengths() {
			length.countTaken(first, min(last, first+outlookDays-1), takes)
		}
	}
	var all []booking.ID
	for i := range c.Exceptions {
		if id := c.Exceptions[i].ID; takes[id] > 0 {
			all = append(all, id)
		}
	}
	slices.SortStableFunc(all, func(a, b booking.ID) int { return cmp.Compare(takes[b], takes[a]) })
	all = c.needed(a, all)
	others = max(0, len(all)-MaxCauses)
	copy(most[:], all)
	return most, others
}

// needed leaves those exceptions that close everything, each of them alone; where
// none does, as few as do it together.
func (c *Calendar) needed(a Ask, all []booking.ID) []booking.ID {
	only, byID := *c, make(map[booking.ID]booking.Exception, len(c.Exceptions))
	for _, e := range c.Exceptions {
		byID[e.ID] = e
	}
	shut := func(some ...booking.ID) bool {
		only.Exceptions = only.Exceptions[:0:0]
		for _, id := range some {
			only.Exceptions = append(only.Exceptions, byID[id])
		}
		return !only.anyStart(a)
	}
	var alone []booking.ID
	for _, id := range all {
		if shut(id) {
			alone = append(alone, id)
		}
	}
	if len(alone) > 0 {
		return alone
	}
	for i := len(all) - 1; i >= 0; i-- { // those that take least are the first to go
		if rest := slices.Delete(slices.Clone(all), i, i+1); shut(rest...) {
			all = rest
		}
	}
	return all
}

// countTaken adds up, for each exception, the starts within hours that it takes. The question has one length.
func (q *question) countTaken(first, last int, takes map[booking.ID]int) {
	w := newWall(q.Company.Zone, first-1, last+2)
	g := newGrid(w, first, last, q.first(), q.grid())
	if g.size == 0 {
		return
	}
	candidates := q.candidates()
	sets := make([]starts, len(candidates))
	for i := range sets {
		sets[i] = make(starts, g.words())
	}
	f := freedom{question: q, wall: w, grid: &g, first: first - 1, last: last + 2}
	f.openHours(candidates, sets)
	var spans []seconds
	for i := range q.Exceptions {
		e := &q.Exceptions[i]
		if e.Service != "" && e.Service != q.service.ID {
			continue
		}
		spans = w.blocks(e, f.first, f.last, spans[:0])
		for n, r := range candidates {
			if e.Resource != "" && e.Resource != r.ID {
				continue
			}
			for _, s := range spans {
				g.within(seconds{s.from - q.duration() + 1, s.to}, func(from, to int) {
					sets[n].each(from, to, func(word int, mask uint64) { takes[e.ID] += bits.OnesCount64(sets[n][word] & mask) })
				})
			}
		}
	}
}
