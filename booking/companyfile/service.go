package companyfile

import (
	"cmp"
	"fmt"
	"slices"

	"okno/booking"
	"okno/booking/languages"
)

var serviceShape = shapeOf("a service", []string{"ref"}, booking.ServiceAttributes, "active", "resources", "reminders_min", "terms", "translations")

var termsShape = &shape{"terms", 1, []string{"resource", "price", "duration_min"}}

func (r *reader) services() {
	r.file.Services = []Service{}
	r.list(booking.MaxServices, func(i int) {
		r.file.Services = append(r.file.Services, r.service(i))
	})
}

func (r *reader) service(i int) Service {
	it := Service{Service: booking.Service{Active: true}}
	var at []int
	r.object(serviceShape, func(field string) {
		switch field {
		case "ref":
			it.Ref = r.newRef("services", i)
		case "active":
			it.Active = r.flag()
		case "reminders_min":
			it.RemindersMin = r.reminders()
		case "translations":
			translations(r, languages.ServiceTexts, &it.Service)
		case "resources":
			it.Resources = r.refsTo("resources")
		case "terms":
			it.Terms, at = r.terms()
		default:
			attribute(r, booking.ServiceAttributes, field, &it.Service)
		}
	})
	if it.Terms != nil {
		r.checkTerms(it, at)
		slices.SortStableFunc(it.Terms, func(a, b booking.Terms) int {
			return cmp.Compare(slices.Index(it.Resources, string(a.Resource)), slices.Index(it.Resources, string(b.Resource)))
		})
	}
	return it
}

// terms are what a service takes and costs with people of its own terms, and where
// each of them stands, 0 where something is wrong with it already.
func (r *reader) terms() (all []booking.Terms, at []int) {
	all = []booking.Terms{}
	r.list(booking.MaxResources, func(int) {
		here, before := r.next(), len(r.errors)
		var t booking.Terms
		r.object(termsShape, func(field string) {
			switch field {
			case "resource":
				t.Resource = booking.ID(r.refTo("resources"))
			case "price":
				t.Price = r.price()
			case "duration_min":
				t.DurationMin = r.number(booking.MinDurationMin, booking.MaxDurationMin)
			}
		})
		if len(r.errors) > before {
			here = 0
		}
		all, at = append(all, t), append(at, here)
	})
	return all, at
}

// checkTerms holds them against the service's resources, which may stand behind them in the file.
func (r *reader) checkTerms(s Service, at []int) {
	r.enter("terms")
	defer r.leave()
	first := map[booking.ID]int{}
	for i, t := range s.Terms {
		if r.stopped || at[i] == 0 {
			continue // it has been said already
		}
		r.enterAt(i)
		before, twice := first[t.Resource]
		switch {
		case !slices.Contains(s.Resources, string(t.Resource)):
			r.missing(at[i], "resource", fmt.Sprintf("%q is not among the resources of the service", short(string(t.Resource))))
		case r.file.Resources[r.refs["resources"][string(t.Resource)]].Kind != booking.Staff:
			r.missing(at[i], "resource", fmt.Sprintf("%q is not staff; only people have terms of their own", short(string(t.Resource))))
		case twice:
			r.missing(at[i], "resource", fmt.Sprintf("%q has its terms in terms[%d] already", short(string(t.Resource)), before))
		case t.DurationMin == 0 && t.Price == "":
			r.problemAt(at[i], "says neither a price nor a duration_min")
		}
		first[t.Resource] = i
		r.leave()
	}
}
