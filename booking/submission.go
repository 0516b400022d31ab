package booking

import "strings"

// Submission is what a visitor filled in: the contact, and one text per other field.
type Submission struct {
	Contact Contact
	Answers map[string]string // field name to text
	Consent bool
}

// Check reads a submission by the form's rules: a cleaned copy, with the phone
// in E.164, or an Invalid error that names each field as the API does
// ("client.phone", "answers.comment", "consent").
func (s FormSettings) Check(in Submission, company Company) (Submission, error) {
	out := Submission{Answers: map[string]string{}, Consent: in.Consent}
	wrong := map[string]Sentence{}
	asked := map[string]bool{}
	for _, field := range s.AllFields() {
		asked[field.Name] = true
		raw, path, keep := in.field(field.Name, &out)
		value, problem := field.check(raw, company)
		if problem != nil {
			wrong[path] = *problem
		}
		keep(value)
	}
	// What the form does not ask may be told all the same: a program that books
	// may know the e-mail where the form has no field for it.
	for _, extra := range contactFields {
		if !asked[extra.Name] {
			raw, path, keep := in.field(extra.Name, &out)
			value, problem := extra.check(raw, company)
			if problem != nil {
				wrong[path] = *problem
			}
			keep(value)
		}
	}
	for name := range in.Answers {
		if !asked[name] {
			wrong["answers."+name] = Say("error.field_unknown")
		}
	}
	if s.Consent != nil && !in.Consent {
		wrong["consent"] = Say("error.consent")
	}
	if len(wrong) > 0 {
		return Submission{}, FailFields(wrong)
	}
	return out, nil
}

// contactFields are the fields that make the contact, none of them required.
var contactFields = []FormField{
	{Name: "name", Kind: TextField, Required: true}, // a booking without a name helps nobody
	{Name: "phone", Kind: PhoneField},
	{Name: "email", Kind: EmailField},
}

// field is what was typed into the named field, its name in the API, and where
// the cleaned value goes.
func (in Submission) field(name string, out *Submission) (raw, path string, keep func(string)) {
	switch name {
	case "name":
		return in.Contact.Name, "client.name", func(v string) { out.Contact.Name = v }
	case "phone":
		return in.Contact.Phone, "client.phone", func(v string) { out.Contact.Phone = v }
	case "email":
		return in.Contact.Email, "client.email", func(v string) { out.Contact.Email = v }
	}
	return in.Answers[name], "answers." + name, func(v string) {
		if v != "" {
			out.Answers[name] = v
		}
	}
}

func (f FormField) check(raw string, company Company) (string, *Sentence) {
	problem := func(key string, pairs ...any) (string, *Sentence) {
		s := Say(key, pairs...)
		return "", &s
	}
	if strings.TrimSpace(raw) == "" {
		if f.Required {
			return problem("error.required")
		}
		return "", nil
	}
	switch f.Kind {
	case PhoneField:
		if phone, ok := ParsePhone(raw, company.Zone); ok {
			return phone, nil
		}
		return problem("error.phone")
	case EmailField:
		if email, ok := ParseEmail(raw); ok {
			return email, nil
		}
		return problem("error.email")
	case TextareaField:
		if text, ok := CleanText(raw, MaxText); ok {
			return text, nil
		}
		return problem("error.too_long", "Max", MaxText)
	}
	if line, ok := CleanLine(raw, MaxName); ok && line != "" {
		return line, nil
	} else if ok {
		return problem("error.required")
	}
	return problem("error.too_long", "Max", MaxName)
}

// Payload is the submission as the visitor typed it (a phone is not put into
// E.164 here), with the form's labels of the day in his language.
func (s FormSettings) Payload(in Submission, locale string) []Answer {
	var payload []Answer
	for _, field := range s.AllFields() {
		raw, _, _ := in.field(field.Name, &Submission{})
		if value, ok := CleanText(raw, MaxText); ok && value != "" {
			payload = append(payload, Answer{Name: field.Name, Label: field.Label.In(locale), Value: value})
		}
	}
	return payload
}
