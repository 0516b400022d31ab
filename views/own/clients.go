package own

import (
	"html/template"
	"net/url"
	"strings"
	"time"

	"okno/booking"
	"okno/views"
)

// ClientsData is what the list of a specialist's clients is made of.
type ClientsData struct {
	Company booking.Company
	Clients []booking.Client // of this page
	More    bool             // there are others behind them
	Figures map[booking.ID]booking.Figures
	Filter  ClientFilter
	Problem booking.Sentence // why the search finds nothing, the zero one where it does
	Nobody  bool             // he is none of the company's people
}

// ClientFilter is which of them the list shows, from where on.
type ClientFilter struct {
	Query string
	After booking.ID
}

// Clients is the page GET /own/clients.
type Clients struct {
	views.Base
	List ClientList
}

// NewClients makes the page. It sets the title.
func NewClients(base views.Base, d ClientsData) Clients {
	base.Section, base.Title = "own-clients", base.W().T("layout.own-clients")
	return Clients{base, NewClientList(base.Locale, d)}
}

func (Clients) View() string { return "own-clients" }

// ClientList is the fragment #clients-list or, from behind a client on, the rows that take the place of the button that asked for
// them.
type ClientList struct {
	W       *views.Words
	Filter  ClientFilter
	Rows    []views.ClientLine
	NextURL string // of the rows behind these, "" where there are none
	Problem string
	Nobody  bool
	Names   bool // contacts are hidden, so that names alone are searched
}

// NewClientList makes the fragment in the given language.
func NewClientList(locale string, d ClientsData) ClientList {
	w := views.In(locale)
	l := ClientList{W: w, Filter: d.Filter, Problem: w.Say(d.Problem), Nobody: d.Nobody, Names: !d.Company.Specialist.Contacts}
	for _, c := range d.Clients {
		l.Rows = append(l.Rows, lineOf(w, c, d.Figures[c.ID], d.Company.Zone))
	}
	if n := len(d.Clients); d.More && n > 0 {
		v := url.Values{"after": {string(d.Clients[n-1].ID)}}
		if d.Filter.Query != "" {
			v.Set("q", d.Filter.Query)
		}
		l.NextURL = "/own/clients?" + v.Encode()
	}
	return l
}

// lineOf is a client as a specialist sees him: by his own visits.
func lineOf(w *views.Words, c booking.Client, f booking.Figures, zone *time.Location) views.ClientLine {
	line := w.ClientLine(c, f, zone)
	line.URL = "/own/clients/" + string(c.ID)
	return line
}

// Asks is what can be typed into the search.
func (l ClientList) Asks() string {
	if l.Names {
		return l.W.T("own.clients.search")
	}
	return l.W.T("clients.search")
}

func (l ClientList) View() string {
	if l.Filter.After != "" {
		return "own-client-rows"
	}
	return "own-client-list"
}

// ClientData is what a specialist may know of a client of his own.
type ClientData struct {
	Company  booking.Company
	Client   booking.Client
	Figures  booking.Figures   // of his own bookings
	Visits   []booking.Booking // his own, the latest first
	More     bool              // there are earlier ones
	Services []booking.Service
	Now      time.Time
}

// ClientPage is GET /own/clients/:id.
type ClientPage struct {
	views.Base
	Client  views.ClientLine
	Visits  []Visit
	More    bool
	BookURL string // where he is booked again, "" where that is the desk's alone
}

// Visit is one of his visits.
type Visit struct {
	URL     string
	When    string
	Service string
	Price   string
	Notes   string
	Hue     views.Hue
	Status  views.Status
}

// NewClientPage makes the page. It sets the title.
func NewClientPage(base views.Base, d ClientData) ClientPage {
	w := base.W().At(d.Company.Zone, d.Now)
	line := lineOf(w, d.Client, d.Figures, d.Company.Zone)
	base.Section, base.Title = "own-clients", line.Name
	page := ClientPage{Base: base, Client: line, More: d.More}
	if d.Company.Specialist.Books {
		page.BookURL = "/own/bookings/new?client=" + string(d.Client.ID)
	}
	hues := views.ServicePalette(d.Services)
	for _, b := range d.Visits {
		start, end := b.Start.In(d.Company.Zone), b.End.In(d.Company.Zone)
		v := Visit{
			URL: "/own/bookings/" + string(b.ID), When: w.Date(booking.DateOf(start, d.Company.Zone)) + ", " + w.Times(start, end),
			Notes: b.Notes, Hue: hues.Of(b.Service), Status: views.StatusOf(w, b.Status),
		}
		for _, s := range d.Services {
			if s.ID == b.Service {
				v.Service = s.Name
			}
		}
		if d.Company.Specialist.Prices {
			v.Price = w.Money(b.Price, d.Company.Currency)
		}
		page.Visits = append(page.Visits, v)
	}
	return page
}

func (ClientPage) View() string { return "own-client" }

// PhoneURL is the tel: address of the phone, "" where it is not seen whole.
func (p ClientPage) PhoneURL() template.URL { return views.PhoneURL(p.Client.Phone) }

// CanWrite says whether the e-mail is shown in full.
func (p ClientPage) CanWrite() bool { return strings.Contains(p.Client.Email, "@") }
