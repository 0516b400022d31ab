package search

import (
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// SearchPage is GET /search for a direct visit.
type SearchPage struct {
	views.Base
	Result Search
}

// SearchData is what a search over all dates has found.
type SearchData struct {
	Company              booking.Company
	Services             []booking.Service
	Resources            []booking.Resource
	Typed                string // as it was typed: Query is what was understood of it
	CanChange, CanBlock  bool
	SeesMoney            bool
	Pages                []views.NavLink // that the member can go to
	Leads                []webform.Lead
	Now                  time.Time
	Query                string
	Asked                bool              // something was looked for
	Coming, Past         []booking.Booking // as they are to be shown
	MoreComing, MorePast bool
	Clients              []booking.Client
	Problem              booking.Sentence // why nothing was looked for
}

// NewSearchPage makes the page. It sets the title.
func NewSearchPage(base views.Base, d SearchData) SearchPage {
	base.Title = base.W().T("search.title")
	return SearchPage{base, NewSearch(base.Locale, d)}
}

func (SearchPage) View() string { return "search-page" }

// Search is the fragment of what was found.
type Search struct {
	W       *views.Words
	Query   string
	Groups  []SearchGroup
	Clients []views.ClientLine
	Typed   string
	Leads   []LeadFound
	Do      []Command
	Text    string // what to say where nothing is shown
	Nothing bool   // it was looked for, and is not there
	Said    string // how much was found, for a screen reader
}

// SearchGroup are the bookings to come, or those of the past.
type SearchGroup struct {
	W     *views.Words
	Title string
	Lines []views.SearchLine
	More  bool
}

// NewSearch makes the fragment in the given language.
func NewSearch(locale string, d SearchData) Search {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	v := Search{W: w, Query: d.Query, Typed: strings.TrimSpace(d.Typed), Text: w.Say(d.Problem), Do: commands(w, d)}
	for _, group := range []struct {
		title    string
		bookings []booking.Booking
		more     bool
	}{{"search.coming", d.Coming, d.MoreComing}, {"search.past", d.Past, d.MorePast}} {
		if len(group.bookings) == 0 {
			continue
		}
		g := SearchGroup{W: w, Title: w.T(group.title), More: group.more}
		for _, b := range group.bookings {
			line := views.SearchLine{VisitLine: views.NewVisitLine(w, b, d.Services, d.Company, d.Now)}
			line.Name = w.Person(b)
			line.Who = people(b, d.Resources)
			if b.Contact.Phone != "" {
				line.Phone = w.Phone(b.Contact.Phone)
			}
			g.Lines = append(g.Lines, line)
		}
		v.Groups = append(v.Groups, g)
	}
	for _, c := range d.Clients {
		v.Clients = append(v.Clients, w.ClientLine(c, booking.Figures{}, d.Company.Zone))
	}
	for _, l := range d.Leads {
		v.Leads = append(v.Leads, LeadFound{
			URL: "/leads/" + string(l.ID), Name: w.Person(booking.Booking{Contact: l.Contact}), Form: l.FormName, Status: w.T("leads.status." + string(l.Status)),
			When: w.When(l.CreatedAt.In(d.Company.Zone), d.Now.In(d.Company.Zone)),
		})
	}
	if len(v.Do) > 0 && d.Query == "" && d.Typed != "" { // it is what was meant, and too short for a name
		v.Text = ""
	}
	if d.Asked {
		v.Said = w.T("search.found", "count", len(d.Coming)+len(d.Past))
		if len(v.Groups)+len(v.Clients)+len(v.Leads)+len(v.Do) == 0 {
			v.Nothing, v.Text = true, w.T("search.nothing", "query", d.Query)
		}
	} else if v.Text == "" {
		v.Text = w.T("search.hint")
	}
	return v
}

func (Search) View() string { return "search" }

// LeadFound is a lead that was found.
type LeadFound struct{ URL, Name, Form, Status, When string }

// people are the names of those of the booking's resources that are people.
func people(b booking.Booking, resources []booking.Resource) string {
	var names []string
	for _, r := range resources {
		if r.Kind == booking.Staff && slices.Contains(b.Resources, r.ID) {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, ", ")
}
