package engine

import (
	"slices"
	"time"

	"okno/booking"
)

// At says whether the service can start at start, and on which resources: the
// requested one, else of each kind the one with the fewest occupied minutes
// (buffers included) on the local date of start, ties by the panel's order; one
// for which less is waived goes before all of them. It takes as long as it does
// with the person who is chosen. If it cannot, the Refusal is
// the first reason that is not waived, so that a waived one never hides another
// booking. At agrees with Days: it says yes to what Days offers and to nothing else.
func (c *Calendar) At(a Ask, start time.Time) (Choice, *Refusal) {
	q, no := c.question(a)
	if no != nil {
		return Choice{}, no
	}
	waived, no := q.rulesOneToFour(start)
	if no != nil {
		return Choice{}, no
	}
	return q.choose(start, waived)
}

// choice is At of a question with one length, once rules 1 to 4 have nothing
// against it but what is waived.
func (m *moment) choice(waived []booking.Waived) (Choice, *Refusal) {
	zone := m.Company.Zone
	choice := Choice{
		Slot:      booking.Slot{Start: time.Unix(m.time.from, 0).In(zone), End: time.Unix(m.time.to, 0).In(zone)},
		Occupied:  m.occupied.in(zone),
		Resources: make([]booking.ID, 0, len(m.needs)),
		Waived:    slices.Clone(waived),
	}
	for _, n := range m.needs {
		best, no := m.choose(n)
		if no != nil {
			return Choice{}, no
		}
		choice.Resources = append(choice.Resources, best)
		choice.Waived = append(choice.Waived, m.standing[best].waived(m.ask.Waive, best)...)
		if m.standing[best].gap {
			choice.Waived = slices.Insert(choice.Waived, 0, booking.Waived{Reason: booking.OffGrid})
		}
	}
	return choice, nil
}

// rulesOneToFour is the first no of them, else what had to be waived for a yes.
func (q *question) rulesOneToFour(start time.Time) ([]booking.Waived, *Refusal) {
	if no := q.unbookable(); no != nil {
		return nil, no
	}
	if start.Nanosecond() != 0 || start.Second() != 0 { // a start is a whole minute, for staff too
		return nil, &Refusal{Reason: booking.OffGrid}
	}
	var waived []booking.Waived
	for _, r := range q.broken(start) {
		if !q.ask.Waive.Covers(r) {
			return nil, &Refusal{Reason: r}
		}
		waived = append(waived, booking.Waived{Reason: r})
	}
	return waived, q.incomplete()
}

// broken are the rules about the start itself that it breaks, in order.
func (q *question) broken(start time.Time) []booking.Reason {
	var broken []booking.Reason
	local := start.In(q.Company.Zone)
	hour, minute, second := local.Clock()
	if !q.isTidy() && int64(hour*3600+minute*60+second)%q.step() != 0 {
		broken = append(broken, booking.OffGrid)
	}
	if start.Before(q.ask.Now) {
		broken = append(broken, booking.InPast)
	}
	if start.Before(q.earliest()) {
		broken = append(broken, booking.TooSoon)
	}
	if booking.DateOf(start, q.Company.Zone).Number() > q.horizon() {
		broken = append(broken, booking.TooFar)
	}
	return broken
}

// moment is a question about one start, and how each candidate stands to it.
type moment struct {
	*question
	time     seconds // the service itself
	occupied seconds // with its buffers
	standing map[booking.ID]*standing
}

// standing is what rule 5 finds for one resource; what it finds is a no, but for working and taken.
type standing struct {
	working   bool
	exception *booking.Exception
	booking   *Occupancy
	hold      *Occupancy
	gap       bool      // it would leave a gap (rule 7)
	taken     []seconds // what is occupied of the local date, for the choice
}

// moment gathers, in one pass over each list, what rule 5 asks about start.
func (q *question) moment(start time.Time) *moment {
	from := start.Unix()
	m := &moment{question: q, standing: map[booking.ID]*standing{}}
	m.time = seconds{from, from + q.duration()}
	m.occupied = seconds{from - q.before(), from + q.duration() + q.after()}
	for _, r := range q.candidates() {
		m.standing[r.ID] = &standing{}
	}
	date := booking.DateOf(start, q.Company.Zone).Number()
	w := newWall(q.Company.Zone, date-1, date+2)
	m.readHours(w, date-1, date+2)
	m.readExceptions(w, date-1, date+2)
	m.readOccupied(w.day(date))
	m.readGaps(date)
	return m
}

