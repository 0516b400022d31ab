package hosted

import (
	"html/template"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// Hosted is the public page of a form, GET /b/:key, for those who have no site
// of their own: who they are, and the widget.
type Hosted struct {
	views.Base
	Key      string
	Service  string // to begin with, "" for none
	Resource string // likewise
	LogoURL  string // "" for none
	Address  string
	Phone    string
	PhoneURL template.URL // tel:
	Hidden   bool         // from search engines
	Closed   string       // why there is nothing to book, "" where there is
	Plain    Plain        // the steps without scripts
	Alone    bool         // they alone: the widget is left out
	Other    string       // address of the page in the other language
	OtherIn  string       // that language's own name
	OtherTag string
}

// HostedData is what the page is made of.
type HostedData struct {
	Form              webform.Form
	Company           booking.Company
	LogoURL           string
	Service, Resource string
	Hidden            bool
	Closed            booking.Sentence
	Plain             PlainData
}

// NewHosted makes the page. It sets the title and the company.
func NewHosted(base views.Base, d HostedData) Hosted {
	w := base.W()
	base.Title = w.T("hosted.title", "company", d.Company.Name)
	base.Company = views.Company{Name: d.Company.Name, Slug: d.Company.Slug}
	base.Theme = string(d.Form.Settings.Widget.Theme)
	h := Hosted{
		Base: base, Key: d.Form.Key, Service: d.Service, Resource: d.Resource, LogoURL: d.LogoURL, Hidden: d.Hidden, Address: d.Company.Client.Address,
	}
	if h.Closed = w.Say(d.Closed); h.Closed == "" {
		h.Plain, h.Alone = NewPlain(w, d.Plain), d.Plain.Plain
	}
	other := d.Plain
	other.Lang, h.OtherTag, h.OtherIn = "en", "en", "English"
	if w.Locale() == "en" {
		other.Lang, h.OtherTag, h.OtherIn = "ru", "ru", "Русский"
	}
	other.Key = d.Form.Key
	q := other.query("")
	if !d.Plain.Plain {
		q.Del("plain")
	}
	if d.Service != "" {
		q.Set("service", d.Service)
	}
	if d.Resource != "" {
		q.Set("resource", d.Resource)
	}
	h.Other = other.address(q, nil)
	if phone := d.Company.Client.Phone; phone != "" {
		h.Phone, h.PhoneURL = w.Phone(phone), views.PhoneURL(phone)
	}
	return h
}

func (Hosted) View() string { return "hosted" }
