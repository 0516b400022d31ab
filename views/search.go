package views

import (
	"time"

	"okno/booking"
)

// SearchPage is GET /search for a direct visit.
type SearchPage struct {
	Base
	Result Search
}

// SearchData is what a search over all dates has found.
type SearchData struct {
	Company              booking.Company
	Services             []booking.Service
	Now                  time.Time
	Query                string
	Asked                bool              // something was looked for
	Coming, Past         []booking.Booking // as they are to be shown
	MoreComing, MorePast bool
	Clients              []booking.Client
	Problem              booking.Sentence // why nothing was looked for
}

// NewSearchPage makes the page. It sets the title.
func NewSearchPage(base Base, d SearchData) SearchPage {
	base.Title = base.W().T("search.title")
	return SearchPage{base, NewSearch(base.Locale, d)}
}

func (SearchPage) view() string { return "search-page" }

// Search is the fragment of what was found.
type Search struct {
	W       *Words
	Query   string
	Groups  []SearchGroup
	Clients []ClientLine
	Text    string // what to say where nothing is shown
	Nothing bool   // it was looked for, and is not there
	Said    string // how much was found, for a screen reader
}

// SearchGroup are the bookings to come, or those of the past.
type SearchGroup struct {
	W     *Words
	Title string
	Lines []SearchLine
	More  bool
}

// SearchLine is a booking that was found.
type SearchLine struct {
	VisitLine
	Phone string
}

// NewSearch makes the fragment in the given language.
func NewSearch(locale string, d SearchData) Search {
	w := In(locale).At(d.Company.Zone, d.Now)
	v := Search{W: w, Query: d.Query, Text: w.Say(d.Problem)}
	lines := Client{W: w}
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
			line := SearchLine{VisitLine: lines.visit(b, d.Services, d.Company, d.Now)}
			line.Name = (&builder{w: w}).person(b)
			if b.Contact.Phone != "" {
				line.Phone = w.Phone(b.Contact.Phone)
			}
			g.Lines = append(g.Lines, line)
		}
		v.Groups = append(v.Groups, g)
	}
	for _, c := range d.Clients {
		v.Clients = append(v.Clients, w.clientLine(c, booking.Figures{}, d.Company.Zone))
	}
	if d.Asked {
		v.Said = w.T("search.found", "count", len(d.Coming)+len(d.Past))
		if len(v.Groups) == 0 && len(v.Clients) == 0 {
			v.Nothing, v.Text = true, w.T("search.nothing", "query", d.Query)
		}
	} else if v.Text == "" {
		v.Text = w.T("search.hint")
	}
	return v
}

func (Search) view() string { return "search" }
