// Package translated shows the texts of services and resources in the other languages of a company's visitors: fields beside
// the text that they translate (the template "translations"), facts, and the two versions of a clash.
package translated

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/languages"
	"okno/views"
)

// Field is a text in one more language.
type Field struct {
	Name  string // in the form, "name_en"
	Tag   string // the language (BCP 47)
	Short string // as it is shown before the field: "EN"
	Label string // for a screen reader
	Value string
	Place string // the text that is shown to visitors while this one is empty
	Error string
	Many  bool // several lines
	Max   int
}

// Fields are the fields of a thing by the text that they translate: in the languages of the company's visitors but
// its own, and in those in which there is a text already.
func Fields[T any](w *views.Words, noun string, attributes booking.Attributes[T], c booking.Company, typed booking.Typed, wrong map[string]string) map[string][]Field {
	fields := map[string][]Field{}
	for _, a := range attributes {
		text, tag := languages.Split(a.Name)
		if !slices.Contains(languages.Of(c)[1:], tag) && typed[a.Name] == "" {
			continue
		}
		place, _, _ := strings.Cut(typed[text], "\n")
		fields[text] = append(fields[text], Field{
			Name: a.Name, Tag: tag, Short: strings.ToUpper(tag), Label: label(w, noun, a.Name), Value: typed[a.Name], Place: place,
			Error: wrong[a.Name], Many: a.Kind == booking.TextAttribute, Max: a.Most,
		})
	}
	return fields
}

// Facts are the translations that there are, for who only reads.
func Facts[T any](w *views.Words, noun string, attributes booking.Attributes[T], stored T) []views.Fact {
	var all []views.Fact
	for _, a := range attributes {
		if text := a.Text(stored); text != "" {
			all = append(all, views.Fact{Name: label(w, noun, a.Name), Value: text})
		}
	}
	return all
}

// AddTo puts those into a clash in which what was typed is not what is stored.
func AddTo[T any](c *views.Clashes, noun string, attributes booking.Attributes[T], yours booking.Typed, stored T) {
	for _, a := range attributes {
		if !a.Same(yours[a.Name], stored) {
			c.Add(label(c.W, noun, a.Name), yours[a.Name], a.Text(stored))
		}
	}
}

func label(w *views.Words, noun, name string) string {
	text, tag := languages.Split(name)
	return w.T(noun+".field."+text) + " · " + languages.Names[tag]
}
