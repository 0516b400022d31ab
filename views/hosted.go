package views

import (
	"html/template"

	"okno/booking"
)

// Hosted is the public page of a form, GET /b/:key, for those who have no site
// of their own: who they are, and the widget.
type Hosted struct {
	Base
	Key      string
	Service  string // to begin with, "" for none
	LogoURL  string // "" for none
	Address  string
	Phone    string
	PhoneURL template.URL // tel:
	Hidden   bool         // from search engines
}

// HostedData is what the page is made of.
type HostedData struct {
	Form    booking.Form
	Company booking.Company
	LogoURL string
	Service string
	Hidden  bool
}

// NewHosted makes the page. It sets the title and the company.
func NewHosted(base Base, d HostedData) Hosted {
	w := base.W()
	base.Title = w.T("hosted.title", "company", d.Company.Name)
	base.Company = Company{d.Company.Name, d.Company.Slug}
	base.Theme = string(d.Form.Settings.Widget.Theme)
	h := Hosted{
		Base: base, Key: d.Form.Key, Service: d.Service, LogoURL: d.LogoURL, Hidden: d.Hidden, Address: d.Company.Client.Address,
	}
	if phone := d.Company.Client.Phone; phone != "" {
		h.Phone, h.PhoneURL = w.Phone(phone), Details{Phone: phone}.PhoneURL()
	}
	return h
}

func (Hosted) view() string { return "hosted" }
