package engine

import (
	"slices"

	"okno/booking"
)

// loads is Loads at work.
type loads struct {
	*Calendar
	ask         Ask
	days        []DayLoad
	first, last int // dates whose intervals and exceptions may matter
	wall        *wall
	dates       []seconds
	everyone    []seconds                // what exceptions of the company and of the service block
	own         map[booking.ID][]seconds // and those of a resource
	taken       map[booking.ID][]seconds
	booked      map[booking.ID][]seconds // the same without buffers and holds
}

// kinds are the resources asked about: those of a service kind by kind, else
// the one, or all that count, in one.
func (l *loads) kinds() ([][]*booking.Resource, error) {
	if l.ask.Service == "" {
		counted := Counted(l.Resources)
		if r := l.resource(l.ask.Resource); r != nil {
			counted = []booking.Resource{*r}
		} else if l.ask.Resource != "" {
			counted = nil
		}
		var all []*booking.Resource
		for i := range counted {
			all = append(all, &counted[i])
		}
		if l.ask.Resource != "" && len(all) == 0 {
			return nil, booking.Fail(booking.NotFound, "error.resource_unknown")
		}
		return [][]*booking.Resource{all}, nil
	}
	q, no := l.question(l.ask)
	if no != nil {
		return nil, no.fail()
	}
	var kinds [][]*booking.Resource
	for _, n := range q.needs {
		if r := q.resource(l.ask.Resource); r == nil || r.Kind == n.kind {
			kinds = append(kinds, n.candidates)
		}
	}
	return kinds, nil
}

func (l *loads) readExceptions(asked []*booking.Resource) {
	l.own = map[booking.ID][]seconds{}
	for i := range l.Exceptions {
		e := &l.Exceptions[i]
		ofAsked := slices.ContainsFunc(asked, func(r *booking.Resource) bool { return r.ID == e.Resource })
		if l.ask.Service == "" && l.ask.Resource == "" { // of rooms too, where people are counted
			r := l.resource(e.Resource)
			ofAsked = r != nil && r.Active
		}
		ofService := e.Service != "" && e.Service == l.ask.Service
		if e.Resource != "" && !ofAsked || e.Service != "" && !ofService && (l.ask.Service != "" || l.ask.Resource != "") {
			continue
		}
		spans := l.wall.blocks(e, l.first, l.last, nil)
		l.eachDate(spans, func(day int, _ int64) {
			if known := l.days[day].Exceptions; len(known) == 0 || known[len(known)-1] != e {
				l.days[day].Exceptions = append(known, e)
			}
		})
		switch {
		case e.Resource != "":
			l.own[e.Resource] = append(l.own[e.Resource], spans...)
		case e.Service == "" || ofService:
			l.everyone = append(l.everyone, spans...)
		}
	}
}

func (l *loads) readOccupied() {
	l.taken, l.booked = map[booking.ID][]seconds{}, map[booking.ID][]seconds{}
	for i := range l.Occupied {
		o := &l.Occupied[i]
		l.taken[o.Resource] = append(l.taken[o.Resource], outward(o.Span))
		if o.Time != (booking.Span{}) {
			l.booked[o.Resource] = append(l.booked[o.Resource], outward(o.Time))
		}
	}
}

// add reckons the load of a kind and keeps it where it is the first, or leaves
// less time than the ones before.
func (l *loads) add(kind []*booking.Resource, first bool) {
	sums := make([]Load, len(l.days))
	var hours, holes []seconds
	for _, r := range kind {
		hours = merged(l.wall.hours(r, l.first, l.last, hours[:0]))
		holes = merged(append(append(holes[:0], l.everyone...), l.own[r.ID]...))
		open := without(hours, holes)
		left := without(open, merged(l.taken[r.ID]))
		shortest := int64(l.shortest(r.ID)) * 60
		l.eachDate(hours, func(day int, n int64) { sums[day].Closed += int(n) })
		l.eachDate(open, func(day int, n int64) { sums[day].Open += int(n) })
		l.eachDate(left, func(day int, n int64) {
			sums[day].Busy -= int(n)
			sums[day].Room = sums[day].Room || n >= shortest
		})
		l.eachDate(without(open, merged(l.booked[r.ID])), func(day int, n int64) { sums[day].Booked -= int(n) })
	}
	for i, s := range sums {
		s = Load{Open: s.Open / 60, Closed: (s.Closed - s.Open) / 60, Busy: (s.Open + s.Busy) / 60, Booked: (s.Open + s.Booked) / 60, Room: s.Room}
		known := l.days[i].Load
		if left, before := s.Open-s.Busy, known.Open-known.Busy; first || left < before || left == before && s.Open < known.Open {
			l.days[i].Load = s
		}
	}
}

// shortest is the length of the shortest service that a resource may do, in minutes.
func (l *loads) shortest(resource booking.ID) int {
	shortest := 0
	for i := range l.Services {
		s := &l.Services[i]
		asked := l.ask.Service == "" && s.Active || l.ask.Service == s.ID
		if length, _ := s.With(resource); asked && (shortest == 0 || length < shortest) && slices.Contains(s.Resources, resource) {
			shortest = length
		}
	}
	return max(shortest, booking.MinDurationMin)
}

// readStarts counts what the service really offers.
func (l *loads) readStarts(from, to booking.Date) error {
	if l.ask.Service == "" {
		return nil
	}
	offered, err := l.Days(l.ask, from, to)
	if err != nil {
		return err
	}
	q, _ := l.question(l.ask)
	earliest := booking.DateOf(q.earliest(), l.Company.Zone).Number()
	for i, day := range offered {
		l.days[i].Starts = len(day.Slots)
		l.days[i].Offered = day.Date.Number() >= earliest && day.Date.Number() <= q.horizon()
	}
	return nil
}

// eachDate gives, date by date, the lengths of spans, which are in order of
// time, in seconds.
func (l *loads) eachDate(spans []seconds, do func(day int, length int64)) {
	day := 0
	for _, s := range spans {
		for day < len(l.dates) && l.dates[day].to <= s.from {
			day++
		}
		for d := day; d < len(l.dates) && l.dates[d].from < s.to; d++ {
			if shared := l.dates[d].overlap(s); !shared.empty() {
				do(d, shared.to-shared.from)
			}
		}
	}
}

// without is what is left of spans where holes are taken off; both are merged.
func without(spans, holes []seconds) []seconds {
	var rest []seconds
	next := 0
	for _, s := range spans {
		for next < len(holes) && holes[next].to <= s.from {
			next++
		}
		for h := next; h < len(holes) && holes[h].from < s.to; h++ {
			if holes[h].from > s.from {
				rest = append(rest, seconds{s.from, holes[h].from})
			}
			s.from = max(s.from, holes[h].to)
		}
		if !s.empty() {
			rest = append(rest, s)
		}
	}
	return rest
}