// readGaps asks rule 7 of those of the first kind that are free otherwise.
func (m *moment) readGaps(date int) {
	if !m.isTidy() || len(m.needs) == 0 {
		return
	}
	w := m.tidyWall(date, date)
	for _, r := range m.needs[0].candidates {
		if s := m.standing[r.ID]; s.booking == nil && s.hold == nil {
			s.gap = m.tidy(w, r, date, date).leavesGap(date, m.time.from)
		}
	}
}

func (m *moment) readHours(w *wall, first, last int) {
	var spans []seconds
	for _, r := range m.candidates() {
		spans = merged(w.hours(r, first, last, spans[:0]))
		for _, s := range spans {
			if s.contains(m.time) {
				m.standing[r.ID].working = true
			}
		}
	}
}

func (m *moment) readExceptions(w *wall, first, last int) {
	var spans []seconds
	for i := range m.Exceptions {
		e := &m.Exceptions[i]
		if e.Service != "" && e.Service != m.service.ID {
			continue
		}
		spans = w.blocks(e, first, last, spans[:0])
		if !overlapsAny(m.time, spans) {
			continue
		}
		for id, s := range m.standing {
			if s.exception == nil && (e.Resource == "" || e.Resource == id) {
				s.exception = e
			}
		}
	}
}

func overlapsAny(s seconds, spans []seconds) bool {
	for _, o := range spans {
		if s.overlaps(o) {
			return true
		}
	}
	return false
}

func (m *moment) readOccupied(date seconds) {
	for i := range m.Occupied {
		o := &m.Occupied[i]
		span := outward(o.Span)
		if !span.overlaps(date) && !span.overlaps(m.occupied) {
			continue // the cheap test first: there may be thousands
		}
		s := m.standing[o.Resource]
		if s == nil || m.own(o) {
			continue
		}
		if shared := span.overlap(date); !shared.empty() {
			s.taken = append(s.taken, shared)
		}
		if !span.overlaps(m.occupied) {
			continue
		}
		if o.Hold != "" {
			s.hold = earlier(s.hold, o)
		} else {
			s.booking = earlier(s.booking, o)
		}
	}
}

// earlier is the one that a Refusal names, whatever order the list came in.
func earlier(a, b *Occupancy) *Occupancy {
	if a == nil || b.Span.From.Before(a.Span.From) {
		return b
	}
	return a
}

// choose takes the candidate for whom least is waived and who is least busy, or
// says why there is none.
func (m *moment) choose(n need) (booking.ID, *Refusal) {
	var best booking.ID
	var least time.Duration
	var waived int
	refused := make([]Refusal, 0, len(n.candidates))
	for _, r := range n.candidates {
		if no := m.standing[r.ID].refusal(m.ask.Waive); no.Reason != "" {
			no.Kind, no.Resource = n.kind, r.ID
			refused = append(refused, no)
			continue
		}
		over := len(m.standing[r.ID].waived(m.ask.Waive, r.ID))
		if m.standing[r.ID].gap {
			over++
		}
		busy := m.standing[r.ID].busy()
		if best == "" || over < waived || over == waived && busy < least {
			best, least, waived = r.ID, busy, over
		}
	}
	if best == "" {
		return "", furthest(refused)
	}
	return best, nil
}

// busy is how much of the local date is occupied.
func (s *standing) busy() time.Duration {
	var all time.Duration
	for _, t := range merged(s.taken) {
		all += t.length()
	}
	return all
}

// refusal is the first reason that is not waived, the zero Refusal where there is none.
func (s *standing) refusal(waive booking.Waiver) Refusal {
	switch {
	case !s.working && !waive.Covers(booking.OutsideHours):
		return Refusal{Reason: booking.OutsideHours}
	case s.exception != nil && !waive.Covers(booking.Excepted):
		return Refusal{Reason: booking.Excepted, Exception: s.exception.ID}
	case s.booking != nil:
		return Refusal{Reason: booking.Occupied, Booking: s.booking.Booking}
	case s.hold != nil:
		return Refusal{Reason: booking.Held, Hold: s.hold.Hold}
	case s.gap && !waive.Covers(booking.OffGrid):
		return Refusal{Reason: booking.LeavesGap}
	}
	return Refusal{}
}

// waived is what a yes to the resource goes over.
func (s *standing) waived(waive booking.Waiver, resource booking.ID) []booking.Waived {
	var waived []booking.Waived
	if !s.working && waive.Covers(booking.OutsideHours) {
		waived = append(waived, booking.Waived{Reason: booking.OutsideHours, Resource: resource})
	}
	if s.exception != nil && waive.Covers(booking.Excepted) {
		waived = append(waived, booking.Waived{Reason: booking.Excepted, Resource: resource, Exception: s.exception.ID})
	}
	return waived
}
