package bookingtest

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Reference answers questions about the dates it was made for. It remembers
// what it walked through, so ask one Reference about all services of a company.
type Reference struct {
	calendar *engine.Calendar
	from, to booking.Date
	walk     *walk
	links    map[link][]*booking.Resource
	hours    map[booking.ID][]bool
	blocked  map[scope][]bool
	taken    map[asked]occupation
	days     map[daysKey]*day
}

// What is remembered is remembered by what it depends on.
type (
	link struct {
		service booking.ID
		kind    booking.Kind
	}
	scope      struct{ service, resource booking.ID }
	asked      struct{ resource, hold, booking booking.ID }
	occupation struct{ booked, held []bool }
)

// New makes a Reference for starts on the dates from from to to. The calendar
// must not change while it is used.
func New(c *engine.Calendar, from, to booking.Date) *Reference {
	around := margin
	if tidy := func(s booking.Service) bool { return s.Starts != "" }; c.Company.Starts != "" || slices.ContainsFunc(c.Services, tidy) {
		around = tidyMargin
	}
	return &Reference{
		calendar: c, from: from, to: to,
		walk:    newWalk(from, to, c.Company.Zone, around),
		links:   map[link][]*booking.Resource{},
		hours:   map[booking.ID][]bool{},
		blocked: map[scope][]bool{},
		taken:   map[asked]occupation{},
		days:    map[daysKey]*day{},
	}
}

// Instant is what a reading of the wall clock on one of the dates means.
func (r *Reference) Instant(d booking.Date, c booking.Clock) time.Time {
	return r.walk.at(r.walk.instant(dateNumber(d), int(c)))
}

// Days are the free starts of each date.
func (r *Reference) Days(a engine.Ask) []engine.Day {
	var days []engine.Day
	for _, date := range r.walk.dates {
		if date < dateNumber(r.from) || date > dateNumber(r.to) {
			continue
		}
		d := booking.Date{Year: date / 10000, Month: time.Month(date / 100 % 100), Day: date % 100}
		day := engine.Day{Date: d}
		for i, m := range r.walk.minutes {
			if m.date != date || r.Reason(a, r.walk.at(i)) != "" {
				continue
			}
			length := r.service(a.Service).DurationMin
			if person := r.person(a, r.walk.at(i)); person != "" {
				length = r.length(a.Service, person)
			}
			day.Slots = append(day.Slots, booking.Slot{Start: r.walk.at(i), End: r.walk.at(i + length)})
		}
		days = append(days, day)
	}
	return days
}

// Starts are the beginnings of all minutes of the dates, in order of time.
func (r *Reference) Starts() []time.Time {
	var starts []time.Time
	for i, m := range r.walk.minutes {
		if m.date >= dateNumber(r.from) && m.date <= dateNumber(r.to) {
			starts = append(starts, r.walk.at(i))
		}
	}
	return starts
}

// Choice is which resources a booking at a free start takes: of each kind the
// requested one, else the one for whom least has to be waived, among those the
// one with the fewest occupied minutes on that date, ties by the panel's order. Who
// the person is decides how long the others have to be free.
func (r *Reference) Choice(a engine.Ask, start time.Time) []booking.ID {
	person := r.person(a, start)
	length := r.service(a.Service).DurationMin
	var chosen []booking.ID
	if person != "" {
		length = r.length(a.Service, person)
		chosen = append(chosen, person)
	}
	for _, kind := range []booking.Kind{booking.Room, booking.Equipment} {
		if best, _ := r.best(a, kind, start, length); best != "" {
			chosen = append(chosen, best)
		}
	}
	return chosen
}

// person is who would do the service at a start: of those who can, with
// whatever else is needed for as long as they need, the one for whom least has to
// be waived in all, then the least busy one. "" where it is done by nobody.
func (r *Reference) person(a engine.Ask, start time.Time) booking.ID {
	best, least, waived := booking.ID(""), 0, 0
	for _, id := range r.candidates(a, booking.Staff) {
		length := r.length(a.Service, id)
		if r.rule5(a, id, start, length) != "" {
			continue
		}
		over, possible := r.over(a, id, start, length), true
		for _, kind := range []booking.Kind{booking.Room, booking.Equipment} {
			other, more := r.best(a, kind, start, length)
			possible = possible && (other != "" || len(r.linked(a.Service, kind)) == 0)
			over += more
		}
		busy := r.busy(a, id, start)
		if possible && (best == "" || over < waived || over == waived && busy < least) {
			best, least, waived = id, busy, over
		}
	}
	return best
}

// best is the one of a kind that a visit of that length takes, and how much has to be waived for it.
func (r *Reference) best(a engine.Ask, kind booking.Kind, start time.Time, length int) (best booking.ID, waived int) {
	least := 0
	for _, id := range r.candidates(a, kind) {
		busy, over := r.busy(a, id, start), r.over(a, id, start, length)
		if r.rule5(a, id, start, length) == "" && (best == "" || over < waived || over == waived && busy < least) {
			best, least, waived = id, busy, over
		}
	}
	return best, waived
}

// length is how many minutes a service takes with a resource: its own, if it has its own.
func (r *Reference) length(service, resource booking.ID) int {
	for _, t := range r.service(service).Terms {
		if t.Resource == resource && t.DurationMin != 0 {
			return t.DurationMin
		}
	}
	return r.service(service).DurationMin
}

// busy counts the occupied minutes of a resource on the whole local date of start.
func (r *Reference) busy(a engine.Ask, resource booking.ID, start time.Time) int {
	date := number(start.In(r.walk.zone))
	o := r.occupied(a, resource)
	n := 0
	end := r.walk.instant(r.walk.next[date], 0)
	for i := r.walk.instant(date, 0); i < end; i++ {
		if o.booked[i] || o.held[i] {
			n++
		}
	}
	return n
}

func (r *Reference) service(id booking.ID) *booking.Service {
	for i := range r.calendar.Services {
		if r.calendar.Services[i].ID == id {
			return &r.calendar.Services[i]
		}
	}
	return nil
}

func (r *Reference) resource(id booking.ID) *booking.Resource {
	for i := range r.calendar.Resources {
		if id != "" && r.calendar.Resources[i].ID == id {
			return &r.calendar.Resources[i]
		}
	}
	return nil
}

// linked are the resources of a kind that a service is linked to, switched off
// or not, in the panel's order.
func (r *Reference) linked(service booking.ID, kind booking.Kind) []*booking.Resource {
	if found, ok := r.links[link{service, kind}]; ok {
		return found
	}
	var found []*booking.Resource
	for i, x := range r.calendar.Resources {
		if x.Kind == kind && slices.Contains(r.service(service).Resources, x.ID) {
			found = append(found, &r.calendar.Resources[i])
		}
	}
	r.links[link{service, kind}] = found
	return found
}

// candidates are the active linked resources of a kind, or only the requested
// one if it is of that kind.
func (r *Reference) candidates(a engine.Ask, kind booking.Kind) []booking.ID {
	var found []booking.ID
	asked := r.resource(a.Resource)
	for _, x := range r.linked(a.Service, kind) {
		if asked != nil && asked.Kind == kind && asked.ID != x.ID {
			continue
		}
		if x.Active {
			found = append(found, x.ID)
		}
	}
	return found
}
