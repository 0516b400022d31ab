package board

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/pricelist"
	"okno/booking/serviceorder"
	"okno/views"
)

// BookPage is GET /bookings/new for a direct visit.
type BookPage struct {
	views.Base
	Form Book
}

func (BookPage) View() string { return "book-page" }

// Book is the fragment #new-booking: the form that books for a client, in
// the modal or on its page.
type Book struct {
	W        *views.Words
	Root     string // of its addresses: "/own" for a specialist, "" for the desk
	Alone    bool
	ID       booking.ID // the booking is to have it, so that a form sent twice makes one
	Finds    bool       // it has a field that finds a client: it was opened for nobody
	Find     string     // what was typed into it
	Found    booking.ID // the client that was chosen there, "" for none
	Phone    string
	Name     string
	Email    string
	Notes    string
	For      booking.ID // the client that it was opened for, "" for none
	Lead     booking.ID
	LeadFrom string // the name of the form that the lead came through
	Known    *views.ClientLine
	Nobody   bool // the phone is nobody's
	Services []OptionGroup
	Lengths  []views.SelectOption
	When     When
	Tell     views.Telling
	Filled   booking.ID      // whose card the fields were filled from, "" for nobody's
	From     booking.Contact // of that card: what reads like it goes with the number
	Given    booking.Contact // what the lead says: it stays whoever is known by another phone
	InPerson bool
	WalkIn   bool // for who has come without an appointment
	Sources  []views.SelectOption
	Doubts   map[string][]views.Doubt
	Sure     []string
	Names    bool // clients are found by their names alone
	Problem  string
	Wrong    map[string]string
}

// Finding is by what a client is found.
func (v Book) Finding() string {
	if v.Names {
		return v.W.T("acts.find_by_name")
	}
	return v.W.T("acts.find_by")
}

// AgainURL is where the form is begun anew, for the same client or lead.
func (v Book) AgainURL() string {
	q := url.Values{}
	for name, value := range map[string]string{"client": string(v.For), "lead": string(v.Lead), "start": v.When.Start} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if v.WalkIn {
		q.Set("source", string(booking.FromWalkIn))
		q.Del("start") // whatever is next by then
	}
	if v.Alone {
		q.Set("alone", "1")
	}
	return strings.TrimSuffix(v.Root+"/bookings/new?"+q.Encode(), "?")
}

// OptionGroup are services under a label: their category's name, "" for those without one.
type OptionGroup struct {
	Label   string
	Options []views.SelectOption
}

// BookData is what it is made of.
type BookData struct {
	Root      string // see Book
	ID        booking.ID
	Find      string
	Found     booking.ID
	Phone     string
	Name      string
	Email     string
	Notes     string
	For       booking.ID // the client that the form was opened for, "" for none
	Lead      booking.ID
	LeadFrom  string
	Client    *booking.Client
	Nobody    bool // the phone is nobody's
	Figures   booking.Figures
	Company   booking.Company
	Services  []booking.Service // those that can be booked
	Service   booking.ID
	LengthMin int // 0 for what the service usually takes
	When      WhenData
	Filled    booking.ID
	From      booking.Contact // of the card that it was filled from
	Given     booking.Contact // of the lead
	InPerson  bool
	WalkIn    bool
	Next      map[booking.ID]time.Time // of who walks in: the next free start of today, by service
	Sure      []string
	People    []booking.Resource // all of the company
	Person    booking.Resource   // whose time was chosen, the zero Resource for nobody's
	Does      []booking.ID       // the services that this one does
	Known     booking.Contact    // how the client or the lead is reached, as far as whoever books may see it
	KnownChat string             // how he is told in Telegram: see booking.Client.Chat
	Telling   bool
	views.Reach
	Error *booking.Error // that the form was refused with, nil for none
}

