package companyfile

import (
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"okno/booking"
	"okno/booking/languages"
)

// wireResource and wireService are a resource and a service as the file has them.
type (
	wireResource Resource
	wireService  Service
)

// MarshalJSONTo implements [json.MarshalerTo].
func (r wireResource) MarshalJSONTo(to *jsontext.Encoder) error {
	members := append([]member{{"ref", r.Ref}}, attributeMembers(booking.ResourceAttributes, booking.Resource(r))...)
	members = append(members, member{"active", r.Active})
	members = append(members, translationMembers(languages.ResourceTexts, booking.Resource(r))...)
	if r.Weekly != nil {
		members = append(members, member{"weekly", each(r.Weekly, func(w booking.WeeklyInterval) wireWeekly {
			return wireWeekly{w.Weekday, w.From.String(), w.To.String()}
		})})
	}
	if r.Schedules != nil { // in the order in which they are read, whatever the one that they come in
		schedules := slices.Clone(r.Schedules)
		booking.SortSchedules(schedules)
		members = append(members, member{"schedules", each(schedules, wireScheduleOf)})
	}
	if r.Days != nil {
		days := slices.Clone(r.Days)
		booking.SortDays(days)
		members = append(members, member{"days", each(days, wireDayOf)})
	}
	return object(to, members)
}

func wireScheduleOf(s booking.Schedule) wireSchedule {
	w := wireSchedule{From: s.From.String(), CycleDays: s.CycleDays, Anchor: s.Anchor.String(), Hours: []wireCycleHours{}}
	if s.To != nil {
		w.To = orNull(s.To.String())
	}
	for _, h := range s.Hours {
		w.Hours = append(w.Hours, wireCycleHours{h.Day, h.From.String(), h.To.String()})
	}
	return w
}

func wireDayOf(d booking.OwnDay) wireDay {
	w := wireDay{Date: d.Date.String(), Hours: []wireHours{}}
	for _, h := range d.Hours {
		w.Hours = append(w.Hours, wireHours{h.From.String(), h.To.String()})
	}
	return w
}

// MarshalJSONTo implements [json.MarshalerTo].
func (s wireService) MarshalJSONTo(to *jsontext.Encoder) error {
	members := append([]member{{"ref", s.Ref}}, attributeMembers(booking.ServiceAttributes, s.Service)...)
	members = append(members, member{"active", s.Active})
	members = append(members, translationMembers(languages.ServiceTexts, s.Service)...)
	if s.RemindersMin != nil {
		members = append(members, member{"reminders_min", s.RemindersMin})
	}
	if s.Resources != nil {
		members = append(members, member{"resources", s.Resources})
	}
	if s.Terms != nil {
		members = append(members, member{"terms", each(s.Terms, wireTermsOf)})
	}
	return object(to, members)
}

func wireTermsOf(t booking.Terms) wireTerms {
	w := wireTerms{Resource: string(t.Resource)}
	if t.DurationMin > 0 {
		w.DurationMin = &t.DurationMin
	}
	if t.Price != "" {
		w.Price = &t.Price
	}
	return w
}

// member is one of an object's, in its order.
type member struct {
	name  string
	value any
}

// attributeMembers are plain attributes by their stored names: an optional line or choice is left out
// while it is empty, and a step, price or colour that is none is null.
func attributeMembers[T any](attributes booking.Attributes[T], of T) []member {
	var members []member
	for _, a := range attributes {
		m := member{a.Stored(), a.Value(&of)}
		if a.Text(of) == "" && !a.Required {
			switch a.Kind {
			case booking.LineAttribute, booking.ChoiceAttribute:
				continue
			case booking.StepAttribute, booking.PriceAttribute, booking.ColorAttribute:
				m.value = nil
			}
		}
		members = append(members, m)
	}
	return members
}

func object(to *jsontext.Encoder, members []member) error {
	if err := to.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, m := range members {
		if err := to.WriteToken(jsontext.String(m.name)); err != nil {
			return err
		}
		if err := json.MarshalEncode(to, m.value); err != nil {
			return err
		}
	}
	return to.WriteToken(jsontext.EndObject)
}
