package board

import (
	"okno/booking"
	"okno/booking/lookup"
	"okno/views"
)

// ContactPage is GET /bookings/:id/contact for a direct visit.
type ContactPage struct {
	views.Base
	Form Contact
}

func (ContactPage) View() string { return "contact-page" }

// Contact is the fragment #contact-form: how the client of a booking is named and
// reached, to be corrected.
type Contact struct {
	W       *views.Words
	Alone   bool
	ID      booking.ID
	Title   string
	Seen    string
	Fields  []views.TextField // name, phone, e-mail
	Doubts  map[string][]views.Doubt
	Sure    []string
	Reaches []views.SelectOption
	Card    string // what stands on the card where that differs, "" where not
	CardOf  booking.Contact
	Now     string // what somebody else has made of it meanwhile, "" for nothing
	Problem string
}

// ContactData is what it is made of.
type ContactData struct {
	Booking  booking.Booking
	Client   booking.Client
	Coming   int // bookings of the client still to come, beside this one
	Typed    booking.ContactText
	Reach    string
	Seen     string
	Sure     []string
	NameOnly bool // phone and e-mail are neither shown nor changed
	Error    *booking.Error
}

// NewContact makes the fragment in the given language.
func NewContact(locale string, d ContactData) Contact {
	w := views.In(locale)
	v := Contact{W: w, ID: d.Booking.ID, Title: w.T("booking.title", "number", d.Booking.Number), Seen: d.Seen, Sure: d.Sure, Doubts: w.Doubts(d.Error)}
	wrong := map[string]string{}
	if d.Error != nil {
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
		if len(d.Error.Fields) == 0 {
			v.Problem = w.Say(d.Error.Sentence)
		}
		if d.Error.Code == booking.Conflict {
			v.Now = w.T("contact.now", "contact", w.ContactText(d.Booking.Contact))
		}
	}
	v.Fields = []views.TextField{
		{Name: "name", Label: w.T("clients.field.name"), Value: d.Typed.Name, Error: wrong["name"], Max: booking.MaxName},
		{Name: "phone", Label: w.T("clients.field.phone"), Value: d.Typed.Phone, Error: wrong["phone"], Mode: "tel", Max: booking.MaxPhone},
		{Name: "email", Label: w.T("clients.field.email"), Value: d.Typed.Email, Error: wrong["email"], Mode: "email", Max: booking.MaxEmail},
	}
	if d.NameOnly {
		v.Fields = v.Fields[:1]
	}
	if !sameContact(d.Client.Contact, d.Booking.Contact) {
		v.Card, v.CardOf = w.T("contact.card", "contact", w.ContactText(d.Client.Contact)), d.Client.Contact
		if v.CardOf.Phone != "" {
			v.CardOf.Phone = w.Phone(v.CardOf.Phone)
		}
	}
	chosen := d.Reach
	if chosen == "" {
		if chosen = "card"; v.Card != "" {
			chosen = "booking"
		}
	}
	v.Reaches = []views.SelectOption{
		{Value: "booking", Label: w.T("contact.reach.booking"), Chosen: chosen == "booking"},
		{Value: "card", Label: w.T("contact.reach.card"), Chosen: chosen == "card"},
	}
	if d.Coming > 0 {
		v.Reaches = append(v.Reaches, views.SelectOption{Value: "coming", Label: w.T("contact.reach.coming", "count", d.Coming), Chosen: chosen == "coming"})
	}
	return v
}

// NewContactText is a contact as it stands in the form.
func NewContactText(locale string, c booking.Contact) booking.ContactText {
	t := booking.ContactText(c)
	if c.Phone != "" {
		t.Phone = views.In(locale).Phone(c.Phone)
	}
	return t
}

func sameContact(a, b booking.Contact) bool {
	return lookup.Fold(a.Name) == lookup.Fold(b.Name) && a.Phone == b.Phone && a.Email == b.Email
}

func (Contact) View() string { return "contact" }

// URL is that of the booking.
func (v Contact) URL() string { return "/bookings/" + string(v.ID) }

// Head is of the form.
func (v Contact) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "contact-title", Heading: v.W.T("contact.title"), Alone: v.Alone, BackURL: v.URL(), Back: v.Title}
}

// NewContactPage makes the page. It sets the title.
func NewContactPage(base views.Base, d ContactData) ContactPage {
	form := NewContact(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.W.T("contact.title"), "bookings"
	return ContactPage{base, form}
}
