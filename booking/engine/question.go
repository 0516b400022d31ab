package engine

import (
	"math"
	"slices"
	"time"

	"okno/booking"
)

// question is an Ask with what it names looked up.
type question struct {
	*Calendar
	ask     Ask
	service *booking.Service
	needs   []need // one of every linked kind, in the order of Kinds
	active  bool   // an active resource is linked, of whatever kind
}

// need is rule 4 for one kind: one of its candidates has to be free.
type need struct {
	kind       booking.Kind
	candidates []*booking.Resource // active ones in the panel's order; at most the requested one, if it is of this kind
}

// question resolves a; the Refusal tells of an Ask that makes no sense in this company.
func (c *Calendar) question(a Ask) (*question, *Refusal) {
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == a.Service })
	if i < 0 {
		return nil, &Refusal{Reason: booking.ServiceUnknown}
	}
	q := &question{Calendar: c, ask: a, service: &c.Services[i]}
	linked := make(map[booking.ID]bool, len(q.service.Resources))
	for _, id := range q.service.Resources {
		linked[id] = true
	}
	requested := c.resource(a.Resource)
	switch {
	case a.Resource == "":
	case requested == nil:
		return nil, &Refusal{Reason: booking.ResourceUnknown, Resource: a.Resource}
	case !linked[a.Resource]:
		return nil, &Refusal{Reason: booking.ResourceNotLinked, Resource: a.Resource}
	}
	for _, kind := range booking.Kinds {
		q.look(kind, linked, requested)
	}
	return q, nil
}

// look adds the need for a kind, if any resource of it is linked: a kind counts
// even when all its resources are switched off.
func (q *question) look(kind booking.Kind, linked map[booking.ID]bool, requested *booking.Resource) {
	n, found := need{kind: kind}, false
	for i := range q.Resources {
		r := &q.Resources[i]
		if r.Kind != kind || !linked[r.ID] {
			continue
		}
		found = true
		q.active = q.active || r.Active
		passedOver := requested != nil && requested.Kind == kind && requested != r
		if r.Active && !passedOver {
			n.candidates = append(n.candidates, r)
		}
	}
	if found {
		q.needs = append(q.needs, n)
	}
}

func (c *Calendar) resource(id booking.ID) *booking.Resource {
	i := slices.IndexFunc(c.Resources, func(r booking.Resource) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Resources[i]
}

// unbookable is rule 1.
func (q *question) unbookable() *Refusal {
	if !q.service.Active {
		return &Refusal{Reason: booking.ServiceInactive}
	}
	if !q.active {
		return &Refusal{Reason: booking.NoResource}
	}
	return nil
}

// incomplete is as much of rule 4 as does not depend on the time.
func (q *question) incomplete() *Refusal {
	for _, n := range q.needs {
		if len(n.candidates) > 0 {
			continue
		}
		if r := q.resource(q.ask.Resource); r != nil && r.Kind == n.kind {
			return &Refusal{Reason: booking.ResourceInactive, Kind: n.kind, Resource: r.ID}
		}
		return &Refusal{Reason: booking.KindMissing, Kind: n.kind}
	}
	return nil
}

// candidates are those of all needs, need by need.
func (q *question) candidates() []*booking.Resource {
	var all []*booking.Resource
	for _, n := range q.needs {
		all = append(all, n.candidates...)
	}
	return all
}

// position finds a resource among the candidates.
func position(candidates []*booking.Resource) map[booking.ID]int {
	at := make(map[booking.ID]int, len(candidates))
	for i, r := range candidates {
		at[r.ID] = i
	}
	return at
}

// own says whether o is the asker's own hold or booking, which never stands in his way.
func (q *question) own(o *Occupancy) bool {
	return o.Hold != "" && o.Hold == q.ask.Hold || o.Booking != "" && o.Booking == q.ask.Booking
}

func (q *question) duration() int64 { return int64(q.service.DurationMin) * 60 }
func (q *question) before() int64   { return int64(q.service.BufferBeforeMin) * 60 }
func (q *question) after() int64    { return int64(q.service.BufferAfterMin) * 60 }

// step is the grid of rule 2 in seconds.
func (q *question) step() int64 {
	if q.service.StepMin > 0 {
		return int64(q.service.StepMin) * 60
	}
	return int64(q.Company.StepMin) * 60
}

// grid is the step of the starts that are offered: every minute where rule 2 is
// waived, or is rule 7's to narrow down.
func (q *question) grid() int64 {
	if q.ask.Waive.Covers(booking.OffGrid) || q.isTidy() {
		return 60
	}
	return q.step()
}

// earliest is the first instant that rule 3 allows.
func (q *question) earliest() time.Time {
	return q.ask.Now.Add(time.Duration(q.Company.MinNoticeMin) * time.Minute)
}

// first is earliest in Unix seconds, where those rules are not waived.
func (q *question) first() int64 {
	switch {
	case !q.ask.Waive.Covers(booking.TooSoon):
		return ceilUnix(q.earliest())
	case !q.ask.Waive.Covers(booking.InPast):
		return ceilUnix(q.ask.Now)
	}
	return math.MinInt64 / 2
}

// horizon is the number of the last date that rule 3 allows.
func (q *question) horizon() int {
	return booking.DateOf(q.ask.Now, q.Company.Zone).Number() + q.Company.HorizonDays
}

// last is horizon where that rule is not waived.
func (q *question) last() int {
	if q.ask.Waive.Covers(booking.TooFar) {
		return math.MaxInt
	}
	return q.horizon()
}
