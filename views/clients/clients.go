package clients

import (
	"net/url"

	"okno/booking"
	"okno/booking/tags"
	"okno/views"
)

// Clients is the page GET /clients.
type Clients struct {
	views.Base
	Count     string // how many there are, "" where there are none
	CanImport bool
	List      ClientList
}

// ClientsData is what the list is made of.
type ClientsData struct {
	Company   booking.Company
	Clients   []booking.Client // of this page
	More      bool             // there are others behind them
	Figures   map[booking.ID]booking.Figures
	Filter    ClientFilter
	Total     int    // of the company; -1 where nobody asks
	Tags      string // that its clients have, as booking.Client.Tags; "" where nobody asks
	CanChange bool
	CanImport bool             // changes, and sees contacts
	Problem   booking.Sentence // why the search finds nothing, the zero one where it does
}

// ClientFilter is which clients the list shows, in which order, from where on.
type ClientFilter struct {
	Query string
	Sort  string // "name", "new", or "birthday": those alone who have one within a week, by name
	Tag   string // which they have, "" for all
	After booking.ID
}

// NewClients makes the page. It sets the title.
func NewClients(base views.Base, d ClientsData) Clients {
	base.Section, base.Title = "clients", base.W().T("clients.title")
	page := Clients{Base: base, CanImport: d.CanImport, List: NewClientList(base.Locale, d)}
	if d.Total > 0 {
		page.Count = page.W().Count(d.Total)
	}
	return page
}

func (Clients) View() string { return "clients" }

// ClientList is the fragment #clients-list or, from behind a client on, the rows
// that take the place of the button that asked for them.
type ClientList struct {
	W         *views.Words
	Filter    ClientFilter
	Sorts     []views.Choice
	Tags      []views.Choice // to choose from, nil where there are none
	Rows      []views.ClientLine
	NextURL   string // of the rows behind these, "" where there are none
	Problem   string
	CanChange bool
}

// NewClientList makes the fragment in the given language.
func NewClientList(locale string, d ClientsData) ClientList {
	w := views.In(locale)
	l := ClientList{W: w, Filter: d.Filter, Problem: w.Say(d.Problem), CanChange: d.CanChange}
	for _, sort := range []string{"name", "new", "birthday"} {
		l.Sorts = append(l.Sorts, views.Choice{Value: sort, Label: w.T("clients.sort." + sort), Chosen: d.Filter.Sort == sort})
	}
	l.Tags = d.tagChoices(w)
	for _, c := range d.Clients {
		line := w.ClientLine(c, d.Figures[c.ID], d.Company.Zone)
		if d.Filter.Sort == "birthday" {
			line.Facts = append([]string{w.Birthday(c.Birthday)}, line.Facts...)
		}
		l.Rows = append(l.Rows, line)
	}
	if n := len(d.Clients); d.More && n > 0 {
		next := d.Filter
		next.After = d.Clients[n-1].ID
		l.NextURL = "/clients" + next.Search()
	}
	return l
}

// tagChoices are the company's tags; one that was asked for and is gone stays in sight.
func (d ClientsData) tagChoices(w *views.Words) (all []views.Choice) {
	for _, tag := range tags.Both(d.Tags, d.Filter.Tag) {
		all = append(all, views.Choice{Value: tag, Label: tag, Chosen: tags.Key(tag) == tags.Key(d.Filter.Tag)})
	}
	if len(all) == 0 {
		return nil
	}
	return append([]views.Choice{{Label: w.T("clients.tag.any")}}, all...)
}

func (l ClientList) View() string {
	if l.Filter.After != "" {
		return "client-rows"
	}
	return "client-list"
}

// Search is the filter as the query of an address.
func (f ClientFilter) Search() string {
	v := url.Values{}
	if f.Query != "" {
		v.Set("q", f.Query)
	}
	if f.Sort != "" && f.Sort != "name" {
		v.Set("sort", f.Sort)
	}
	if f.Tag != "" {
		v.Set("tag", f.Tag)
	}
	if f.After != "" {
		v.Set("after", string(f.After))
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}
