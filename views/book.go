package views

import "okno/booking"

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
	Services []OptionGroup
	Lengths  []SelectOption
	When     When
	Telling  bool
	Problem  string
	Wrong    map[string]string
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
	Figures   booking.Figures
	Company   booking.Company
	Services  []booking.Service // those that can be booked
	Service   booking.ID
	LengthMin int // 0 for what the service usually takes
	When      WhenData
	Telling   bool
	Error     *booking.Error // that the form was refused with, nil for none
}

// NewBook makes the fragment in the given language.
func NewBook(locale string, d BookData) Book {
	w := In(locale)
	v := Book{
		W: w, ID: d.ID, Phone: d.Phone, Name: d.Name, Email: d.Email, Notes: d.Notes, For: d.For, Lead: d.Lead, LeadFrom: d.LeadFrom,
		Telling: d.Telling, Wrong: map[string]string{},
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
		case booking.NeedsWord:
		case booking.SlotTaken:
			d.When.Near, d.When.Refused = d.Error.Alternatives, d.Error.Sentence
		default:
			v.Problem = w.Say(d.Error.Sentence)
		}
	}
	v.When = NewWhen(locale, d.When)
	v.Lengths = append([]SelectOption{{Label: w.T("acts.usual_length"), Chosen: d.LengthMin <= 0}}, w.lengths(d.LengthMin, d.LengthMin)...)
	for _, s := range d.Services {
		if n := len(v.Services); n == 0 || v.Services[n-1].Category != s.Category {
			v.Services = append(v.Services, OptionGroup{Category: s.Category})
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

func (Book) view() string { return "book" }

// NewBookPage makes the page. It sets the title.
func NewBookPage(base Base, d BookData) BookPage {
	form := NewBook(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.W.T("acts.new"), "bookings"
	return BookPage{base, form}
}

// Lookup is who is known by the phone, where a form comes with him.
func (v Book) Lookup() ClientLookup { return ClientLookup{W: v.W, Known: v.Known} }
