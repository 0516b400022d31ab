package webform

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"okno/booking"
)

// check reads the values of one field: cleaned ones, none where nothing was
// answered, or what is wrong with them.
func (f FormField) check(raw []string, company booking.Company) ([]string, *booking.Sentence) {
	raw = slices.DeleteFunc(slices.Clone(raw), func(v string) bool { return strings.TrimSpace(v) == "" })
	switch {
	case f.Kind == CheckboxField:
		return f.checkBox(raw)
	case len(raw) == 0 && f.Required && f.Kind != HiddenField: // nobody could fill that in
		return nil, said("error.required")
	case len(raw) == 0:
		return nil, nil
	case f.Kind.HasOptions():
		return f.checkOptions(raw)
	case len(raw) > 1:
		return nil, said("error.one_value")
	}
	value, problem := f.checkOne(raw[0], company)
	if problem != nil || value == "" {
		return nil, problem
	}
	return []string{value}, nil
}

// checkBox: what is not ticked is no answer.
func (f FormField) checkBox(raw []string) ([]string, *booking.Sentence) {
	switch {
	case len(raw) == 0 || raw[0] == "false":
		if f.Required {
			return nil, said("error.tick")
		}
		return nil, nil
	case len(raw) > 1 || raw[0] != "true":
		return nil, said("error.option_unknown")
	}
	return raw, nil
}

// checkOptions gives the values in the form's order, each once.
func (f FormField) checkOptions(raw []string) ([]string, *booking.Sentence) {
	if f.Kind == ChoiceField && len(raw) > 1 {
		return nil, said("error.one_value")
	}
	var chosen []string
	for _, o := range f.Options {
		if slices.Contains(raw, o.Value) {
			chosen = append(chosen, o.Value)
		}
	}
	for _, v := range raw {
		if !slices.Contains(chosen, v) {
			return nil, said("error.option_unknown")
		}
	}
	return chosen, nil
}

// checkOne reads a value that is typed.
func (f FormField) checkOne(raw string, company booking.Company) (string, *booking.Sentence) {
	switch f.Kind {
	case PhoneField:
		if phone, ok := booking.ParsePhone(raw, company.Zone); ok {
			return phone, nil
		}
		return "", said("error.phone")
	case EmailField:
		if email, ok := booking.ParseEmail(raw); ok {
			return email, nil
		}
		return "", said("error.email")
	case NumberField:
		number := strings.Replace(strings.ReplaceAll(strings.TrimSpace(raw), " ", ""), ",", ".", 1)
		if _, err := strconv.ParseFloat(number, 64); err != nil || len(number) > 32 || strings.ContainsAny(number, "xXpPnN_") {
			return "", said("error.number")
		}
		return number, nil
	case DateField:
		date, err := booking.ParseDate(strings.TrimSpace(raw))
		if err != nil {
			return "", said("error.date")
		}
		return date.String(), nil
	case HiddenField: // nobody could make it shorter
		text, _ := booking.CleanLine(raw, booking.MaxText)
		runes := []rune(text)
		return string(runes[:min(len(runes), booking.MaxText)]), nil
	case TextareaField:
		if text, ok := booking.CleanText(raw, booking.MaxText); ok {
			return text, nil
		}
		return "", said("error.too_long", "Max", booking.MaxText)
	}
	line, ok := booking.CleanLine(raw, booking.MaxName)
	switch {
	case !ok:
		return "", said("error.too_long", "Max", booking.MaxName)
	case line == "" && f.Required:
		return "", said("error.required")
	}
	return line, nil
}

func said(key string, pairs ...any) *booking.Sentence {
	s := booking.Say(key, pairs...)
	return &s
}

// said is a value as it read to the visitor: an option by its label, a ticked
// box by its word.
func (f FormField) said(value, locale string) string {
	switch {
	case f.Kind.HasOptions():
		if o, ok := f.Option(value); ok {
			return cmp.Or(o.Label.In(locale), value)
		}
	case f.Kind == CheckboxField:
		return map[string]map[string]string{"true": {"ru": "Да", "en": "Yes"}}[value][locale]
	}
	return value
}

func joined(values []string) string { return strings.Join(values, ", ") }
