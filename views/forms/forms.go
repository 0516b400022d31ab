package forms

import (
	"strings"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// Forms is the page GET /forms.
type Forms struct {
	views.Base
	List  FormList
	Typed string // the name of a new form that was refused
	Error string
}

// FormsData is what the list is made of.
type FormsData struct {
	Company   booking.Company
	Forms     []webform.Form
	Services  []booking.Service
	Funnels   map[booking.ID]Funnel
	Product   map[string]WidgetWords // what a widget says where its form says nothing, by language
	Days      int                    // that the funnels cover
	Zone      *time.Location
	Archived  bool
	CanChange bool
	BaseURL   string
	Typed     string
	Problem   *booking.Error // of the name of a new form
}

// NewForms makes the page. It sets the title.
func NewForms(base views.Base, d FormsData) Forms {
	base.Section, base.Title = "forms", base.W().T("forms.title")
	page := Forms{Base: base, List: NewFormList(base.Locale, d), Typed: d.Typed}
	if d.Problem != nil {
		page.Error = base.W().Say(d.Problem.Sentence)
		if name, ok := d.Problem.Fields["name"]; ok {
			page.Error = base.W().Say(name)
		}
	}
	return page
}

func (Forms) View() string { return "forms" }

// FormList is the fragment #forms-list.
type FormList struct {
	W         *views.Words
	Rows      []FormRow
	Archived  bool // the archive is shown
	Put       int  // how many are in the archive
	CanChange bool
}

// FormRow is a form in the list.
type FormRow struct {
	W         *views.Words
	ID        booking.ID
	Name, URL string
	Facts     []string
	Funnel    FunnelView
	Active    bool
	Archived  bool
	CanChange bool
}

// NewFormList makes the fragment in the given language.
func NewFormList(locale string, d FormsData) FormList {
	w := views.In(locale)
	l := FormList{W: w, Archived: d.Archived, CanChange: d.CanChange}
	for _, f := range d.Forms {
		if f.Archived {
			l.Put++
		}
		if f.Archived != d.Archived {
			continue
		}
		l.Rows = append(l.Rows, FormRow{
			W: w, ID: f.ID, Name: f.Name, URL: "/forms/" + string(f.ID), Active: f.Active, Archived: f.Archived, CanChange: d.CanChange,
			Facts: d.facts(w, f), Funnel: NewFunnel(w, d.Funnels[f.ID], d.Days),
		})
	}
	return l
}

func (FormList) View() string { return "form-list" }

func (d FormsData) facts(w *views.Words, f webform.Form) []string {
	s := f.Settings
	facts := []string{w.T("forms.mode." + string(s.Widget.Whole().Mode)), w.T("forms.fields_count", "count", len(s.AllFields()))}
	if n := len(s.Services); n > 0 {
		facts = append(facts, w.T("forms.services_count", "count", n))
	}
	if sites := s.AllowedSites(); len(sites) > 0 {
		facts = append(facts, strings.Join(sites, ", "))
	}
	return facts
}

// WidgetWords are the product's own texts of a widget's button and tabs.
type WidgetWords struct{ Button, Booking, Form string }

// Funnel is what became of a form's visitors.
type Funnel struct{ Shown, Opened, Searched, Leads, Bookings, Visits, Suspects int64 }

// FunnelView is a funnel in words and bars.
type FunnelView struct {
	W        *views.Words
	Title    string
	Steps    []FunnelStep
	Suspects string // what was put aside as a program's, "" for nothing
	Most     int64  // what the bars are measured by
}

// FunnelStep is one of its steps.
type FunnelStep struct {
	Label string
	N     int64
	Share string // of the first step, "" where it says nothing
}

// NewFunnel puts it into words.
func NewFunnel(w *views.Words, f Funnel, days int) FunnelView {
	v := FunnelView{W: w, Title: w.T("forms.funnel", "count", days), Most: 1}
	steps := []struct {
		name string
		n    int64
	}{{"shown", f.Shown}, {"opened", f.Opened}, {"searched", f.Searched}, {"leads", f.Leads}, {"bookings", f.Bookings}, {"visits", f.Visits}}
	if f.Suspects > 0 {
		v.Suspects = w.T("forms.suspects", "n", f.Suspects)
	}
	for i, step := range steps {
		v.Most = max(v.Most, step.n)
		s := FunnelStep{Label: w.T("forms.step." + step.name), N: step.n}
		if i > 0 && f.Shown > 0 && step.n <= f.Shown {
			s.Share = w.T("forms.percent", "n", (step.n*100+f.Shown/2)/f.Shown)
		}
		v.Steps = append(v.Steps, s)
	}
	return v
}

// Empty says that nothing has been counted yet.
func (v FunnelView) Empty() bool {
	for _, step := range v.Steps {
		if step.N > 0 {
			return false
		}
	}
	return true
}
