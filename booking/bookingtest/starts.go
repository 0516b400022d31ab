package bookingtest

import (
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// starts is how the starts of a service lie: its own way, else the company's.
func (r *Reference) starts(service booking.ID) booking.Starts {
	if own := r.service(service).Starts; own != "" {
		return own
	}
	if r.calendar.Company.Starts != "" {
		return r.calendar.Company.Starts
	}
	return booking.StepStarts
}

// leavesGap is rule 7 for a resource: whether it says no to a start at which the
// resource is free. It is asked of the first kind that is linked alone.
func (r *Reference) leavesGap(a engine.Ask, resource booking.ID, start time.Time, length int) bool {
	starts := r.starts(a.Service)
	if starts == booking.StepStarts || r.resource(resource).Kind != r.firstKind(a.Service) {
		return false
	}
	d := r.dayOf(a, resource, length)
	s := r.walk.index(start)
	switch {
	case !d.isOpen(s, s+d.duration):
		return false
	case starts == booking.NextStarts:
		return (s-r.workBegins(d, s))%(d.before+d.duration+d.after) != 0
	}
	return !r.leavesNothing(a, d, s)
}

func (r *Reference) firstKind(service booking.ID) booking.Kind {
	for _, kind := range kinds {
		if len(r.linked(service, kind)) > 0 {
			return kind
		}
	}
	return ""
}

// day is what rule 7 asks about a resource: which minutes are open and which are
// taken, and how long the service is.
type day struct {
	open, taken             []bool
	before, duration, after int
	opens, takens           []int             // how many of the minutes before each are
	begins                  []int             // where the open time that each is in begins
	firsts, lasts           []int             // how far nothing but rule 7 stands in the way, before each minute and after it
	sold                    []booking.Service // all that the resource does
}

func (r *Reference) dayOf(a engine.Ask, resource booking.ID, length int) *day {
	key := daysKey{asked{resource: resource, hold: a.Hold, booking: a.Booking}, a.Service, length}
	if known, ok := r.days[key]; ok {
		return known
	}
	s := r.service(a.Service)
	n := len(r.walk.minutes)
	d := &day{
		open: make([]bool, 0, n), taken: make([]bool, 0, n),
		before: s.BufferBeforeMin, duration: length, after: s.BufferAfterMin,
	}
	working, excepted, occupied := r.working(resource), r.exceptions(a.Service, resource), r.occupied(a, resource)
	for i := range r.walk.minutes {
		d.open = append(d.open, working[i] && !excepted[i])
		d.taken = append(d.taken, occupied.booked[i] || occupied.held[i])
	}
	d.opens, d.takens = counts(d.open), counts(d.taken)
	d.walkGaps()
	for _, other := range r.calendar.Services {
		for _, id := range other.Resources {
			if id != resource || !other.Active && other.ID != a.Service {
				continue
			}
			if other.DurationMin = r.length(other.ID, resource); other.ID == a.Service {
				other.DurationMin = length
			}
			d.sold = append(d.sold, other)
		}
	}
	r.days[key] = d
	return d
}

// counts is how many of the minutes before each, and before their end, are marked.
func counts(marked []bool) []int {
	all := make([]int, len(marked)+1)
	for i, m := range marked {
		all[i+1] = all[i]
		if m {
			all[i+1]++
		}
	}
	return all
}

type daysKey struct {
	asked
	service booking.ID
	length  int
}

func (d *day) isOpen(from, to int) bool {
	if from < 0 || to > len(d.open) {
		return false
	}
	return to <= from || d.opens[to]-d.opens[from] == to-from
}

func (d *day) isFree(from, to int) bool {
	from, to = max(0, from), min(to, len(d.taken))
	return to <= from || d.takens[to] == d.takens[from]
}

// possible says whether nothing but rule 7 stands in the way of a start on the resource.
func (d *day) possible(s int) bool {
	return d.isOpen(s, s+d.duration) && d.isFree(s-d.before, s+d.duration+d.after)
}

// walkGaps walks from each minute to where its open time begins, and to the first and the last start of its gap.
func (d *day) walkGaps() {
	n := len(d.open)
	d.begins, d.firsts, d.lasts = make([]int, n), make([]int, n), make([]int, n)
	for s := range n {
		d.begins[s], d.firsts[s] = s, s
		if s > 0 && d.open[s-1] {
			d.begins[s] = d.begins[s-1]
		}
		if s > 0 && d.possible(s-1) {
			d.firsts[s] = d.firsts[s-1]
		}
	}
	for s := n - 1; s >= 0; s-- {
		d.lasts[s] = s
		if s < n-1 && d.possible(s+1) {
			d.lasts[s] = d.lasts[s+1]
		}
	}
}

// workBegins is where the open time that s lies in begins, or the date of s where
// that is before the date before.
func (r *Reference) workBegins(d *day, s int) int {
	date := r.walk.minutes[s].date
	before := date
	for _, other := range r.walk.dates {
		if r.walk.next[other] == date {
			before = other
		}
	}
	begin := d.begins[s]
	if begin < r.walk.instant(before, 0) {
		return r.walk.instant(date, 0)
	}
	return begin
}

// leavesNothing says whether a start leaves nothing too short to sell, or is the
// first or the last where all do.
func (r *Reference) leavesNothing(a engine.Ask, d *day, s int) bool {
	first, last := d.firsts[s], d.lasts[s]
	some := false
	for _, edge := range []int{first, last} {
		some = some || r.allowed(a, edge) && d.leaves(first, last, edge)
	}
	if !some {
		return s == first || s == last
	}
	step := r.calendar.Company.StepMin
	if own := r.service(a.Service).StepMin; own != 0 {
		step = own
	}
	onGrid := r.walk.minutes[s].clock%step == 0
	return (onGrid || s == first || s == last) && d.leaves(first, last, s)
}

// allowed says whether a start is late enough for rule 3.
func (r *Reference) allowed(a engine.Ask, s int) bool {
	no := r.rule3(a, r.walk.at(s))
	return no != booking.InPast && no != booking.TooSoon
}

// leaves says whether a start between the first and the last of its gap leaves
// either nothing on each side, or enough for something that the resource does.
func (d *day) leaves(first, last, s int) bool {
	before, after := s == first, s == last
	for _, other := range d.sold {
		before = before || d.fitsBefore(other, s)
		after = after || d.fitsAfter(other, s)
	}
	return before && after
}

// fitsBefore says whether another service can end before a visit that starts at s,
// with nothing closed or taken from its start to that of the visit.
func (d *day) fitsBefore(other booking.Service, s int) bool {
	start := s - d.before - other.BufferAfterMin - other.DurationMin
	return d.isOpen(min(start, s), s) && d.isFree(start-other.BufferBeforeMin, s)
}

// fitsAfter says it of the time after that visit.
func (d *day) fitsAfter(other booking.Service, s int) bool {
	start := s + d.duration + d.after + other.BufferBeforeMin
	end := start + other.DurationMin
	return d.isOpen(s, end) && d.isFree(s, end+other.BufferAfterMin)
}
