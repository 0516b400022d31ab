package engine

import (
	"cmp"
	"slices"
	"time"

	"okno/booking"
)

// Who does a service may need longer for it than another one (docs/services.md).
// A question about it is then as many questions as there are lengths, of the
// people who need as long: a start is offered where any of them has a yes.

// lengths are these questions, the shortest first; q itself where there is one length.
func (q *question) lengths() []*question {
	i := slices.IndexFunc(q.needs, func(n need) bool { return n.kind == booking.Staff && len(n.candidates) > 0 })
	if len(q.service.Terms) == 0 || i < 0 {
		return []*question{q}
	}
	var all []*question
	for _, r := range q.needs[i].candidates {
		length, _ := q.service.With(r.ID)
		at := slices.IndexFunc(all, func(each *question) bool { return each.service.DurationMin == length })
		if at < 0 {
			each, service := *q, *q.service
			service.DurationMin = length
			each.service, each.needs = &service, slices.Clone(q.needs)
			each.needs[i].candidates = nil
			all, at = append(all, &each), len(all)
		}
		all[at].needs[i].candidates = append(all[at].needs[i].candidates, r)
	}
	slices.SortFunc(all, func(a, b *question) int { return cmp.Compare(a.service.DurationMin, b.service.DurationMin) })
	return all
}

// longest is the greatest length that a service has with anyone, in minutes.
func longest(s *booking.Service) int {
	longest := s.DurationMin
	for _, t := range s.Terms {
		longest = max(longest, t.DurationMin)
	}
	return longest
}

// choose is the choice among all lengths: the one for which least is waived, then
// the one whose person is least busy, then by the panel's order. Where nobody is
// free the Refusal is that of all people; where somebody is, but no room, it is
// that of the shortest length for which somebody is.
func (q *question) choose(start time.Time, waived []booking.Waived) (Choice, *Refusal) {
	lengths := q.lengths()
	if len(lengths) == 1 {
		return lengths[0].moment(start).choice(waived)
	}
	var best taking
	var nobody []Refusal
	var other *Refusal
	for _, each := range lengths {
		m := each.moment(start)
		choice, no := m.choice(waived)
		switch {
		case no == nil:
			person := choice.Resources[0]
			if found := (taking{choice, m.standing[person].busy(), q.place(person)}); best.Resources == nil || found.before(best) {
				best = found
			}
		case no.Kind == booking.Staff:
			nobody = append(nobody, no.Others...)
		case other == nil:
			other = no
		}
	}
	switch {
	case best.Resources != nil:
		return best.Choice, nil
	case other != nil:
		return Choice{}, other
	}
	slices.SortFunc(nobody, func(a, b Refusal) int { return cmp.Compare(q.place(a.Resource), q.place(b.Resource)) })
	return Choice{}, furthest(nobody)
}

// taking is a choice and what it is held against others by.
type taking struct {
	Choice
	busy  time.Duration // of its person, on the date
	place int           // of its person in the panel's order
}

func (t taking) before(o taking) bool {
	return cmp.Or(cmp.Compare(len(t.Waived), len(o.Waived)), cmp.Compare(t.busy, o.busy), cmp.Compare(t.place, o.place)) < 0
}

func (c *Calendar) place(resource booking.ID) int {
	return slices.IndexFunc(c.Resources, func(r booking.Resource) bool { return r.ID == resource })
}

// ofLength are the starts that one of the lengths has.
type ofLength struct {
	*question
	free   starts
	people []starts // of each candidate of the first kind, whether the others are free or not
}

// freeByLength are the free starts of the dates from first to last, for each length.
func (q *question) freeByLength(first, last int) (*grid, []ofLength) {
	w := newWall(q.Company.Zone, first-1, last+2)
	g := newGrid(w, first, min(last, q.last()), q.first(), q.grid())
	var all []ofLength
	for _, each := range q.lengths() {
		free, people := each.freeOf(w, &g, first, last)
		all = append(all, ofLength{each, free, people})
	}
	return &g, all
}

func united(lengths []ofLength) starts {
	all := slices.Clone(lengths[0].free)
	for _, each := range lengths[1:] {
		all.unite(each.free)
	}
	return all
}

// lengthAt says how long the service takes at a free start, by its number, its
// instant and its date: as long as it does with the person whom At chooses.
func (q *question) lengthAt(lengths []ofLength, first, last int) func(n int, start int64, day int) time.Duration {
	if len(lengths) == 1 {
		length := time.Duration(lengths[0].duration()) * time.Second
		return func(int, int64, int) time.Duration { return length }
	}
	if waive := q.ask.Waive; waive.Covers(booking.OutsideHours) || waive.Covers(booking.Excepted) || waive.Covers(booking.OffGrid) {
		return func(_ int, start int64, _ int) time.Duration { // what is waived comes before who is busy
			choice, _ := q.choose(time.Unix(start, 0), nil)
			return choice.End.Sub(choice.Start)
		}
	}
	takers, w, date := q.takers(lengths), newWall(q.Company.Zone, first, last+1), first-1
	return func(n int, _ int64, day int) time.Duration {
		if date != day {
			date = day
			inTurn(takers, w.day(day))
		}
		i := slices.IndexFunc(takers, func(t taker) bool { return t.free.has(n) && t.person.has(n) })
		return time.Duration(takers[i].duration()) * time.Second
	}
}

// taker is one of the people who do a service.
type taker struct {
	ofLength
	person starts    // at which he is free
	taken  []seconds // merged: what is occupied of his time, but for what is the asker's own
	place  int
	busy   int64 // of the date that is looked at
}

func (q *question) takers(lengths []ofLength) []taker {
	taken := map[booking.ID][]seconds{}
	for i := range q.Occupied {
		if o := &q.Occupied[i]; !q.own(o) {
			taken[o.Resource] = append(taken[o.Resource], outward(o.Span))
		}
	}
	var all []taker
	for _, each := range lengths {
		for i, r := range each.needs[0].candidates {
			all = append(all, taker{ofLength: each, person: each.people[i], taken: merged(taken[r.ID]), place: q.place(r.ID)})
		}
	}
	return all
}

// inTurn sorts them as At chooses on a date.
func inTurn(takers []taker, date seconds) {
	for i := range takers {
		t := &takers[i]
		t.busy = 0
		for _, s := range t.taken {
			if shared := s.overlap(date); !shared.empty() {
				t.busy += shared.to - shared.from
			}
		}
	}
	slices.SortFunc(takers, func(a, b taker) int { return cmp.Or(cmp.Compare(a.busy, b.busy), cmp.Compare(a.place, b.place)) })
}
