package views

import "okno/booking"

// Check is the page GET /check: what in the setup cannot work.
type Check struct {
	Base
	Flaws     []Flaw
	Bare      bool // there is nothing to check yet: no services, or no resources
	CanChange bool
}

// Flaw is one finding in words.
type Flaw struct {
	What string // "service", "resource", "form" or "company"
	Name string // of whatever it concerns
	Text string
	URL  string // of the page that mends it, "" where there is none
	Link string // what that page is called
}

// CheckData is what the page is made of.
type CheckData struct {
	Services  []booking.Service
	Resources []booking.Resource
	Forms     []booking.Form
	Findings  []booking.Finding
	CanChange bool
}

// NewCheck makes the page. It sets the title.
func NewCheck(base Base, d CheckData) Check {
	base.Section, base.Title = "check", base.W().T("check.title")
	page := Check{Base: base, CanChange: d.CanChange, Bare: len(d.Findings) == 0 && (len(d.Services) == 0 || len(d.Resources) == 0)}
	for _, f := range d.Findings {
		page.Flaws = append(page.Flaws, d.flaw(base.W(), f))
	}
	return page
}

func (Check) view() string { return "check" }

// Icon goes with what the finding concerns.
func (f Flaw) Icon() string {
	return map[string]string{"service": "scissors", "resource": "users", "form": "code-xml", "company": "building-2"}[f.What]
}

func (d CheckData) flaw(w *Words, f booking.Finding) Flaw {
	flaw := Flaw{Text: FlawText(w, f)}
	switch {
	case f.Service != "":
		flaw.What, flaw.URL, flaw.Link = "service", "/services/"+string(f.Service), w.T("check.to_service")
		for _, s := range d.Services {
			if s.ID == f.Service {
				flaw.Name = s.Name
			}
		}
	case f.Resource != "":
		flaw.What, flaw.URL, flaw.Link = "resource", "/schedules?view=week&resource="+string(f.Resource), w.T("check.to_week")
		for _, r := range d.Resources {
			if r.ID == f.Resource {
				flaw.Name = r.Name
			}
		}
	case f.Form != "":
		flaw.What, flaw.URL, flaw.Link = "form", "/forms/"+string(f.Form), w.T("check.to_form")
		for _, form := range d.Forms {
			if form.ID == f.Form {
				flaw.Name = form.Name
			}
		}
	default:
		flaw.What, flaw.Name = "company", w.T("check.company")
	}
	return flaw
}

// FlawText says in one plain sentence or two what cannot work, without whose
// flaw it is.
func FlawText(w *Words, f booking.Finding) string {
	key := "check.flaw." + string(f.What)
	switch f.What {
	case booking.ServiceKindOff:
		return w.T(key + "." + string(f.Kind))
	case booking.ServiceTooLong:
		if f.LongestMin == 0 {
			return w.T("check.flaw.service_no_hours." + string(f.Kind))
		}
		return w.T(key+"."+string(f.Kind), "longest", w.Minutes(f.LongestMin))
	case booking.ServiceOffGrid:
		return w.T(key, "step", w.Minutes(f.StepMin))
	case booking.IntervalInGap:
		return w.T(key, "date", f.Date, "from", f.Interval.From.String(), "to", f.Interval.To.String())
	}
	return w.T(key)
}

// FlawsSaid is the number on the navigation's entry, for a screen reader.
func (b Base) FlawsSaid() string { return b.W().T("check.badge", "count", b.Flaws) }
