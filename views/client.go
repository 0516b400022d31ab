package views

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"okno/booking"
)

// ClientPage is GET /clients/:id.
type ClientPage struct {
	Base
	Client Client
}

// ClientData is what is known of one client, and what stands in his form.
type ClientData struct {
	Company   booking.Company
	Services  []booking.Service
	Client    booking.Client     // as he is stored
	Typed     booking.ClientText // what stands in the form
	Figures   booking.Figures
	Visits    []booking.Booking // the latest first
	Left      *booking.Booking  // in which he left last what is not on the card, nil for none
	Blocked   booking.ID        // the block that keeps him from booking over the web, "" for none
	Dead      booking.Why       // why mail to his address does not arrive, "" where it does
	MoreThan  bool              // there are older ones
	Leads     []booking.Lead    // the latest first
	History   []booking.HistoryLine
	Now       time.Time
	CanChange bool
	// ContactsHidden: phone and e-mail are shown in part and cannot be changed.
	ContactsHidden bool

	Follow    int  // how many bookings to come are named or reached as the card is
	NotComing bool // they are to stay as they are
	Sure      []string
	Error     *booking.Error // what was refused, nil for nothing
	Began     string         // what a refused form had begun with, "" for Client
	Clash     bool           // Client has been changed since Typed was begun
	Said      booking.Sentence
}

// NewClientText is a client as he stands in his form.
func NewClientText(locale string, c booking.Client) booking.ClientText {
	t := booking.ClientText{Name: c.Name, Email: c.Email, Note: c.Note}
	if c.Phone != "" {
		t.Phone = In(locale).Phone(c.Phone)
	}
	return t
}

// NewClientPage makes the page. It sets the title.
func NewClientPage(base Base, d ClientData) ClientPage {
	page := ClientPage{base, NewClient(base.Locale, d)}
	page.Section, page.Title = "clients", page.Client.Heading
	return page
}

func (ClientPage) view() string { return "client-page" }

// Client is the fragment #client: the card of one client.
type Client struct {
	W         *Words
	ID        booking.ID
	Heading   string
	Sub       string // since when he is known
	Erased    bool
	CanChange bool
	CanExport bool
	Revision  int
	Began     string // what the form began with

	Left         *LeftContact
	Blocked      booking.ID // the block that keeps him from booking over the web, "" for none
	Dead         string     // what is wrong with his address
	Phone, Email string     // as stored, for calling and writing
	PhoneShown   string
	Note         string
	Fields       []ServiceField // name, phone, e-mail
	Typed        string         // note in the form
	NoteError    string
	Numbers      []Number
	Coming       []VisitLine
	Past         []VisitLine
	MoreThan     bool
	Leads        []LeadLine
	History      []Line
	ComingToo    string // the words of correcting what is to come as well, "" where there is nothing
	AlsoComing   bool
	Doubts       map[string][]Doubt
	Sure         []string
	Problem      string
	Clash        bool
	Clashes      []Clash
	Said         string
}

// Number is a figure and what it counts.
type Number struct {
	Value int
	Label string
	Bad   bool
}

// VisitLine is a booking of the client in a line.
type VisitLine struct {
	URL, When, Service string
	Number             int64
	Name               string // what he called himself, "" where it is the card's
	Status             Status
	Hue                Hue
}

// LeadLine is a lead of the client in a line.
type LeadLine struct{ URL, When, Form, Status string }

// URL is the client's own address.
func (v Client) URL() string { return "/clients/" + string(v.ID) }

// PhoneURL is the tel: address of the phone.
func (v Client) PhoneURL() template.URL { return Details{Phone: v.Phone}.PhoneURL() }

