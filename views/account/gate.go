package account

import (
	"cmp"

	"okno/booking"
	"okno/views"
)

// Gate is a page before the panel: one short form, or a few words. Signing up,
// another password, an invitation, the second step of a sign-in.
type Gate struct {
	views.Base
	GateData
}

// GateData is what the page is made of.
type GateData struct {
	Heading booking.Sentence
	Lead    booking.Sentence
	Error   booking.Sentence // what is wrong with the whole form
	Icon    string           // before a page that only tells something, "" for none

	Action  string // where the form goes, "" for none
	Hidden  []GateHidden
	Fields  []GateField
	Submit  booking.Sentence
	Danger  bool // the button takes something away
	OwnZone bool // the form tells the browser's time zone
	Hint    booking.Sentence
	Links   []GateLink
}

// GateHidden is a value that the form carries along.
type GateHidden struct{ Name, Value string }

// GateField is a field of the form. Its words are gate.field.ID, or those of Named.
type GateField struct {
	ID, Type, Value string
	Named           string // the ID of the field that it has its words from
	Autocomplete    string
	Mode            string // of a telephone's keyboard
	Max             int
	Hint            booking.Sentence
	Error           booking.Sentence
	ReadOnly        bool
	First           bool // the cursor stands here
	W               *views.Words
}

// GateLink leads elsewhere.
type GateLink struct {
	URL  string
	Text booking.Sentence
}

// NewGate makes the page. It sets the title and puts the errors by their fields.
func NewGate(base views.Base, d GateData, wrong map[string]booking.Sentence) Gate {
	base.Title = base.W().Say(d.Heading)
	first := -1
	for i := range d.Fields {
		f := &d.Fields[i]
		f.W = base.W()
		if problem, ok := wrong[f.ID]; ok {
			f.Error = problem
			if first < 0 {
				first = i
			}
		}
	}
	for i := 0; first < 0 && i < len(d.Fields); i++ {
		if !d.Fields[i].ReadOnly && d.Fields[i].Value == "" {
			first = i
		}
	}
	if first >= 0 {
		d.Fields[first].First = true
	}
	return Gate{base, d}
}

func (Gate) View() string { return "gate" }

// Label is the field's name; Problem and Note are what is said below it.
func (f GateField) Label() string   { return f.W.T("gate.field." + cmp.Or(f.Named, f.ID)) }
func (f GateField) Problem() string { return f.W.Say(f.Error) }
func (f GateField) Note() string    { return f.W.Say(f.Hint) }
