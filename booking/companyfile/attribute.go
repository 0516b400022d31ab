package companyfile

import (
	"strings"

	"okno/booking"
)

// shapeOf is the shape of an object that holds attributes: required ones come first.
func shapeOf[T any](what string, required []string, attributes booking.Attributes[T], others ...string) *shape {
	var optional []string
	for _, a := range attributes {
		if a.Required {
			required = append(required, a.Stored())
		} else {
			optional = append(optional, a.Stored())
		}
	}
	return &shape{what, len(required), append(append(required, optional...), others...)}
}

// attribute reads the next value into the attribute of that stored name.
func attribute[T any](r *reader, attributes booking.Attributes[T], name string, into *T) {
	for _, a := range attributes {
		if a.Stored() != name {
			continue
		}
		switch value := a.Value(into).(type) {
		case *int:
			if *value = 0; a.Kind == booking.StepAttribute {
				*value = r.step()
			} else {
				*value = r.number(a.Least, a.Most)
			}
		case *string:
			*value = words(r, a)
		}
	}
}

func words[T any](r *reader, a booking.Attribute[T]) string {
	switch a.Kind {
	case booking.TextAttribute:
		return r.lines(a.Most)
	case booking.PriceAttribute:
		return r.price()
	case booking.ColorAttribute:
		return r.color()
	case booking.ChoiceAttribute:
		return oneOf(r, a.Choices...)
	}
	if a.Required {
		return r.oneLineOf(a.Most)
	}
	return strings.Join(strings.Fields(r.lines(a.Most)), " ")
}
