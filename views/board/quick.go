package board

import (
	"strings"

	"okno/views"
)

// Quick is the fragment of what can be done to a booking from its card, without opening it: the menu of the card,
// and a row of buttons beside what the card says.
type Quick struct {
	W     *views.Words
	Title string
	Open  string // the booking's own address
	Seen  string
	Acts  []Act
	Forms []Act  // those that open a form in the modal
	Tel   string // "" where there is no phone, or it is hidden
	Phone string
	Mail  string
	Row   bool // buttons in a row, with the acts alone
}

// NewQuick makes the fragment in the given language. Contacts are in it where hidden is not said.
func NewQuick(locale string, d DetailsData, hidden, row bool) Quick {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	k := d.Booking
	v := Quick{W: w, Title: w.Person(k), Open: "/bookings/" + string(k.ID), Seen: d.Seen, Row: row}
	first, more := d.acts(w)
	for _, act := range append(first, more...) {
		switch {
		case act.Method == "get":
			v.Forms = append(v.Forms, act)
		case act.Method != "" && !act.Expanded:
			v.Acts = append(v.Acts, act)
		}
	}
	if !hidden && k.Contact.Phone != "" {
		v.Tel, v.Phone = k.Contact.Phone, w.Phone(k.Contact.Phone)
	}
	if !hidden {
		v.Mail = k.Contact.Email
	}
	return v
}

func (Quick) View() string { return "quick" }

// Deletes says whether the act is taken back where it was done.
func (a Act) Deletes() bool { return strings.EqualFold(a.Method, "delete") }
