// Package webform is a form as visitors see it: its fields, words, look and sites; what they send through it; and the
// requests, leads, that come of it.
package webform

import (
	"slices"

	"okno/booking"
)

// Form is a way in for visitors: its fields, its consent, what it says after
// sending, and the look of its widget. Outsiders know it by its key.
type Form struct {
	ID       booking.ID
	Ref      string // the company file's name for it
	Name     string
	Key      string // public, unique in the installation
	Active   bool
	Archived bool // kept for its leads only; an archived form is never Active
	Revision int  // rises with every change: whoever saves names the one he has seen
	Settings FormSettings
}

// FormAttributes are the plain attributes of a form. What it asks, its consent, services, sites and look are not among
// them.
var FormAttributes = slices.Concat(
	booking.Attributes[Form]{{Name: "name", Required: true, Most: booking.MaxName, Value: func(f *Form) any { return &f.Name }}},
	inBoth("done", func(f *Form) *Words { return &f.Settings.Done }),
	booking.Attributes[Form]{{Name: "done_url", Most: booking.MaxText, Check: checkAddress, Value: func(f *Form) any { return &f.Settings.DoneURL }}},
	inBoth("closed", func(f *Form) *Words { return &f.Settings.Closed }),
	booking.Attributes[Form]{
		{Name: "target", Column: "target_min", Kind: booking.MinutesAttribute, Least: 1, Most: MaxTargetMin, Value: func(f *Form) any { return &f.Settings.TargetMin }},
	},
)

// inBoth are the languages of a text.
func inBoth(name string, of func(*Form) *Words) booking.Attributes[Form] {
	var both booking.Attributes[Form]
	for _, language := range []string{"ru", "en"} {
		both = append(both, booking.Attribute[Form]{
			Name: name + "_" + language, Label: name, Kind: booking.TextAttribute, Most: booking.MaxText,
			Value: func(f *Form) any { return booking.Translation{Of: (*map[string]string)(of(f)), Language: language} },
		})
	}
	return both
}

// FormSettings is what a form asks, offers and looks like. Text is in the
// visitors' languages; see Words.
type FormSettings struct {
	Fields    []FormField `json:"fields,omitempty"` // none: DefaultFields
	Consent   *Consent    `json:"consent,omitempty"`
	Done      Words       `json:"done,omitempty"`       // said after sending; none: the product's own sentence
	DoneURL   string      `json:"done_url,omitempty"`   // a page to go to after sending; http or https
	Closed    Words       `json:"closed,omitempty"`     // said while the form is off; none: the product's own sentence
	Services  []string    `json:"services,omitempty"`   // refs of what it offers; none: all of the company
	Sites     []string    `json:"origins,omitempty"`    // that may use it, see ParseSite; none: any
	TargetMin int         `json:"target_min,omitempty"` // a lead is to be taken up within so many minutes; 0: DefaultTargetMin
	Widget    Widget      `json:"widget,omitzero"`
}

// The bounds of what a form may hold.
const (
	MaxForms         = 1_000
	MaxFormFields    = 50
	MaxOptions       = 50
	MaxSites         = 50
	MaxFieldName     = 64
	MaxTargetMin     = 43_200
	MaxPrivacy       = 10_000 // of the text about privacy, in each language
	DefaultTargetMin = 30
)

// Words is a text by language ("ru", "en").
type Words map[string]string

// In is the text in the language, else in any that there is.
func (w Words) In(locale string) string {
	if text, ok := w[locale]; ok {
		return text
	}
	for _, other := range []string{"ru", "en"} {
		if text, ok := w[other]; ok {
			return text
		}
	}
	return ""
}

// Consent is what a visitor has to agree to before sending.
type Consent struct {
	Text    Words  `json:"text"`
	URL     string `json:"url,omitempty"`     // of the whole wording; http or https
	Privacy Words  `json:"privacy,omitempty"` // what becomes of the data, on a page of the form's own; see Public
}

// Public is the consent as visitors are asked for it: where the form has a page about
// privacy, and names no other one, that page is the link. page is its address.
func (c *Consent) Public(page string) *Consent {
	if c == nil {
		return nil
	}
	public := Consent{Text: c.Text, URL: c.URL}
	if public.URL == "" && c.Privacy != nil {
		public.URL = page
	}
	return &public
}

// Wording is the consent as it is kept with what was agreed to: the text in the
// visitor's language, and the link that stood beside it.
func (c *Consent) Wording(locale string) string {
	switch {
	case c == nil:
		return ""
	case c.URL == "":
		return c.Text.In(locale)
	}
	return c.Text.In(locale) + " " + c.URL
}

// AllFields are the form's fields, the default ones where it names none.
func (s FormSettings) AllFields() []FormField {
	if len(s.Fields) == 0 {
		return DefaultFields
	}
	return s.Fields
}

// Offers says whether visitors of the form may book the service.
func (s FormSettings) Offers(service booking.Service) bool {
	return len(s.Services) == 0 || slices.Contains(s.Services, service.Ref)
}

// Target is how many minutes a lead of the form may wait.
func (s FormSettings) Target() int {
	if s.TargetMin == 0 {
		return DefaultTargetMin
	}
	return s.TargetMin
}
