package snapshot

import (
	"sync/atomic"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
)

// Snapshot is a company at one version: its setup, and who is occupied on the dates that
// visitors can book. It does not change, but for the answers that it remembers.
type Snapshot struct {
	Setup    db.Setup
	versions db.Versions

	since, until time.Time // between which it has all that can be booked
	first, last  int       // the days that are in it, counted in UTC from 1 January 1970
	days         map[int]*day
	resources    map[booking.ID]int32 // the place of each in the setup

	forms   *forms // of this setup
	answers answers
	weight  int64  // of all but the answers and forms, in bytes
	grown   func() // tells that the answers have grown
}

// day is what is occupied on a day; one that reaches over midnight is in both.
type day struct {
	booked []busy
	held   []held
}

// busy is a time of a resource, in microseconds since 1 January 1970.
type busy struct {
	resource int32 // its place in the setup
	from, to int64
}

type held struct {
	busy
	id      booking.ID
	expires time.Time
}

// spans says whether now is in the time that the snapshot was made for.
func (s *Snapshot) spans(now time.Time) bool { return !now.Before(s.since) && now.Before(s.until) }

const (
	daySeconds = 24 * 60 * 60
	keptDays   = 7 // that may go by before more of the future is read
)

func dayOf(t time.Time) int { return floorDiv(int(t.Unix()), daySeconds) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// spanOf is the time that the days from first to last take up.
func spanOf(first, last int) booking.Span {
	return booking.Span{From: time.Unix(int64(first)*daySeconds, 0).UTC(), To: time.Unix(int64(last+1)*daySeconds, 0).UTC()}
}

// calendar is what the engine has to know for a question about the dates from from to to,
// and until when the answer stays right if nothing is changed: a hold may end.
func (s *Snapshot) calendar(ask engine.Ask, from, to booking.Date) (c *engine.Calendar, first, last int, until time.Time) {
	c = s.Setup.Calendar(nil)
	window := c.Window(ask, from, to)
	first, last = dayOf(window.From), dayOf(window.To)
	wanted := s.wanted(ask)
	for d := max(first, s.first); d <= min(last, s.last); d++ {
		kept := s.days[d]
		if kept == nil {
			continue
		}
		for _, b := range kept.booked {
			if wanted[b.resource] {
				c.Occupied = append(c.Occupied, engine.Occupancy{Resource: s.Setup.Resources[b.resource].ID, Span: b.span()})
			}
		}
		for _, h := range kept.held {
			if !wanted[h.resource] || !h.expires.After(ask.Now) {
				continue
			}
			c.Occupied = append(c.Occupied, engine.Occupancy{Resource: s.Setup.Resources[h.resource].ID, Span: h.span(), Hold: h.id})
			if until.IsZero() || h.expires.Before(until) {
				until = h.expires
			}
		}
	}
	return c, first, last, until
}

func (b busy) span() booking.Span {
	return booking.Span{From: time.UnixMicro(b.from), To: time.UnixMicro(b.to)}
}

// wanted says of each resource whether the question is about it.
func (s *Snapshot) wanted(ask engine.Ask) []bool {
	wanted := make([]bool, len(s.Setup.Resources))
	for _, service := range s.Setup.Services {
		if service.ID != ask.Service {
			continue
		}
		for _, id := range service.Resources {
			if place, known := s.resources[id]; known {
				wanted[place] = true
			}
		}
	}
	return wanted
}

// size is what all of it takes up in memory, in bytes, about.
func (k *known) size() int64 {
	if k == nil {
		return 0
	}
	return k.weight + k.answers.weight() + atomic.LoadInt64(&k.forms.weight)
}

// What the parts take up with what maps and slices need for them.
const (
	weightOfCompany  = 4 << 10
	weightOfDay      = 160
	weightOfBusy     = 24
	weightOfHeld     = 120
	weightOfResource = 400
	weightOfInterval = 32
	weightOfSchedule = 160
	weightOfOwnDay   = 72
	weightOfHours    = 32 // of one interval in either
	weightOfService  = 500
	weightOfLink     = 20
	weightOfText     = 200 // of an exception
)

func (s *Snapshot) weigh() {
	w := int64(weightOfCompany)
	for _, r := range s.Setup.Resources {
		w += weightOfResource + int64(len(r.Name)) + int64(len(r.Weekly))*weightOfInterval + weightOfDated(r)
	}
	for _, v := range s.Setup.Services {
		w += weightOfService + int64(len(v.Name)+len(v.Description)) + int64(len(v.Resources))*weightOfLink
	}
	w += int64(len(s.Setup.Exceptions)) * weightOfText
	for _, d := range s.days {
		w += weightOfDay + int64(cap(d.booked))*weightOfBusy + int64(cap(d.held))*weightOfHeld
	}
	s.weight = w
}

// weightOfDated is what a resource's schedules and single days take up: they may be thousands.
func weightOfDated(r booking.Resource) int64 {
	w := int64(len(r.Schedules))*weightOfSchedule + int64(len(r.Days))*weightOfOwnDay
	for _, s := range r.Schedules {
		w += int64(len(s.Hours)) * weightOfHours
	}
	for _, d := range r.Days {
		w += int64(len(d.Hours)) * weightOfHours
	}
	return w
}
