package hosted

import (
	"strings"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// Privacy is the public page GET /b/:key/privacy: what a company says of its clients' data.
type Privacy struct {
	views.Base
	Parts              []PrivacyPart
	Back               string // address of the form's page, "" while the form is switched off
	TextLang           string // of the parts
	Other, OtherIn     string // the text in the other language, "" where there is none
	OtherTag           string
	CompanyIn, Subject string
}

// PrivacyPart is a paragraph, with a heading where its first line is one.
type PrivacyPart struct {
	Heading string
	Lines   []string
}

// PrivacyData is what the page is made of.
type PrivacyData struct {
	Form    webform.Form
	Company booking.Company
	Text    webform.Words
	Closed  bool
	Lang    string
}

// NewPrivacy makes the page. It sets the title and the company.
func NewPrivacy(base views.Base, d PrivacyData) Privacy {
	w := base.W()
	base.Title = w.T("hosted.privacy_of", "company", d.Company.Name)
	base.Company = views.Company{Name: d.Company.Name, Slug: d.Company.Slug}
	base.Theme = string(d.Form.Settings.Widget.Theme)
	p := Privacy{Base: base, CompanyIn: d.Company.Name, Subject: w.T("hosted.privacy"), Parts: privacyParts(d.Text.In(d.Lang)), TextLang: d.Lang}
	other := "en"
	if d.Lang == "en" {
		other = "ru"
	}
	switch {
	case d.Text[d.Lang] == "":
		p.TextLang = other
	case d.Text[other] != "":
		p.Other, p.OtherTag = "/b/"+d.Form.Key+"/privacy?lang="+other, other
		p.OtherIn = map[string]string{"ru": "Русский", "en": "English"}[other]
	}
	if !d.Closed {
		p.Back = "/b/" + d.Form.Key + "?lang=" + d.Lang
	}
	return p
}

func (Privacy) View() string { return "privacy" }

// privacyParts are the paragraphs of a text. The first line of one is its heading where more
// follow and it does not end as a sentence does.
func privacyParts(text string) []PrivacyPart {
	var parts []PrivacyPart
	for paragraph := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		lines := strings.FieldsFunc(paragraph, func(r rune) bool { return r == '\n' })
		if len(lines) == 0 {
			continue
		}
		part := PrivacyPart{Lines: lines}
		if len(lines) > 1 && !strings.ContainsAny(lines[0][len(lines[0])-1:], ".:;,!?") {
			part = PrivacyPart{Heading: lines[0], Lines: lines[1:]}
		}
		parts = append(parts, part)
	}
	return parts
}