// NewBook makes the fragment in the given language.
func NewBook(locale string, d BookData) Book {
	w := views.In(locale)
	v := Book{
		W: w, Root: d.Root, Names: d.Root != "" && !d.Company.Specialist.Contacts, ID: d.ID, Finds: d.For == "" && d.Lead == "", Find: d.Find, Found: d.Found, Phone: d.Phone, Name: d.Name, Email: d.Email, Notes: d.Notes, For: d.For, Lead: d.Lead, LeadFrom: d.LeadFrom, Nobody: d.Nobody,
		Filled: d.Filled, InPerson: d.InPerson, WalkIn: d.WalkIn, Sure: d.Sure, Doubts: w.Doubts(d.Error), Wrong: map[string]string{},
	}
	shown := booking.Contact{Phone: d.Known.Phone, Email: d.Email}
	if shown.Email == "" {
		shown.Email = d.Known.Email
	}
	v.Tell = views.NewTelling(w, views.TellData{Event: booking.BookingConfirmed, Contact: shown, Chat: d.KnownChat, Checked: d.Telling, Reach: d.Reach})
	v.Tell.Typed = true
	if d.Email == "" && v.Tell.Can() {
		v.Tell.Known = v.Tell.Way()
	}
	v.Given, v.From = d.Given, d.From
	if d.Lead == "" && !d.WalkIn {
		v.Sources = []views.SelectOption{{Value: "phone", Label: w.T("acts.source.phone"), Chosen: !d.InPerson}, {Value: "desk", Label: w.T("acts.source.desk"), Chosen: d.InPerson}}
	}
	if d.Client != nil {
		line := w.ClientLine(*d.Client, d.Figures, d.Company.Zone)
		v.Known = &line
	}
	if d.Error != nil {
		d.When.Wrong = d.Error.Fields
		for name, sentence := range d.Error.Fields {
			v.Wrong[name] = w.Say(sentence)
		}
		switch d.Error.Code {
		case booking.NeedsConfirmation, booking.Doubtful:
		case booking.SlotTaken:
			d.When.Near, d.When.Refused = d.Error.Alternatives, d.Error.Sentence
		default:
			v.Problem = w.Say(d.Error.Sentence)
		}
	}
	v.When = NewWhen(locale, d.When)
	if d.Root == "" {
		v.Lengths = append([]views.SelectOption{{Label: w.T("acts.usual_length"), Chosen: d.LengthMin <= 0}}, lengthChoices(w, d.LengthMin, d.LengthMin)...)
	}
	v.Services = d.options(w)
	return v
}

// options are the services to choose from: those that whoever's time was chosen does come
// first, under one title, where there are others too.
func (d BookData) options(w *views.Words) []OptionGroup {
	first, rest := d.byPerson()
	groups := serviceorder.GroupsOf(append(first, rest...))
	if len(first) > 0 && len(rest) > 0 {
		title := d.Person.Name
		if d.Person.Kind == booking.Staff {
			title = w.T("acts.does", "Name", d.Person.Name)
		}
		groups = []serviceorder.ServiceGroup{{Name: title, Services: first}}
		for _, group := range serviceorder.GroupsOf(rest) {
			group.Name = cmp.Or(group.Name, w.T("acts.others"))
			groups = append(groups, group)
		}
	}
	all := make([]OptionGroup, len(groups))
	for i, group := range groups {
		all[i].Label = group.Name
		for _, s := range group.Services {
			label := s.Name + " · " + w.Offer(pricelist.Of(&s, d.doing(s)), d.Company.Currency)
			if next, free := d.Next[s.ID]; free {
				label += " · " + w.T("acts.today_at", "time", w.Time(next))
			} else if d.WalkIn {
				label += " · " + w.T("acts.not_today")
			}
			all[i].Options = append(all[i].Options, views.SelectOption{Value: string(s.ID), Label: label, Chosen: s.ID == d.Service})
		}
	}
	return all
}

// doing are those who may do a service: whoever's time was chosen alone, where this one does it.
func (d BookData) doing(s booking.Service) []booking.Resource {
	if d.Person.Kind == booking.Staff && contains(s.Resources, d.Person.ID) {
		return []booking.Resource{d.Person}
	}
	return d.People
}

// IsFilled is a field's value where it is what the program has put there, else "".
func (v Book) IsFilled(value, from, given string) string {
	if v.Filled != "" && value == from || v.Filled == "" && value == given {
		return value
	}
	return ""
}

// byPerson are the services that whoever's time was chosen does, and the others.
func (d BookData) byPerson() (does, rest []booking.Service) {
	for _, s := range d.Services {
		if contains(d.Does, s.ID) {
			does = append(does, s)
		} else {
			rest = append(rest, s)
		}
	}
	return does, rest
}

func (Book) View() string { return "book" }

// Heading is the form's.
func (v Book) Heading() string {
	if v.WalkIn {
		return v.W.T("acts.walk_in")
	}
	return v.W.T("acts.new")
}

// Head is of the form.
func (v Book) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "new-booking-title", Heading: v.Heading(), Alone: v.Alone}
}

// NewBookPage makes the page. It sets the title.
func NewBookPage(base views.Base, d BookData) BookPage {
	form := NewBook(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.Heading(), sectionOf(d.Root)
	return BookPage{base, form}
}

// sectionOf is the section of the panel that a form belongs to.
func sectionOf(root string) string {
	if root != "" {
		return "own"
	}
	return "bookings"
}

// Lookup is who is known by the phone, where a form comes with him.
func (v Book) Lookup() views.ClientLookup {
	return views.ClientLookup{W: v.W, Known: v.Known, Asked: v.Phone, Nobody: v.Nobody, Names: v.Names}
}
