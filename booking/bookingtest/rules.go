package bookingtest

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

var kinds = []booking.Kind{booking.Staff, booking.Room, booking.Equipment}

// Reason is the first rule of domain.md, "When a slot is free", that says no to
// the service at start, "" where none does. start has to be on one of the dates.
func (r *Reference) Reason(a engine.Ask, start time.Time) booking.Reason {
	s := r.service(a.Service)
	if s == nil {
		return booking.ServiceUnknown
	}
	if a.Resource != "" {
		if r.resource(a.Resource) == nil {
			return booking.ResourceUnknown
		}
		if !slices.Contains(s.Resources, a.Resource) {
			return booking.ResourceNotLinked
		}
	}
	for _, rule := range []func(engine.Ask, time.Time) booking.Reason{r.rule1, r.rule2, r.rule3, r.rule4} {
		if no := rule(a, start); no != "" {
			return no
		}
	}
	return ""
}

// rule1: S is active and has at least one active resource linked.
func (r *Reference) rule1(a engine.Ask, _ time.Time) booking.Reason {
	if !r.service(a.Service).Active {
		return booking.ServiceInactive
	}
	for _, kind := range kinds {
		for _, x := range r.linked(a.Service, kind) {
			if x.Active {
				return ""
			}
		}
	}
	return booking.NoResource
}

// rule2: s, on the company's wall clock, is a whole multiple of the step
// counted from 00:00; the step is the service's own, else the company's.
func (r *Reference) rule2(a engine.Ask, start time.Time) booking.Reason {
	step := r.calendar.Company.StepMin
	if own := r.service(a.Service).StepMin; own != 0 {
		step = own
	}
	local := start.In(r.walk.zone)
	if local.Second() != 0 || local.Nanosecond() != 0 {
		return booking.OffGrid
	}
	if r.starts(a.Service) != booking.StepStarts {
		return "" // rule 7 says more
	}
	if (local.Hour()*60+local.Minute())%step != 0 && !a.Waive.Covers(booking.OffGrid) {
		return booking.OffGrid
	}
	return ""
}

// rule3: s >= now + minimum notice, and the local date of s is no later than
// today + horizon days.
func (r *Reference) rule3(a engine.Ask, start time.Time) booking.Reason {
	company := r.calendar.Company
	if start.Before(a.Now) && !a.Waive.Covers(booking.InPast) {
		return booking.InPast
	}
	soon := start.Before(a.Now.Add(time.Duration(company.MinNoticeMin) * time.Minute))
	if soon && !a.Waive.Covers(booking.TooSoon) {
		return booking.TooSoon
	}
	year, month, day := a.Now.In(r.walk.zone).Date()
	last := time.Date(year, month, day+company.HorizonDays, 0, 0, 0, 0, time.UTC)
	if number(start.In(r.walk.zone)) > number(last) && !a.Waive.Covers(booking.TooFar) {
		return booking.TooFar
	}
	return ""
}

// rule4: for every kind of resource linked to S at least one active linked
// resource of that kind is free. With rule 6: a requested one is the choice for
// its kind. The resource that came furthest through rule 5 gives the reason.
func (r *Reference) rule4(a engine.Ask, start time.Time) booking.Reason {
	for _, kind := range kinds {
		if len(r.linked(a.Service, kind)) > 0 && len(r.candidates(a, kind)) == 0 {
			if asked := r.resource(a.Resource); asked != nil && asked.Kind == kind {
				return booking.ResourceInactive
			}
			return booking.KindMissing
		}
	}
	length := r.service(a.Service).DurationMin
	if people := r.candidates(a, booking.Staff); len(people) > 0 {
		no, lengths := []booking.Reason{}, []int{}
		for _, id := range people {
			if reason := r.rule5(a, id, start, r.length(a.Service, id)); reason != "" {
				no = append(no, reason)
			} else {
				lengths = append(lengths, r.length(a.Service, id))
			}
		}
		if len(lengths) == 0 {
			return furthest(no)
		}
		// Somebody is free: what else is needed has to be so for as long as one of
		// them needs; if it never is, the shortest of these visits says why.
		slices.Sort(lengths)
		for _, length := range lengths {
			if r.othersFree(a, start, length) == "" {
				return ""
			}
		}
		length = lengths[0]
	}
	return r.othersFree(a, start, length)
}

// othersFree is the first reason why not, of the kinds that are no people.
func (r *Reference) othersFree(a engine.Ask, start time.Time, length int) booking.Reason {
	for _, kind := range []booking.Kind{booking.Room, booking.Equipment} {
		var no []booking.Reason
		for _, id := range r.candidates(a, kind) {
			no = append(no, r.rule5(a, id, start, length))
		}
		if reason := furthest(no); reason != "" {
			return reason
		}
	}
	return ""
}

