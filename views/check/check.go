package check

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/webform"
	"okno/views"
	"okno/views/flaw"
)

// Check is the page GET /check: what in the setup cannot work, what is full, and
// which bookings to come lie outside the rules.
type Check struct {
	views.Base
	Flaws     []Flaw
	Full      []Flaw
	Misfits   []views.HitRow
	More      int  // misfits beyond those
	NoMail    bool // nothing is mailed in this installation
	Bare      bool // there is nothing to check yet: no services, or no resources
	CanChange bool
}

// Flaw is one finding in words.
type Flaw struct {
	What  string // "service", "resource", "form" or "company"
	Name  string // of whatever it concerns
	Text  string
	Links []Link // of the pages that mend it
}

// Link is a page and what it is called.
type Link struct{ URL, Label string }

// CheckData is what the page is made of.
type CheckData struct {
	Setup            flaw.Of
	Company          booking.Company
	Forms            []webform.Form
	Findings         []engine.Finding
	Full             []booking.ID // services without a free start
	Until            booking.Date // the last date of the horizon
	Misfits          []engine.Misfit
	MoreMisfits      int
	NoMail           bool
	CanChange        bool
	CanChangeCompany bool
}

// NewCheck makes the page. It sets the title.
func NewCheck(base views.Base, d CheckData) Check {
	base.Section, base.Title = "check", base.W().T("check.title")
	w := base.W()
	page := Check{
		Base: base, CanChange: d.CanChange, More: d.MoreMisfits, NoMail: d.NoMail,
		Bare: len(d.Findings) == 0 && (len(d.Setup.Services) == 0 || len(d.Setup.Resources) == 0),
	}
	for _, f := range d.Findings {
		page.Flaws = append(page.Flaws, d.flaw(w, f))
	}
	for _, s := range d.Setup.Services {
		if slices.Contains(d.Full, s.ID) {
			page.Full = append(page.Full, Flaw{What: "service", Name: s.Name, Text: w.T("check.full.text", "date", w.DayOf(d.Until, d.Setup.Today))})
		}
	}
	hits := views.HitsData{Company: d.Company, Services: d.Setup.Services, Resources: d.Setup.Resources, Now: engine.Instant(d.Setup.Today, 0, d.Company.Zone)}
	for _, m := range d.Misfits {
		hit := views.Hit{Booking: m.Booking}
		for _, g := range m.Grounds {
			hit.Why = append(hit.Why, views.GroundSaid(g, d.Setup.Resources, d.Setup.Exceptions))
		}
		row := w.HitRow(hits, hit)
		row.Why = whySaid(w, hit.Why)
		page.Misfits = append(page.Misfits, row)
	}
	return page
}

func (Check) View() string { return "check" }

// Clear says whether nothing of the company's was found; a missing mail server is the installation's.
func (c Check) Clear() bool { return len(c.Flaws)+len(c.Full)+len(c.Misfits) == 0 }

// Icon goes with what the finding concerns.
func (f Flaw) Icon() string {
	return map[string]string{"service": "tag", "resource": "users", "form": "code-xml", "company": "building-2"}[f.What]
}

func (d CheckData) flaw(w *views.Words, f engine.Finding) Flaw {
	flaw := Flaw{Text: flaw.Text(w, f, d.Setup)}
	settings := []Link{{"/settings/company", w.T("check.to_settings")}}
	if !d.CanChangeCompany {
		settings = nil
	}
	switch {
	case f.Service != "":
		service, _ := d.Setup.Service(f.Service)
		flaw.What, flaw.Name = "service", service.Name
		switch f.What {
		case engine.ServiceExcepted:
			for i, e := range d.Setup.Named(f) {
				label := w.T("check.to_exception")
				if i > 0 {
					label = w.T("check.to_exception_number", "number", i+1)
				}
				flaw.Links = append(flaw.Links, Link{"/exceptions/" + string(e.ID), label})
			}
		case engine.ServiceNotice, engine.ServiceNoDay:
			flaw.Links = settings
		case engine.ServiceNeverMeets:
			for _, r := range d.Setup.Linked(service) {
				flaw.Links = append(flaw.Links, Link{"/schedules?view=week&resource=" + string(r.ID), r.Name})
			}
		}
		if len(flaw.Links) == 0 || len(flaw.Links) > engine.MaxCauses {
			flaw.Links = []Link{{"/services/" + string(f.Service), w.T("check.to_service")}}
		}
	case f.Resource != "":
		flaw.What, flaw.Name = "resource", d.Setup.Resource(f.Resource).Name
		flaw.Links = []Link{{"/schedules?view=week&resource=" + string(f.Resource), w.T("check.to_week")}}
	case f.Form != "":
		flaw.What, flaw.Links = "form", []Link{{"/forms/" + string(f.Form), w.T("check.to_form")}}
		for _, form := range d.Forms {
			if form.ID == f.Form {
				flaw.Name = form.Name
			}
		}
	default:
		flaw.What, flaw.Name, flaw.Links = "company", w.T("check.company"), settings
	}
	return flaw
}

func whySaid(w *views.Words, grounds []booking.Sentence) string {
	var all []string
	for _, g := range grounds {
		all = append(all, w.Say(g))
	}
	return strings.Join(all, "; ")
}
