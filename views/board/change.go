package board

import (
	"okno/booking"
	"okno/views"
)

// ChangePage is GET /bookings/:id/change for a direct visit.
type ChangePage struct {
	views.Base
	Form Change
}

func (ChangePage) View() string { return "change-page" }

// Change is the fragment #change-booking: the form that gives a booking another service,
// length or price.
type Change struct {
	W        *views.Words
	Alone    bool
	ID       booking.ID
	Title    string
	Name     string
	Seen     string
	Services []OptionGroup
	Lengths  []views.SelectOption
	Price    PriceField
	When     When
	Tell     views.Telling
	Problem  string
	Wrong    map[string]string
}

// ChangeData is what it is made of.
type ChangeData struct {
	Company   booking.Company
	Booking   booking.Booking
	Services  []booking.Service // that can be chosen
	People    []booking.Resource
	Service   booking.ID
	LengthMin int    // 0 for what the service usually takes
	Price     string // as it was typed
	Priced    string // what the program has put there
	Usual     string // in words, where that depends on who does it: the price is left open
	Seen      string
	When      WhenData
	Telling   bool
	views.Reach
	Error *booking.Error
}

// PriceField is what the booking costs, and what the program has put there: that goes with
// the service, what a person types stays.
type PriceField struct {
	W             *views.Words
	Value, Priced string
	Usual         string // what an empty field stands for, "" for no price
	Error         string
}

// PriceAnew is the field after another service was chosen.
type PriceAnew struct{ Price PriceField }

func (PriceAnew) View() string { return "price-anew" }

// NewPriceAnew makes it.
func NewPriceAnew(locale, value, priced, usual string) PriceAnew {
	return PriceAnew{PriceField{W: views.In(locale), Value: value, Priced: priced, Usual: usual}}
}

// PriceText is a price as the language writes it in a field.
func PriceText(locale, price string) string { return views.In(locale).Amount(price) }

// NewChange makes the fragment in the given language.
func NewChange(locale string, d ChangeData) Change {
	w, k := views.In(locale), d.Booking
	v := Change{
		W: w, ID: k.ID, Name: w.Person(k), Title: w.T("booking.title", "number", k.Number), Seen: d.Seen, Wrong: map[string]string{},
		Tell: views.NewTelling(w, views.TellData{Event: booking.BookingChanged, Contact: k.Contact, Chat: k.Chat, Checked: d.Telling, Off: k.TellNone, Reach: d.Reach}),
	}
	if d.Error != nil {
		for name, sentence := range d.Error.Fields {
			v.Wrong[name] = w.Say(sentence)
		}
		switch d.Error.Code {
		case booking.NeedsConfirmation:
		case booking.Invalid:
			d.When.Wrong = d.Error.Fields
		case booking.SlotTaken:
			d.When.Refused = d.Error.Sentence
		default:
			v.Problem = w.Say(d.Error.Sentence)
		}
	}
	v.When = NewWhen(locale, d.When)
	v.Price = PriceField{W: w, Value: d.Price, Priced: d.Priced, Usual: d.Usual, Error: v.Wrong["price"]}
	v.Lengths = append([]views.SelectOption{{Label: w.T("acts.usual_length"), Chosen: d.LengthMin <= 0}}, lengthChoices(w, d.LengthMin, d.LengthMin)...)
	v.Services = BookData{Company: d.Company, Services: d.Services, People: d.People, Service: d.Service}.options(w)
	return v
}

func (Change) View() string { return "change" }

// URL is the booking's own address.
func (v Change) URL() string { return "/bookings/" + string(v.ID) }

// Head is of the form.
func (v Change) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "change-booking-title", Heading: v.W.T("acts.change"), Alone: v.Alone, BackURL: v.URL(), Back: v.Title}
}

// NewChangePage makes the page. It sets the title.
func NewChangePage(base views.Base, d ChangeData) ChangePage {
	form := NewChange(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.W.T("acts.change"), "bookings"
	return ChangePage{base, form}
}