// furthest is the reason that comes last among the rules; none at all is further than any.
func furthest(no []booking.Reason) booking.Reason {
	order := []booking.Reason{booking.OutsideHours, booking.Excepted, booking.Occupied, booking.Held, booking.LeavesGap, ""}
	if len(no) == 0 {
		return ""
	}
	last := 0
	for _, reason := range no {
		last = max(last, slices.Index(order, reason))
	}
	return order[last]
}

// rule5: whether one resource is free at start for the service, which takes that long.
func (r *Reference) rule5(a engine.Ask, resource booking.ID, start time.Time, length int) booking.Reason {
	s := r.service(a.Service)
	begin := r.walk.index(start)
	end := begin + length
	for _, no := range r.closed(a, resource, begin, end) {
		if !a.Waive.Covers(no) {
			return no
		}
	}
	o := r.occupied(a, resource)
	begin, end = begin-s.BufferBeforeMin, end+s.BufferAfterMin
	if slices.Contains(o.booked[begin:end], true) {
		return booking.Occupied
	}
	if slices.Contains(o.held[begin:end], true) {
		return booking.Held
	}
	if !a.Waive.Covers(booking.OffGrid) && r.leavesGap(a, resource, start, length) {
		return booking.LeavesGap
	}
	return ""
}

// closed is what is in the way of the minutes from begin to end but for bookings and holds.
func (r *Reference) closed(a engine.Ask, resource booking.ID, begin, end int) []booking.Reason {
	var closed []booking.Reason
	if slices.Contains(r.working(resource)[begin:end], false) {
		closed = append(closed, booking.OutsideHours)
	}
	if slices.Contains(r.exceptions(a.Service, resource)[begin:end], true) {
		closed = append(closed, booking.Excepted)
	}
	return closed
}

// over is how much has to be waived for the resource.
func (r *Reference) over(a engine.Ask, resource booking.ID, start time.Time, length int) int {
	begin := r.walk.index(start)
	over := len(r.closed(a, resource, begin, begin+length))
	if r.leavesGap(a, resource, start, length) {
		over++
	}
	return over
}

// working marks the minutes inside the hours of a resource.
func (r *Reference) working(resource booking.ID) []bool {
	if marked, ok := r.hours[resource]; ok {
		return marked
	}
	marked := make([]bool, len(r.walk.minutes))
	for _, date := range r.walk.dates {
		for _, i := range r.hoursOn(r.resource(resource), date) {
			r.walk.mark(marked, date, i.From, i.To)
		}
	}
	r.hours[resource] = marked
	return marked
}

// exceptions marks the minutes of all exceptions that concern the company, the
// service or the resource.
func (r *Reference) exceptions(service, resource booking.ID) []bool {
	key := scope{service, resource}
	if marked, ok := r.blocked[key]; ok {
		return marked
	}
	marked := make([]bool, len(r.walk.minutes))
	for _, e := range r.calendar.Exceptions {
		if e.Service != "" && e.Service != service || e.Resource != "" && e.Resource != resource {
			continue
		}
		for _, date := range r.walk.dates {
			if r.excepts(e, date) && e.WholeDay {
				r.walk.mark(marked, date, 0, booking.DayEnd)
			} else if r.excepts(e, date) {
				r.walk.mark(marked, date, e.From, e.To)
			}
		}
	}
	r.blocked[key] = marked
	return marked
}

func (r *Reference) excepts(e booking.Exception, date int) bool {
	return date >= dateNumber(e.FromDate) &&
		(e.ToDate == nil || date <= dateNumber(*e.ToDate)) &&
		(len(e.Weekdays) == 0 || slices.Contains(e.Weekdays, r.walk.weekday[date]))
}

// occupied marks the minutes of the bookings on a resource, and of the holds,
// but for those of whoever asks.
func (r *Reference) occupied(a engine.Ask, resource booking.ID) occupation {
	key := asked{resource, a.Hold, a.Booking}
	if marked, ok := r.taken[key]; ok {
		return marked
	}
	n := len(r.walk.minutes)
	marked := occupation{make([]bool, n), make([]bool, n)}
	for _, o := range r.calendar.Occupied {
		mine := o.Hold != "" && o.Hold == a.Hold || o.Booking != "" && o.Booking == a.Booking
		if o.Resource != resource || mine {
			continue
		}
		minutes := marked.booked
		if o.Hold != "" {
			minutes = marked.held
		}
		last := r.walk.index(o.Span.To.Add(-time.Nanosecond))
		for i := max(0, r.walk.index(o.Span.From)); i <= last && i < n; i++ {
			minutes[i] = true
		}
	}
	r.taken[key] = marked
	return marked
}
