package settings

import (
	"okno/booking"
	"okno/views"
)

// SpecialistTick is one thing that specialists may do or see, a box in the form.
type SpecialistTick struct {
	Name  string // of its field
	Label string
	Is    bool
}

// SpecialistTicks are all of them.
func (p CompanyPage) SpecialistTicks() []SpecialistTick { return specialistTicks(p.W(), p.Specialist) }

// specialistTicks say first what they may do, then what they see.
func specialistTicks(w *views.Words, r booking.SpecialistRules) []SpecialistTick {
	all := []SpecialistTick{{Name: "marks", Is: r.Marks}, {Name: "moves", Is: r.Moves}, {Name: "cancels", Is: r.Cancels}, {Name: "books", Is: r.Books}, {Name: "prices", Is: r.Prices}, {Name: "contacts", Is: r.Contacts}}
	for i := range all {
		all[i].Label = w.T("company.specialist_" + all[i].Name)
	}
	return all
}

// SpecialistBegan is what the form begins with, or had begun with when it was refused.
func (p CompanyPage) SpecialistBegan() string { return p.began("specialists", p.Stored.Specialist) }
