// Package flaw says what cannot work in a company's setup, in plain words: the findings of booking/engine.
package flaw

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
)

// Of is what the words of a finding name.
type Of struct {
	Services   []booking.Service
	Resources  []booking.Resource
	Exceptions []booking.Exception
	Today      booking.Date
}

// Text says in one plain sentence or two what cannot work and why, without
// whose flaw it is.
func Text(w *views.Words, f engine.Finding, of Of) string {
	key := "check.flaw." + string(f.What)
	switch f.What {
	case engine.ServiceKindOff:
		return w.T(key + "." + string(f.Kind))
	case engine.ServiceTooLong:
		if f.LongestMin == 0 {
			return w.T("check.flaw.service_no_hours." + string(f.Kind))
		}
		return w.T(key+"."+string(f.Kind), "longest", w.Minutes(f.LongestMin))
	case engine.ServiceNeverMeets:
		service, _ := of.Service(f.Service)
		return w.T(key, "hours", of.hours(w, service))
	case engine.ServiceOffGrid:
		return w.T(key, "step", w.Minutes(f.StepMin))
	case engine.IntervalInGap:
		return w.T(key, "date", f.Date, "from", f.Interval.From, "to", f.Interval.To)
	case engine.ServiceExcepted:
		var all []string
		for _, e := range of.Named(f) {
			who, _ := w.ExceptionWho(e, of.Services, of.Resources)
			all = append(all, who+": "+w.ExceptionText(e, of.Today))
		}
		said := w.T(key, "date", w.DayOf(f.Date, of.Today), "exceptions", strings.Join(all, "; "))
		if f.Others > 0 {
			said += " " + w.T("check.flaw.excepted_others", "count", f.Others)
		}
		return said
	case engine.ServiceNotice, engine.ServiceNoDay:
		return w.T(key, "date", w.DayOf(f.Date, of.Today))
	}
	return w.T(key)
}

// Service is the company's service, false for one that it does not have.
func (of Of) Service(id booking.ID) (booking.Service, bool) {
	for _, s := range of.Services {
		if s.ID == id {
			return s, true
		}
	}
	return booking.Service{}, false
}

// Resource is the company's resource, the zero Resource for one that it does not have.
func (of Of) Resource(id booking.ID) booking.Resource {
	for _, r := range of.Resources {
		if r.ID == id {
			return r
		}
	}
	return booking.Resource{}
}

// Linked are the active resources of the service, kind by kind.
func (of Of) Linked(s booking.Service) []booking.Resource {
	var all []booking.Resource
	for _, kind := range booking.Kinds {
		for _, r := range of.Resources {
			if r.Kind == kind && r.Active && slices.Contains(s.Resources, r.ID) {
				all = append(all, r)
			}
		}
	}
	return all
}

// maxHoursNamed is how many resources are named with their hours.
const maxHoursNamed = 6

// hours are those of the service's resources: «Анна: пн–ср 10–14; Зал: сб 9–18».
func (of Of) hours(w *views.Words, s booking.Service) string {
	var all []string
	linked := of.Linked(s)
	for _, r := range linked[:min(len(linked), maxHoursNamed)] {
		all = append(all, r.Name+": "+w.Week(slices.Clone(r.Weekly)))
	}
	if more := len(linked) - maxHoursNamed; more > 0 {
		all = append(all, w.T("check.flaw.more_resources", "count", more))
	}
	return strings.Join(all, "; ")
}

// Named are the exceptions that a finding names.
func (of Of) Named(f engine.Finding) []booking.Exception {
	var all []booking.Exception
	for _, id := range f.Exceptions {
		for _, e := range of.Exceptions {
			if id != "" && e.ID == id {
				all = append(all, e)
			}
		}
	}
	return all
}
