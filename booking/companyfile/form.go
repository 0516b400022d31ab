package companyfile

import (
	"fmt"
	"net/url"

	"okno/booking"
)

// The bounds of what a form may hold, and of how many there may be.
const (
	maxForms  = 1_000
	maxFields = 50
)

// Inline is the mode of a form whose widget stands in the page's own flow.
const Inline = "inline"

var (
	formShape    = &shape{"a form", 3, []string{"ref", "name", "key", "active", "fields", "consent", "texts", "widget"}}
	fieldShape   = &shape{"a form's field", 3, []string{"name", "kind", "label", "required"}}
	consentShape = &shape{"a consent", 1, []string{"text", "url"}}
	textsShape   = &shape{"a form's texts", 0, []string{"done"}}
	widgetShape  = &shape{"a form's widget", 0, []string{"mode"}}
	wordsShape   = &shape{"a text in several languages", 0, []string{"ru", "en"}}
)

func (r *reader) forms() {
	r.file.Forms = []Form{}
	keys := map[string]int{}
	r.list(maxForms, func(i int) {
		r.file.Forms = append(r.file.Forms, r.form(i, keys))
	})
}

func (r *reader) form(i int, keys map[string]int) Form {
	it := Form{Active: true, Settings: booking.FormSettings{Mode: Inline}}
	r.object(formShape, func(field string) {
		switch field {
		case "ref":
			it.Ref = r.newRef("forms", i)
		case "name":
			it.Name = r.oneLine()
		case "key":
			it.Key = r.key(64, "-_ABCDEFGHIJKLMNOPQRSTUVWXYZ", "latin letters, digits, hyphens and underscores")
			it.Line = r.line(r.base + int(r.dec.InputOffset()))
			if first, twice := keys[it.Key]; twice && it.Key != "" {
				r.here(fmt.Sprintf("%q is the key of forms[%d] already", short(it.Key), first))
			}
			keys[it.Key] = i
		case "active":
			it.Active = r.flag()
		case "fields":
			it.Settings.Fields = r.formFields()
		case "consent":
			it.Settings.Consent = r.consent()
		case "texts":
			r.object(textsShape, func(string) { it.Settings.Done = r.words(booking.MaxText) })
		case "widget":
			r.object(widgetShape, func(string) { it.Settings.Mode = oneOf(r, Inline) })
		}
	})
	return it
}

func (r *reader) formFields() []booking.FormField {
	var fields []booking.FormField
	names := map[string]bool{}
	r.list(maxFields, func(int) {
		var f booking.FormField
		r.object(fieldShape, func(field string) {
			switch field {
			case "name":
				f.Name = r.key(64, "-_", "lower-case latin letters, digits, hyphens and underscores")
				r.check(f.Name == "" || !names[f.Name], "%q is there twice", short(f.Name))
				names[f.Name] = true
			case "kind":
				f.Kind = oneOf(r, booking.FieldKinds...)
			case "label":
				f.Label = r.someWords(booking.MaxName)
			case "required":
				f.Required = r.flag()
			}
		})
		fields = append(fields, f)
	})
	return fields
}

func (r *reader) consent() *booking.Consent {
	var c booking.Consent
	r.object(consentShape, func(field string) {
		switch field {
		case "text":
			c.Text = r.someWords(booking.MaxText)
		case "url":
			c.URL = r.webAddress()
		}
	})
	return &c
}

// someWords are words in at least one language.
func (r *reader) someWords(most int) booking.Words {
	at := r.next()
	words := r.words(most)
	if words == nil {
		r.problemAt(at, `has no text; it is an object like {"ru": "Имя", "en": "Name"}`)
	}
	return words
}

// words is a text by language; a language without a text is left out.
func (r *reader) words(most int) booking.Words {
	var words booking.Words
	r.object(wordsShape, func(language string) {
		s := r.lines(most)
		if s == "" {
			return
		}
		if words == nil {
			words = booking.Words{}
		}
		words[language] = s
	})
	return words
}

func (r *reader) webAddress() string {
	s := r.oneLineOf(booking.MaxText)
	u, err := url.Parse(s)
	r.check(err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "",
		"%q is not an address like https://example.com/privacy", short(s))
	return s
}

// KeyTaken is the problem of a form whose key a form of somebody else has.
func (f *File) KeyTaken(i int, whose string) Problem {
	form := f.Forms[i]
	return Problem{Path: fmt.Sprintf("forms[%d].key", i), Line: form.Line,
		Text: fmt.Sprintf("%q is the key of a form %s", short(form.Key), whose)}
}
