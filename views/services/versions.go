package services

import (
	"strconv"
	"strings"

	"okno/booking"
	"okno/booking/languages"
	"okno/views"
	"okno/views/translated"
)

// NewServiceText is a service as it stands in its form.
func NewServiceText(locale string, s booking.Service) booking.ServiceText {
	return booking.ServiceText{
		Typed: languages.WithTexts(views.TypedOf(views.In(locale), booking.ServiceAttributes, s), languages.ServiceTexts.Texts(s)), Resources: s.Resources,
		OwnReminders: s.RemindersMin != nil, Reminders: texts(s.RemindersMin), Terms: termsText(views.In(locale), s),
	}
}

// facts are the service's fields in words, for who only reads.
func (d ServiceEditorData) facts(w *views.Words, s booking.Service) []views.Fact {
	facts := views.FactsOf(w, "services", booking.ServiceAttributes, s, d.Company.Currency)
	facts = append(facts, translated.Facts(w, "services", languages.ServiceTexts, s)...)
	if links := w.Links(s.Resources, d.Resources); links.Text != "" {
		facts = append(facts, views.Fact{Name: w.T("services.field.resources"), Value: links.Text})
	}
	if terms := d.termsSaid(w, NewServiceText(w.Locale(), s)); terms != "" {
		facts = append(facts, views.Fact{Name: w.T("services.field.terms"), Value: terms})
	}
	return append(facts, views.Fact{Name: w.T("services.field.reminders"), Value: remindersSaid(w, NewServiceText(w.Locale(), s))})
}

// clashes are what was typed, beside what is stored.
func (d ServiceEditorData) clashes(w *views.Words, e ServiceEditor) *views.Clashes {
	yours, now := d.Typed, NewServiceText(w.Locale(), d.Service)
	c := &views.Clashes{W: w, URL: e.URL() + e.Search, Draft: "service:" + string(e.ID), Into: "#editor"}
	views.AddAttributes(c, "services", booking.ServiceAttributes, yours.Typed, d.Service)
	translated.AddTo(c, "services", languages.ServiceTexts, yours.Typed, d.Service)
	c.Add(w.T("services.field.reminders"), remindersSaid(w, yours), remindersSaid(w, now))
	c.Add(w.T("services.field.resources"), w.Links(yours.Resources, d.Resources).Text, w.Links(now.Resources, d.Resources).Text)
	c.Add(w.T("services.field.terms"), d.termsSaid(w, yours), d.termsSaid(w, now))
	return c
}

// remindersSaid are a service's own reminders in words: «за 24 ч, за 2 ч».
func remindersSaid(w *views.Words, t booking.ServiceText) string {
	if !t.OwnReminders {
		return w.T("services.reminders.company")
	}
	var all []string
	for _, text := range t.Reminders {
		minutes, _ := strconv.Atoi(text)
		all = append(all, w.T("company.reminder", "time", w.Notice(minutes)))
	}
	if len(all) == 0 {
		return w.T("services.reminders.none")
	}
	return strings.Join(all, ", ")
}

func texts(numbers []int) []string {
	var all []string
	for _, n := range numbers {
		all = append(all, strconv.Itoa(n))
	}
	return all
}
