package views

import "okno/booking"

// The plain attributes of a noun in a form, in words. The words of an attribute are those
// of its noun: "services.field.price".

// TypedOf is what a form holds of a thing as it is stored, amounts as the language writes them.
func TypedOf[T any](w *Words, attributes booking.Attributes[T], stored T) booking.Typed {
	typed := booking.Typed{}
	for _, a := range attributes {
		typed[a.Name] = a.Text(stored)
		switch {
		case a.Kind == booking.PriceAttribute:
			typed[a.Name] = w.Amount(typed[a.Name])
		case a.Kind == booking.PhoneAttribute && typed[a.Name] != "":
			typed[a.Name] = w.Phone(typed[a.Name])
		case a.Kind == booking.BirthdayAttribute:
			typed[a.Name] = w.Birthday(typed[a.Name])
		}
	}
	return typed
}

// birthdayTyped is how long a birthday may be as it is typed: "12 September 1990".
const birthdayTyped = 24

// TextFieldsOf are the fields of a form by their names, with what is wrong with each.
func TextFieldsOf[T any](w *Words, noun string, attributes booking.Attributes[T], typed booking.Typed, wrong map[string]string) map[string]TextField {
	all := map[string]TextField{}
	for _, a := range attributes {
		f := TextField{
			Name: a.Name, Label: w.T(noun + ".field." + a.Name), Value: typed[a.Name], Error: wrong[a.Name],
			Required: a.Required, Many: a.Kind == booking.TextAttribute, Max: a.Most,
		}
		switch a.Kind {
		case booking.MinutesAttribute:
			f.Unit, f.Mode, f.Max = w.MinuteUnit(), "numeric", 8
		case booking.PriceAttribute:
			f.Mode, f.Max, f.More = "decimal", 24, w.T(noun+".optional")
		case booking.PhoneAttribute:
			f.Mode = "tel"
		case booking.EmailAttribute:
			f.Mode = "email"
		case booking.BirthdayAttribute:
			f.Max, f.More = birthdayTyped, w.T(noun+".birthday_hint", "full", w.Birthday("12.05.1990"), "short", w.Birthday("12.05"))
		case booking.LineAttribute, booking.TextAttribute:
			if !a.Required {
				f.More = w.T(noun + ".optional")
			}
		}
		all[a.Name] = f
	}
	return all
}

// AddAttributes puts the attributes in in which what was typed and what is stored differ.
func AddAttributes[T any](c *Clashes, noun string, attributes booking.Attributes[T], yours booking.Typed, stored T) {
	now := TypedOf(c.W, attributes, stored)
	for _, a := range attributes {
		if a.Same(yours[a.Name], stored) {
			continue
		}
		said := func(text string) string { return text }
		switch a.Kind {
		case booking.ColorAttribute:
			said = c.W.ColorName
		case booking.ChoiceAttribute:
			said = func(choice string) string { return c.W.Named(noun+"."+a.Name+".", choice) }
		}
		c.Add(c.W.T(noun+".field."+a.Name), said(yours[a.Name]), said(now[a.Name]))
	}
}

// FactsOf are the attributes in words, for who only reads; its name is its heading, and a
// colour is seen. What it does not have is left out.
func FactsOf[T any](w *Words, noun string, attributes booking.Attributes[T], stored T, currency string) []Fact {
	var all []Fact
	for _, a := range attributes {
		value := a.Text(stored)
		if value == "" || a.Name == "name" || a.Kind == booking.ColorAttribute {
			continue
		}
		switch pointer := a.Value(&stored).(type) {
		case *int:
			value = w.Minutes(*pointer)
		case *string:
			switch a.Kind {
			case booking.PriceAttribute:
				value = w.Money(value, currency)
			case booking.PhoneAttribute:
				value = w.Phone(value)
			case booking.BirthdayAttribute:
				value = w.Birthday(value)
			case booking.ChoiceAttribute:
				value = w.Named(noun+"."+a.Name+".", value)
			}
		}
		all = append(all, Fact{Name: w.T(noun + ".field." + a.Name), Value: value})
	}
	return all
}
