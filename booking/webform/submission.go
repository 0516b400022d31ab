package webform

import (
	"cmp"
	"slices"

	"okno/booking"
)

// Submission is what a visitor filled in: the contact, and the values of each
// other field, of which only several choices have more than one.
type Submission struct {
	Contact booking.Contact
	Answers map[string][]string // field name to values
	Consent bool
	// Flat says that the contact came among the answers, as a lead's does, and
	// errors name it so.
	Flat bool
}

// FlatSubmission is a submission whose contact came among its answers.
func FlatSubmission(answers map[string][]string, consent bool) Submission {
	in := Submission{Answers: map[string][]string{}, Consent: consent, Flat: true}
	for name, values := range answers {
		if to := in.contact(name); to != nil && len(values) <= 1 {
			*to = only(values)
		} else {
			in.Answers[name] = values
		}
	}
	return in
}

// Check reads a submission by the form's rules: a cleaned copy, with the phone
// in E.164, or an Invalid error that names each field as the API does
// ("client.phone", "answers.comment", "consent").
func (s FormSettings) Check(in Submission, company booking.Company) (Submission, error) {
	out := Submission{Answers: map[string][]string{}, Consent: in.Consent, Flat: in.Flat}
	wrong := map[string]booking.Sentence{}
	asked := map[string]bool{}
	read := func(f FormField) {
		asked[f.Name] = true
		values, problem := f.check(in.values(f.Name), company)
		if problem != nil {
			wrong[in.path(f.Name)] = *problem
		}
		if to := out.contact(f.Name); to != nil {
			*to = only(values)
		} else if len(values) > 0 {
			out.Answers[f.Name] = values
		}
	}
	for _, field := range s.AllFields() {
		read(field)
	}
	// What the form does not ask may be told all the same: a program that books
	// may know the e-mail where the form has no field for it.
	for _, extra := range contactFields {
		if !asked[extra.Name] {
			extra.Required = extra.Required && !in.Flat
			read(extra)
		}
	}
	for name := range in.Answers {
		if !asked[name] || in.contact(name) != nil {
			wrong["answers."+name] = booking.Say("error.field_unknown")
		}
	}
	if s.Consent != nil && !in.Consent {
		wrong["consent"] = booking.Say("error.consent")
	}
	if len(wrong) > 0 {
		return Submission{}, booking.FailFields(wrong)
	}
	return out, nil
}

// contactFields are the fields that make the contact.
var contactFields = []FormField{
	{Name: "name", Kind: TextField, Required: true}, // a booking without a name helps nobody
	{Name: "phone", Kind: PhoneField},
	{Name: "email", Kind: EmailField},
}

// contact is where the named field of the contact is kept; nil for an answer.
func (in *Submission) contact(name string) *string {
	switch name {
	case "name":
		return &in.Contact.Name
	case "phone":
		return &in.Contact.Phone
	case "email":
		return &in.Contact.Email
	}
	return nil
}

// path is the named field's name in the API.
func (in Submission) path(name string) string {
	if in.contact(name) != nil && !in.Flat {
		return "client." + name
	}
	return "answers." + name
}

// values are what was typed into the named field, as it came.
func (in Submission) values(name string) []string {
	if at := in.contact(name); at == nil {
		return in.Answers[name]
	} else if *at != "" {
		return []string{*at}
	}
	return nil
}

func only(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// Payload is the submission as the visitor typed it (a phone is not put into
// E.164 here), with the form's labels of the day in his language; what was
// chosen reads as it read to him.
func (s FormSettings) Payload(in Submission, locale string) []Answer {
	var payload []Answer
	for _, field := range s.AllFields() {
		values := slices.Clone(in.values(field.Name))
		for i, value := range values {
			values[i] = field.said(value, locale)
		}
		if value, ok := booking.CleanText(joined(values), booking.MaxText); ok && value != "" {
			payload = append(payload, Answer{Name: field.Name, Label: cmp.Or(field.Label.In(locale), field.Name), Value: value, Kind: field.Kind})
		}
	}
	return payload
}
