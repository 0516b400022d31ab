package forms

import (
	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// FormConsent is the fragment #form-consent: what visitors have to agree to.
type FormConsent struct {
	W                *views.Words
	ID               booking.ID
	Consent, Privacy TextPair
	URL              views.TextField
	Page             string // address of the page about privacy, "" while the form has none
	Drafted          bool   // the texts are a draft that nobody has saved yet
}

// NewFormConsent makes the fragment in the given language.
func NewFormConsent(locale string, d FormData) FormConsent {
	return newFormConsent(views.In(locale), d, nil)
}

func (FormConsent) View() string { return "form-consent" }

func newFormConsent(w *views.Words, d FormData, wrong map[string]string) FormConsent {
	c := FormConsent{
		W: w, ID: d.Form.ID, Drafted: d.Drafted,
		Consent: longPair(w, "consent", d.Typed.Consent, wrong), Privacy: longPair(w, "privacy", d.Typed.Privacy, wrong),
		URL: views.TextField{Name: "consent_url", Label: w.T("forms.field.consent_url"), Value: d.Typed.ConsentURL, Error: wrong["consent_url"],
			Mode: "url", More: w.T("services.optional")},
	}
	c.Privacy.Hint, c.Consent.Focused = w.T("forms.privacy_hint"), d.Drafted
	if stored := d.Form.Settings.Consent; stored != nil && stored.Privacy != nil {
		c.Page = PrivacyPath(d.Form.Key)
	}
	return c
}

// CanDraft says that a draft has something to fill.
func (c FormConsent) CanDraft() bool {
	return c.Consent.RU+c.Consent.EN == "" || c.Privacy.RU+c.Privacy.EN+c.URL.Value == ""
}

// Open says that there is something to see.
func (c FormConsent) Open() bool {
	return c.Consent.RU+c.Consent.EN+c.URL.Value != "" || c.Consent.ErrorRU+c.Consent.ErrorEN+c.Privacy.ErrorRU+c.Privacy.ErrorEN+c.URL.Error != ""
}

// PrivacyPath is the address of a form's page about privacy, on this installation.
func PrivacyPath(key string) string { return "/b/" + key + "/privacy" }

// DraftConsent is what a company may begin with: a consent, and a text about privacy, worded for its country
// in both languages.
func DraftConsent(c booking.Company) (consent, privacy webform.WordsText) {
	law := string(webform.LawOf(booking.Region(c.Zone)))
	in := func(locale, what string) string {
		w, who := views.In(locale), c.Name
		if c.Client.Address != "" {
			who += ", " + c.Client.Address
		}
		if c.Client.Phone != "" {
			who += ", " + w.Phone(c.Client.Phone)
		}
		return w.T("forms.draft."+law+"."+what, "who", who)
	}
	return webform.WordsText{RU: in("ru", "consent"), EN: in("en", "consent")}, webform.WordsText{RU: in("ru", "privacy"), EN: in("en", "privacy")}
}
