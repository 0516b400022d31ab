package webform

import (
	"regexp"
	"slices"
	"strings"

	"okno/booking"
)

// Answer is one field as the visitor submitted it, with the label of that day.
type Answer struct {
	Name  string    `json:"name"`
	Label string    `json:"label"`
	Value string    `json:"value"`
	Kind  FieldKind `json:"kind,omitempty"` // "" in what was submitted before kinds were kept
}

// IsContact says whether the answer is a part of the contact, which is shown by itself.
func (a Answer) IsContact() bool { return FormField{Name: a.Name}.IsContact() }

// aPhone is what reads like a phone number: digits as people group them.
var aPhone = regexp.MustCompile(`^[+(]?[0-9][0-9 ()./-]{5,}$`)

// Reaches says whether the answer is a way to reach somebody, whatever its field is
// called: a phone or an e-mail by its kind, and by its looks where no kind was kept.
func (a Answer) Reaches() bool {
	switch a.Kind {
	case PhoneField, EmailField:
		return true
	case "":
		value := strings.TrimSpace(a.Value)
		_, email := booking.ParseEmail(value)
		date := dateShape.MatchString(value)
		return email || aPhone.MatchString(value) && !date
	}
	return false
}

var dateShape = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// Masked is the answer without what reaches somebody: all of a phone or an e-mail,
// and what prose, a number or a hidden field has of them.
func (a Answer) Masked() Answer {
	if a.Kind == NumberField && len(booking.DigitsIn(a.Value)) < booking.WholePhone {
		return a
	}
	if !a.Reaches() {
		if a.Value = booking.MaskText(a.Value); strings.Contains(a.Value, "://") {
			a.Value = booking.MaskPage(a.Value)
		}
		return a
	}
	masked := booking.Contact{Phone: a.Value}.Masked().Phone
	if strings.Contains(a.Value, "@") {
		masked = booking.Contact{Email: a.Value}.Masked().Email
	}
	if masked == a.Value && !strings.Contains(masked, booking.Hidden) {
		masked = booking.Hidden
	}
	a.Value = masked
	return a
}

// MaskAnswers are the answers, each Masked.
func MaskAnswers(all []Answer) []Answer {
	all = slices.Clone(all)
	for i := range all {
		all[i] = all[i].Masked()
	}
	return all
}