// NewClient makes the fragment in the given language.
func NewClient(locale string, d ClientData) Client {
	w, c := In(locale).At(d.Company.Zone, d.Now), d.Client
	v := Client{
		W: w, ID: c.ID, Heading: c.Name, Erased: c.Erased, CanChange: d.CanChange && !c.Erased, Revision: c.Revision,
		Sub:   w.T("clients.since", "date", w.Day(booking.DateOf(d.since(), d.Company.Zone)).Full()),
		Phone: c.Phone, Email: c.Email, Note: c.Note, Typed: d.Typed.Note, MoreThan: d.MoreThan,
		Clash: d.Clash, Said: w.Say(d.Said),
	}
	v.Dead, v.Blocked = w.dead(d.Dead, c.Contact), d.Blocked
	if d.Left != nil {
		left := w.leftContact(*d.Left, c)
		v.Left = &left
	}
	if c.Phone != "" {
		v.PhoneShown = w.Phone(c.Phone)
	}
	if c.Erased {
		v.Heading = w.T("clients.erased")
	}
	wrong := map[string]string{}
	if d.Error != nil {
		v.Problem = w.Say(d.Error.Sentence)
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
	}
	v.NoteError, v.Began = wrong["note"], beganWith(d.Began, NewClientText(locale, c))
	v.Doubts, v.Sure, v.AlsoComing = w.doubts(d.Error), d.Sure, !d.NotComing
	if d.Follow > 0 {
		v.ComingToo = w.T("clients.coming_too", "count", d.Follow)
	}
	v.Fields = []ServiceField{
		{Name: "name", Label: w.T("clients.field.name"), Value: d.Typed.Name, Error: wrong["name"], Required: true, Max: booking.MaxName},
		{Name: "phone", Label: w.T("clients.field.phone"), Value: d.Typed.Phone, Error: wrong["phone"], Mode: "tel", Max: 64},
		{Name: "email", Label: w.T("clients.field.email"), Value: d.Typed.Email, Error: wrong["email"], Mode: "email", Max: 254},
	}
	if v.CanExport = v.CanChange && !d.ContactsHidden; d.ContactsHidden {
		v.Fields = v.Fields[:1]
	}
	if d.Clash {
		v.Clashes = d.clashes(w, locale)
	}
	f := d.Figures
	v.Numbers = []Number{
		{f.Visits, w.T("clients.number.visits"), false}, {f.Coming, w.T("clients.number.coming"), false},
		{f.NoShows, w.T("clients.number.no_shows"), f.NoShows > 0}, {f.Cancelled, w.T("clients.number.cancelled"), false},
	}
	v.visits(d)
	for _, l := range d.Leads {
		v.Leads = append(v.Leads, LeadLine{"/leads/" + string(l.ID), w.Moment(l.CreatedAt.In(d.Company.Zone)), l.FormName, w.T("lead." + string(l.Status))})
	}
	for _, line := range d.History {
		v.History = append(v.History, w.clientEvent(line, d.Company.Zone))
	}
	return v
}

func (Client) view() string { return "client-fragment" }

// since is when the client came into view: with his card, or with a visit that
// was imported from before.
func (d ClientData) since() time.Time {
	first := d.Client.CreatedAt
	if n := len(d.Visits); n > 0 {
		first = earliest(first, d.Visits[n-1].Start)
	}
	return first
}

// visits sorts the bookings into those to come, the next one first, and the past.
func (v *Client) visits(d ClientData) {
	for _, b := range d.Visits {
		line := v.visit(b, d.Services, d.Company, d.Now)
		if !d.Client.Erased && booking.Fold(b.Contact.Name) != booking.Fold(d.Client.Name) {
			line.Name = b.Contact.Name
		}
		if b.End.After(d.Now) {
			v.Coming = append(v.Coming, line)
		} else {
			v.Past = append(v.Past, line)
		}
	}
	slices.Reverse(v.Coming)
}

// visit is a booking in a line, without a name.
func (v Client) visit(b booking.Booking, services []booking.Service, company booking.Company, now time.Time) VisitLine {
	line := VisitLine{
		URL: "/bookings/" + string(b.ID), Number: b.Number, Status: statusOf(v.W, b.Status),
		Hue: servicePalette(services).of(b.Service), When: v.W.When(b.Start.In(company.Zone), now.In(company.Zone)),
	}
	for _, s := range services {
		if s.ID == b.Service {
			line.Service = s.Name
		}
	}
	return line
}

// When is «вт, 24 ноября, 9:30», with the year where it is not now's.
func (w *Words) When(t, now time.Time) string {
	return w.At(t.Location(), now).DateShort(booking.DateOf(t, t.Location())) + ", " + w.Time(t)
}

// clientEvent puts a line of a card's history into words.
func (w *Words) clientEvent(line booking.HistoryLine, zone *time.Location) Line {
	l := Line{When: w.Moment(line.At.In(zone)), What: w.T("clients.history." + line.Act), Who: line.Actor.Name, Reason: line.Detail["name"]}
	if l.Who == "" {
		l.Who = w.T("actor." + string(line.Actor.Kind))
	}
	if fields := line.Detail["fields"]; fields != "" {
		var names []string
		for name := range strings.SplitSeq(fields, ",") {
			names = append(names, strings.ToLower(w.T("clients.field."+name)))
		}
		l.Reason = strings.Join(names, ", ")
		if told := w.contactChange(line.Detail); told != "" {
			l.Reason += ": " + told
		}
		if was, changed := line.Detail["note_was"]; changed {
			l.Reason += "; " + w.noteWas(was)
		}
	}
	return l
}

// clashes are the fields in which what was typed and what is stored differ.
func (d ClientData) clashes(w *Words, locale string) []Clash {
	var all []Clash
	now := NewClientText(locale, d.Client)
	for _, field := range []struct{ name, yours, now string }{
		{"name", d.Typed.Name, now.Name}, {"phone", d.Typed.Phone, now.Phone}, {"email", d.Typed.Email, now.Email}, {"note", d.Typed.Note, now.Note},
	} {
		if strings.TrimSpace(field.yours) != field.now {
			all = append(all, Clash{w.T("clients.field." + field.name), field.yours, field.now})
		}
	}
	return all
}
