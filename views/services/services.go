package services

import (
	"net/url"
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/languages"
	"okno/booking/pricelist"
	"okno/booking/serviceorder"
	"okno/booking/webform"
	"okno/views"
	"okno/views/flaw"
)

// Services is the page GET /services and, with the form of one service beside
// the list, GET /services/new and GET /services/:id.
type Services struct {
	views.Base
	List   ServiceList
	Editor ServiceEditor // the zero one while none is open
}

// ServicesData is what the list is made of.
type ServicesData struct {
	Company    booking.Company
	Services   []booking.Service // all of the company, in the panel's order
	Resources  []booking.Resource
	Findings   []engine.Finding // of the company's check
	Exceptions []booking.Exception
	Today      booking.Date
	Forms      []webform.Form // whose pages can begin with one of them
	BaseURL    string         // what such an address begins with, without a slash at its end
	Filter     ServiceFilter
	CanChange  bool
	Problem    booking.Sentence // what the last act was refused for
	Moved      booking.ID       // that has just been moved, "" for none: its new place is said
}

// ServiceFilter is which services the list shows.
type ServiceFilter struct {
	Query    string // every word of it is in one of the service's texts
	Archived bool   // those in the archive instead of those in use
}

// NewServices makes the page. It sets the title.
func NewServices(base views.Base, d ServicesData, editor ServiceEditor) Services {
	base.Section, base.Title = "services", base.W().T("services.title")
	if editor.Open() {
		base.Title = editor.Heading
	}
	return Services{base, NewServiceList(base.Locale, d), editor}
}

func (Services) View() string { return "services" }

// ServiceList is the fragment #services-list.
type ServiceList struct {
	W         *views.Words
	Filter    ServiceFilter
	Groups    []ServiceGroup
	Shown     int
	InUse     int // services that are not archived
	Archived  int
	Problem   string // what the last act was refused for
	Said      string // what a screen reader hears of the list's change
	Closed    string // what keeps the whole company from being booked
	CanChange bool
}

// ServiceGroup is a category; its name is "" for services without one.
type ServiceGroup struct {
	W        *views.Words
	Name     string
	Named    bool // a heading is shown
	Number   int
	Rows     []ServiceRow
	Moves    bool // there are others to be moved among
	Up, Down views.Move
}

// ServiceRow is a service in the list.
type ServiceRow struct {
	W         *views.Words
	ID        booking.ID
	Name      string
	URL       string
	Hue       views.Hue
	Facts     string // length, price
	Links     views.Links
	Why       []string // why it can never be booked
	Active    bool
	Archived  bool
	CanChange bool
	Moves     bool
	Up, Down  views.Move
}

// Off says that the service is in use and switched off.
func (r ServiceRow) Off() bool { return !r.Active && !r.Archived }

// NewServiceList makes the fragment in the given language.
func NewServiceList(locale string, d ServicesData) ServiceList {
	w := views.In(locale)
	l := ServiceList{W: w, Filter: d.Filter, CanChange: d.CanChange, Problem: w.Say(d.Problem)}
	colors := views.ServicePalette(d.Services)
	var shown []booking.Service
	for _, s := range serviceorder.Grouped(d.Services) {
		if s.Archived {
			l.Archived++
		} else {
			l.InUse++
		}
		if s.Archived == d.Filter.Archived && d.Filter.matches(s) {
			shown = append(shown, s)
		}
	}
	l.Shown = len(shown)
	for i, group := range serviceorder.GroupsOf(shown) {
		rows := make([]ServiceRow, len(group.Services))
		for k, s := range group.Services {
			rows[k] = d.row(w, s)
			rows[k].Hue = colors.Of(s.ID)
		}
		l.Groups = append(l.Groups, ServiceGroup{W: w, Name: group.Name, Number: i, Rows: rows})
	}
	l.place(d.CanChange && d.Filter == ServiceFilter{})
	if d.Filter.Query != "" {
		l.Said = l.Count()
	}
	for _, g := range l.Groups {
		for i, row := range g.Rows {
			if row.ID == d.Moved {
				l.Said = w.T("services.moved", "name", row.Name, "place", i+1, "of", len(g.Rows))
			}
		}
	}
	for _, f := range d.Findings {
		if f.What == engine.NoticeTooLong {
			l.Closed = flaw.Text(w, f, d.flawOf())
		}
	}
	return l
}

func (ServiceList) View() string { return "service-list-fragment" }

// Count is how many services are shown, in words.
func (l ServiceList) Count() string {
	if l.Filter.Query != "" {
		return l.W.T("services.found", "count", l.Shown)
	}
	return l.W.T("services.count", "count", l.Shown)
}

func (d ServicesData) flawOf() flaw.Of {
	return flaw.Of{Services: d.Services, Resources: d.Resources, Exceptions: d.Exceptions, Today: d.Today}
}

func (d ServicesData) row(w *views.Words, s booking.Service) ServiceRow {
	row := ServiceRow{
		W: w, CanChange: d.CanChange,
		ID: s.ID, Name: s.Name, URL: "/services/" + string(s.ID) + d.Filter.Search(),
		Links: w.Links(s.Resources, d.Resources), Active: s.Active, Archived: s.Archived,
		Facts: w.Offer(pricelist.Of(&s, d.Resources), d.Company.Currency),
	}
	for _, f := range engine.FindingsOf(d.Findings, s.ID) {
		row.Why = append(row.Why, flaw.Text(w, f, d.flawOf()))
	}
	return row
}

// Search is the filter as the query of an address.
func (f ServiceFilter) Search() string {
	v := url.Values{}
	if f.Query != "" {
		v.Set("q", f.Query)
	}
	if f.Archived {
		v.Set("archived", "1")
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

func (f ServiceFilter) matches(s booking.Service) bool {
	fold := strings.NewReplacer("ё", "е")
	text := ""
	for _, a := range slices.Concat(booking.ServiceAttributes, languages.ServiceTexts) {
		if a.Kind == booking.LineAttribute || a.Kind == booking.TextAttribute {
			text += fold.Replace(strings.ToLower(a.Text(s))) + "\n"
		}
	}
	for _, word := range strings.Fields(fold.Replace(strings.ToLower(f.Query))) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
