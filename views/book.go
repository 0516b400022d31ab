package views

import (
	"net/url"
	"strings"

	"okno/booking"
)

// BookPage is GET /bookings/new for a direct visit.
type BookPage struct {
	Base
	Form Book
}

func (BookPage) view() string { return "book-page" }

// Book is the fragment #new-booking: the form that books for a client, in
// the modal or on its page.
type Book struct {
	W        *Words
	Alone    bool
	ID       booking.ID // the booking is to have it, so that a form sent twice makes one
	Phone    string
	Name     string
	Email    string
	Notes    string
	For      booking.ID // the client that it was opened for, "" for none
	Lead     booking.ID
	LeadFrom string // the name of the form that the lead came through
	Known    *ClientLine
	Nobody   bool // the phone is nobody's
	Services []OptionGroup
	Lengths  []SelectOption
	When     When
	Tell     Telling
	Filled   booking.ID      // whose card the fields were filled from, "" for nobody's
	From     booking.Contact // of that card: what reads like it goes with the number
	Given    booking.Contact // what the lead says: it stays whoever is known by another phone
	InPerson bool
	Sources  []SelectOption
	Doubts   map[string][]Doubt
	Sure     []string
	Problem  string
	Wrong    map[string]string
}

// AgainURL is where the form is begun anew, for the same client or lead.
func (b Book) AgainURL() string {
	q := url.Values{}
	for name, value := range map[string]string{"client": string(b.For), "lead": string(b.Lead), "start": b.When.Start} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if b.Alone {
		q.Set("alone", "1")
	}
	return strings.TrimSuffix("/bookings/new?"+q.Encode(), "?")
}

// OptionGroup are the services of a category, "" for those without one.
type OptionGroup struct {
	Category string
	Options  []SelectOption
}

// BookData is what it is made of.
type BookData struct {
	ID        booking.ID
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
	Sure      []string
	Person    booking.Resource // whose time was chosen, the zero Resource for nobody's
	Does      []booking.ID     // the services that this one does
	Known     booking.Contact  // how the client or the lead is reached, as far as whoever books may see it
	Telling   bool
	Mailless  bool
	Error     *booking.Error // that the form was refused with, nil for none
}

// NewBook makes the fragment in the given language.
func NewBook(locale string, d BookData) Book {
	w := In(locale)
	v := Book{
		W: w, ID: d.ID, Phone: d.Phone, Name: d.Name, Email: d.Email, Notes: d.Notes, For: d.For, Lead: d.Lead, LeadFrom: d.LeadFrom, Nobody: d.Nobody,
		Filled: d.Filled, InPerson: d.InPerson, Sure: d.Sure, Doubts: w.doubts(d.Error), Wrong: map[string]string{},
	}
	shown := booking.Contact{Phone: d.Known.Phone, Email: d.Email}
	if shown.Email == "" {
		shown.Email = d.Known.Email
	}
	v.Tell = newTelling(w, TellData{Contact: shown, Checked: d.Telling, Mailless: d.Mailless})
	v.Tell.Typed = true
	if d.Email == "" {
		v.Tell.Known = d.Known.Email
	}
	v.Given, v.From = d.Given, d.From
	if d.Lead == "" {
		v.Sources = []SelectOption{{"phone", w.T("acts.source.phone"), !d.InPerson}, {"desk", w.T("acts.source.desk"), d.InPerson}}
	}
	if d.Client != nil {
		line := w.clientLine(*d.Client, d.Figures, d.Company.Zone)
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
	v.Lengths = append([]SelectOption{{Label: w.T("acts.usual_length"), Chosen: d.LengthMin <= 0}}, w.lengths(d.LengthMin, d.LengthMin)...)
	first, rest := d.byPerson()
	if len(first) > 0 && len(rest) > 0 {
		title := d.Person.Name
		if d.Person.Kind == booking.Staff {
			title = w.T("acts.does", "Name", d.Person.Name)
		}
		v.Services = append(v.Services, OptionGroup{Category: title})
	}
	for i, s := range append(first, rest...) {
		category := s.Category
		if len(first) > 0 && len(rest) > 0 {
			if i < len(first) {
				category = v.Services[0].Category
			} else if category == "" {
				category = w.T("acts.others")
			}
		}
		if n := len(v.Services); n == 0 || v.Services[n-1].Category != category {
			v.Services = append(v.Services, OptionGroup{Category: category})
		}
		group := &v.Services[len(v.Services)-1]
		label := s.Name + " · " + w.Minutes(s.DurationMin)
		if s.Price != "" {
			label += " · " + w.Money(s.Price, d.Company.Currency)
		}
		group.Options = append(group.Options, SelectOption{string(s.ID), label, s.ID == d.Service})
	}
	return v
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

func (Book) view() string { return "book" }

// NewBookPage makes the page. It sets the title.
func NewBookPage(base Base, d BookData) BookPage {
	form := NewBook(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.W.T("acts.new"), "bookings"
	return BookPage{base, form}
}

// Lookup is who is known by the phone, where a form comes with him.
func (v Book) Lookup() ClientLookup {
	return ClientLookup{W: v.W, Known: v.Known, Asked: v.Phone, Nobody: v.Nobody}
}
