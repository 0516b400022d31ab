package companyfile

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"okno/booking"
	"okno/booking/languages"
)

var translationsShape = &shape{"translations", 0, languages.All}

// translations are the texts of a thing by language: {"en": {"name": "Haircut"}}.
func translations[T any](r *reader, texts booking.Attributes[T], into *T) {
	one := &shape{what: "a translation"}
	for _, a := range texts {
		if text, _ := languages.Split(a.Name); !slices.Contains(one.fields, text) {
			one.fields = append(one.fields, text)
		}
	}
	r.object(translationsShape, func(tag string) {
		r.object(one, func(name string) {
			i := slices.IndexFunc(texts, func(a booking.Attribute[T]) bool { return a.Name == name+"_"+tag })
			text := r.lines(texts[i].Most)
			if texts[i].Kind != booking.TextAttribute {
				text = strings.Join(strings.Fields(text), " ")
			}
			texts[i].Read(text, into) // it is within its limits
		})
	})
}

// inOrder is an object whose members stand in their order.
type inOrder []member

// MarshalJSONTo implements [json.MarshalerTo].
func (o inOrder) MarshalJSONTo(to *jsontext.Encoder) error { return object(to, o) }

// translationMembers are the translations as a member, none where there are no translations.
func translationMembers[T any](texts booking.Attributes[T], of T) []member {
	var all inOrder
	for _, tag := range languages.All {
		var one inOrder
		for _, a := range texts {
			if name, in := languages.Split(a.Name); in == tag && a.Text(of) != "" {
				one = append(one, member{name, a.Text(of)})
			}
		}
		if one != nil {
			all = append(all, member{tag, one})
		}
	}
	if all == nil {
		return nil
	}
	return []member{{"translations", all}}
}
