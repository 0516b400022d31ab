package clients

import (
	"okno/booking"
	"okno/views"
)

// NewCard is the form of a new client's card: the fragment #new-client in the modal, and for
// a direct visit the page GET /clients/new.
type NewCard struct {
	views.Base // the zero one in the modal
	W          *views.Words
	ID         booking.ID // the card is to have it, so that a form sent twice makes one
	Alone      bool
	Fields     []views.TextField
	Doubts     map[string][]views.Doubt
	Sure       []string
	Problem    string
}

// NewCardData is what it is made of.
type NewCardData struct {
	ID    booking.ID
	Typed booking.Typed // of booking.ClientAttributes
	Sure  []string
	Error *booking.Error // that it was refused with, nil for none
}

// NewNewCard makes the fragment in the given language.
func NewNewCard(locale string, d NewCardData) NewCard {
	w := views.In(locale)
	v := NewCard{W: w, ID: d.ID, Doubts: w.Doubts(d.Error), Sure: d.Sure}
	wrong := map[string]string{}
	if d.Error != nil {
		v.Problem = w.Say(d.Error.Sentence)
		for name, sentence := range d.Error.Fields {
			wrong[name] = w.Say(sentence)
		}
	}
	fields := views.TextFieldsOf(w, "clients", booking.ClientAttributes, d.Typed, wrong)
	for _, a := range booking.ClientAttributes {
		v.Fields = append(v.Fields, fields[a.Name])
	}
	return v
}

// NewNewCardPage makes the page.
func NewNewCardPage(base views.Base, v NewCard) NewCard {
	base.Section, base.Title = "clients", v.W.T("clients.new")
	v.Base, v.Alone = base, true
	return v
}

// Head is of the form.
func (v NewCard) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "new-client-title", Heading: v.W.T("clients.new"), Alone: v.Alone}
}

func (v NewCard) View() string {
	if v.Alone {
		return "client-new-page"
	}
	return "client-new"
}
