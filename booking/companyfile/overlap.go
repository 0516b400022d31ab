package companyfile

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"okno/booking"
)

// overlaps finds bookings that occupy a resource at the same time, buffers
// included. The one that stands later in the file is the one that is wrong.
func (r *reader) overlaps() {
	type taken struct {
		booking.Span
		i int
	}
	by := map[string][]taken{}
	for i, b := range r.file.Bookings {
		if !b.Status.Occupies() {
			continue
		}
		for _, ref := range b.Resources {
			by[ref] = append(by[ref], taken{b.Occupied(), i})
		}
	}
	said := map[int]bool{} // one sentence for a booking, not one for each of its resources
	for _, resource := range r.file.Resources {
		list := by[resource.Ref]
		slices.SortFunc(list, func(a, b taken) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.i, b.i)) })
		var last taken // the one that ends last of those that began
		for k, t := range list {
			if k > 0 && t.Overlaps(last.Span) && !r.stopped {
				earlier, later := min(t.i, last.i), max(t.i, last.i)
				if !said[later] {
					said[later] = true
					r.overlap(later, earlier, resource.Ref)
				}
			}
			if k == 0 || t.To.After(last.To) {
				last = t
			}
		}
	}
}

func (r *reader) overlap(later, earlier int, resource string) {
	other := r.file.Bookings[earlier]
	p := r.file.Taken(later, resource, fmt.Sprintf("bookings[%d] (line %d)", earlier, other.Line), other.Occupied())
	r.problems(p.Line, p.Path, p.Text)
}

// Taken is the problem of a booking whose resource the other one has already.
func (f *File) Taken(i int, resource, other string, has booking.Span) Problem {
	b, zone := f.Bookings[i], f.Company.Zone
	return Problem{Path: fmt.Sprintf("bookings[%d].start", i), Line: b.Line,
		Text: fmt.Sprintf("occupies %q from %s; %s has it from %s", short(resource), stretch(b.Occupied(), zone), other, stretch(has, zone))}
}

// stretch is a span on the company's wall clock.
func stretch(s booking.Span, zone *time.Location) string {
	from, to := s.From.In(zone), s.To.In(zone)
	end := "15:04"
	if booking.DateOf(from, zone) != booking.DateOf(to, zone) {
		end = "2006-01-02 15:04"
	}
	return from.Format("2006-01-02 15:04") + " to " + to.Format(end)
}
