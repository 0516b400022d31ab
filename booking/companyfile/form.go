package companyfile

import (
	"fmt"

	"okno/booking"
	"okno/booking/webform"
)

var (
	formShape = &shape{"a form", 3, []string{
		"ref", "name", "key", "active", "fields", "consent", "texts", "services", "sites", "target_min", "widget"}}
	fieldShape   = &shape{"a form's field", 3, []string{"name", "kind", "label", "required", "options", "param"}}
	optionShape  = &shape{"a field's option", 2, []string{"value", "label"}}
	consentShape = &shape{"a consent", 1, []string{"text", "url", "privacy"}}
	textsShape   = &shape{"a form's texts", 0, []string{"done", "done_url", "closed"}}
	wordsShape   = &shape{"a text in several languages", 0, []string{"ru", "en"}}
)

func (r *reader) forms() {
	r.file.Forms = []Form{}
	keys := map[string]int{}
	r.list(webform.MaxForms, func(i int) {
		r.file.Forms = append(r.file.Forms, r.form(i, keys))
	})
}

func (r *reader) form(i int, keys map[string]int) Form {
	it := Form{Active: true, Settings: webform.FormSettings{Widget: webform.Widget{Mode: webform.Inline}}}
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
			r.formTexts(&it.Settings)
		case "services":
			if refs := r.refsTo("services"); len(refs) > 0 {
				it.Settings.Services = refs
			}
		case "sites":
			it.Settings.Sites = r.sites()
		case "target_min":
			it.Settings.TargetMin = r.number(1, webform.MaxTargetMin)
		case "widget":
			r.widget(&it.Settings.Widget)
		}
	})
	return it
}

func (r *reader) consent() *webform.Consent {
	var c webform.Consent
	r.object(consentShape, func(field string) {
		switch field {
		case "text":
			c.Text = r.someWords(booking.MaxText)
		case "url":
			c.URL = r.webAddress()
		case "privacy":
			c.Privacy = r.words(webform.MaxPrivacy)
		}
	})
	return &c
}

// someWords are words in at least one language.
func (r *reader) someWords(most int) webform.Words {
	at := r.next()
	words := r.words(most)
	if words == nil {
		r.problemAt(at, `has no text; it is an object like {"ru": "Имя", "en": "Name"}`)
	}
	return words
}

// words is a text by language; a language without a text is left out.
func (r *reader) words(most int) webform.Words {
	var words webform.Words
	r.object(wordsShape, func(language string) {
		s := r.lines(most)
		if s == "" {
			return
		}
		if words == nil {
			words = webform.Words{}
		}
		words[language] = s
	})
	return words
}

func (r *reader) webAddress() string {
	s := r.oneLineOf(booking.MaxText)
	r.check(webform.IsWebAddress(s), "%q is not an address like https://example.com/privacy", short(s))
	return s
}

// formTexts are what a form says beside its fields.
func (r *reader) formTexts(into *webform.FormSettings) {
	r.object(textsShape, func(field string) {
		switch field {
		case "done":
			into.Done = r.words(booking.MaxText)
		case "done_url":
			into.DoneURL = r.webAddress()
		case "closed":
			into.Closed = r.words(booking.MaxText)
		}
	})
}

// sites are the origins that may use a form.
func (r *reader) sites() []string {
	var sites []string
	r.list(webform.MaxSites, func(int) {
		s := r.oneLine()
		site, _, ok := webform.ParseSite(s)
		r.check(ok, "%q is not a site like https://example.com", short(s))
		sites = append(sites, site)
	})
	return sites
}

// KeyTaken is the problem of a form whose key a form of somebody else has.
func (f *File) KeyTaken(i int, whose string) Problem {
	form := f.Forms[i]
	return Problem{Path: fmt.Sprintf("forms[%d].key", i), Line: form.Line,
		Text: fmt.Sprintf("%q is the key of a form %s", short(form.Key), whose)}
}
