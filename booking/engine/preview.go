package engine

import (
	"math/bits"
	"time"

	"okno/booking"
)

// PreviewDays is how many dates, today among them, the effect of an exception
// is counted over.
const PreviewDays = 60

// Effect is what saving an exception does to the free starts of one service:
// how many go, and, where it replaces an exception, how many come back.
type Effect struct {
	Service  booking.ID
	Removed  int
	Returned int
}

// Concern is what the effect of an exception depends on.
type Concern struct {
	Services  []booking.ID // in the panel's order
	Resources []booking.ID // linked to any of them
	From, To  booking.Date // the dates whose starts may go or come back; none where To is before From
	Span      booking.Span // who is occupied then has to be known
}

// Concerned says whom saving e concerns within the coming PreviewDays dates. e
// replaces the calendar's exception of the same ID, if there is one, and that
// one counts as well.
func (c *Calendar) Concerned(e booking.Exception, now time.Time) Concern {
	today := booking.DateOf(now, c.Company.Zone)
	horizon := today.AddDays(PreviewDays - 1)
	all := Concern{From: horizon, To: today.AddDays(-1)}
	versions := []booking.Exception{e}
	for _, old := range c.Exceptions {
		if old.ID == e.ID {
			versions = append(versions, old)
		}
	}
	for _, v := range versions {
		// A service of 24 hours may begin two dates before what blocks it, and
		// hours past midnight reach into the date after.
		from, to := v.FromDate.AddDays(-2), horizon
		if v.ToDate != nil && v.ToDate.AddDays(2).Before(horizon) {
			to = v.ToDate.AddDays(2)
		}
		if from.Before(today) {
			from = today
		}
		if from.Before(all.From) {
			all.From = from
		}
		if all.To.Before(to) {
			all.To = to
		}
	}
	linked := map[booking.ID]bool{}
	for _, s := range c.Services {
		if !s.Active || !concerns(versions, s) {
			continue
		}
		all.Services = append(all.Services, s.ID)
		for _, id := range s.Resources {
			if !linked[id] {
				linked[id] = true
				all.Resources = append(all.Resources, id)
			}
		}
	}
	all.Span = booking.Span{
		From: Instant(all.From, 0, c.Company.Zone).Add(-booking.MaxBufferMin * time.Minute),
		To:   Instant(all.To.AddDays(1), 0, c.Company.Zone).Add((booking.MaxDurationMin + booking.MaxBufferMin) * time.Minute),
	}
	return all
}

func concerns(versions []booking.Exception, s booking.Service) bool {
	for _, e := range versions {
		if e.Service == s.ID || e.Service == "" && e.Resource == "" {
			return true
		}
		for _, id := range s.Resources {
			if e.Resource == id {
				return true
			}
		}
	}
	return false
}

// Effects are what saving e does to each service that it concerns; those for
// which nothing changes are left out. It is the difference of the sets that
// Days is made of, so it cannot disagree with the widget. The calendar needs
// the occupancies of Concerned.
func (c *Calendar) Effects(e booking.Exception, now time.Time) []Effect {
	concern := c.Concerned(e, now)
	if concern.To.Before(concern.From) {
		return nil
	}
	first, last := concern.From.Number(), concern.To.Number()
	before, taken := *c, c.taken()
	before.Occupied = nil
	var effects []Effect
	for _, id := range concern.Services {
		ask := Ask{Service: id, Now: now}
		q, _ := before.question(ask)
		if q.unbookable() != nil || q.incomplete() != nil {
			continue
		}
		before.Occupied = before.Occupied[:0]
		for _, r := range q.candidates() {
			before.Occupied = append(before.Occupied, taken[r.ID]...)
		}
		_, had := q.free(first, last)
		q, _ = before.With(e).question(ask)
		_, has := q.free(first, last)
		if effect := (Effect{id, had.without(has), has.without(had)}); effect.Removed+effect.Returned > 0 {
			effects = append(effects, effect)
		}
	}
	return effects
}

// taken is who occupies each resource: a service asks about a few of them only.
func (c *Calendar) taken() map[booking.ID][]Occupancy {
	taken := map[booking.ID][]Occupancy{}
	for _, o := range c.Occupied {
		taken[o.Resource] = append(taken[o.Resource], o)
	}
	return taken
}

// without counts the starts of s that are not in o.
func (s starts) without(o starts) int {
	n := 0
	for i := range s {
		n += bits.OnesCount64(s[i] &^ o[i])
	}
	return n
}

// With is the calendar with e, in the place of the exception of its ID if there is one.
func (c *Calendar) With(e booking.Exception) *Calendar {
	with := *c
	with.Exceptions = make([]booking.Exception, 0, len(c.Exceptions)+1)
	for _, old := range c.Exceptions {
		if e.ID == "" || old.ID != e.ID {
			with.Exceptions = append(with.Exceptions, old)
		}
	}
	with.Exceptions = append(with.Exceptions, e)
	return &with
}
