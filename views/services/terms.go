package services

import (
	"slices"
	"strconv"
	"strings"

	"okno/booking"
	"okno/views"
)

// LinkChoice is a resource to choose, with the fields of its terms: none for what is no person.
type LinkChoice struct {
	views.ResourceChoice
	Terms []TermField
}

// TermField is what the service costs, or how long it takes, with one person. What the
// service says itself stands in it as long as it is empty.
type TermField struct {
	views.TextField
	Usual string
}

// termsText are the terms of a service as they stand in its form: of each linked
// resource both fields, so that what two people type is told apart.
func termsText(w *views.Words, s booking.Service) booking.Typed {
	typed := booking.Typed{}
	for _, id := range s.Resources {
		typed[booking.TermField("price", id)], typed[booking.TermField("duration", id)] = "", ""
	}
	for _, t := range s.Terms {
		typed[booking.TermField("price", t.Resource)] = w.Amount(t.Price)
		if t.DurationMin > 0 {
			typed[booking.TermField("duration", t.Resource)] = strconv.Itoa(t.DurationMin)
		}
	}
	return typed
}

// termFields are those of a person.
func (e *ServiceEditor) termFields(d ServiceEditorData, r booking.Resource, wrong map[string]string) []TermField {
	var all []TermField
	for _, name := range []string{"duration", "price"} {
		usual := e.Fields[name]
		f := TermField{usual, usual.Value}
		f.Name = booking.TermField(name, r.ID)
		f.Value, f.Error = d.Typed.Terms[f.Name], wrong[f.Name]
		f.Label = e.W.T("services.terms."+name, "name", r.Name)
		all = append(all, f)
	}
	return all
}

// termed says whether the form asks for terms: where one alone does everything, the service says it all.
func (d ServiceEditorData) termed() bool {
	people := 0
	for _, r := range d.Resources {
		if r.Kind == booking.Staff && !r.Archived {
			people++
		}
	}
	return people > 1 || len(d.Service.Terms) > 0
}

// termsSaid are the terms that were typed with those who are linked: «Анна: 45 мин, 3 000 ₽; Борис: 1 200 ₽».
func (d ServiceEditorData) termsSaid(w *views.Words, t booking.ServiceText) string {
	var all []string
	for _, r := range d.Resources {
		if r.Kind != booking.Staff || !slices.Contains(t.Resources, r.ID) {
			continue
		}
		var own []string
		if text := strings.TrimSpace(t.Terms[booking.TermField("duration", r.ID)]); text != "" {
			if minutes, err := strconv.Atoi(text); err == nil {
				text = w.Minutes(minutes)
			}
			own = append(own, text)
		}
		if text := strings.TrimSpace(t.Terms[booking.TermField("price", r.ID)]); text != "" {
			if price, ok := booking.ParsePrice(text); ok {
				text = w.Money(price, d.Company.Currency)
			}
			own = append(own, text)
		}
		if len(own) > 0 {
			all = append(all, r.Name+": "+strings.Join(own, ", "))
		}
	}
	return strings.Join(all, "; ")
}
