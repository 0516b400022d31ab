package exceptions

import (
	"net/url"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/exceptions"
	"okno/views"
)

// TimePage is GET /exceptions/time and GET /exceptions/:id/time for a direct visit.
type TimePage struct {
	views.Base
	Form Time
}

func (TimePage) View() string { return "time-page" }

// Time is the form that blocks hours of one resource on one date, in the modal of the board.
type Time struct {
	W         *views.Words
	Alone     bool
	ID        booking.ID
	Revision  int
	Draft     exceptions.Draft
	Resources []views.Choice
	Sentence  string // the exception that there is, in words; "" for a new one
	Conflict  bool   // it is not the one that was seen
	Ours      bool   // the board may change it
	CanSetUp  bool
	BookURL   string // a new booking at this time all the same, "" for none
	Presets   []string
	Problem   string
	problems  map[string]booking.Sentence
}

// TimeData is what it is made of.
type TimeData struct {
	Company   booking.Company
	Resources []booking.Resource // all, in the panel's order
	Services  []booking.Service
	ID        booking.ID // "" for a new one
	Revision  int
	Draft     exceptions.Draft
	Stored    *booking.Exception // as it stands now, nil for a new one
	Now       time.Time
	Conflict  bool
	CanChange bool
	CanSetUp  bool
	CanBook   bool
	Problem   booking.Sentence
	Problems  map[string]booking.Sentence
}

// presets are the reasons that are given with one press.
var presets = []string{"lunch", "cleaning", "early"}

// NewTime makes the fragment in the given language.
func NewTime(locale string, d TimeData) Time {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	v := Time{
		W: w, ID: d.ID, Revision: d.Revision, Draft: d.Draft, Conflict: d.Conflict, Ours: d.CanChange, CanSetUp: d.CanSetUp,
		Problem: w.Say(d.Problem), problems: d.Problems,
	}
	for _, r := range d.Resources {
		if r.Active && !r.Archived || "resource:"+string(r.ID) == d.Draft.About {
			v.Resources = append(v.Resources, views.Choice{Value: string(r.ID), Label: r.Name, Chosen: "resource:"+string(r.ID) == d.Draft.About})
		}
	}
	if d.Stored != nil {
		who, _ := w.ExceptionWho(*d.Stored, d.Services, d.Resources)
		v.Sentence = who + ": " + w.ExceptionText(*d.Stored, booking.DateOf(d.Now, d.Company.Zone))
		v.Ours = v.Ours && exceptions.OfBoard(*d.Stored)
		if e := d.Stored; d.CanBook && exceptions.OfBoard(*e) {
			start := engine.Instant(e.FromDate, e.From, d.Company.Zone)
			v.BookURL = "/bookings/new?" + url.Values{"resource": {string(e.Resource)}, "start": {start.UTC().Format(time.RFC3339)}}.Encode()
		}
		return v
	}
	for _, name := range presets {
		v.Presets = append(v.Presets, w.T("exceptions.time.preset."+name))
	}
	return v
}

func (Time) View() string { return "time" }

// NewTimePage makes the page. It sets the title.
func NewTimePage(base views.Base, d TimeData) TimePage {
	form := NewTime(base.Locale, d)
	form.Alone = true
	base.Section, base.Title = "bookings", form.Title()
	return TimePage{base, form}
}

// Title is of the form.
func (v Time) Title() string {
	if v.ID == "" {
		return v.W.T("exceptions.time.new")
	}
	return v.W.T("exceptions.time.one")
}

// Head is of the form.
func (v Time) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "time-title", Heading: v.Title(), Alone: v.Alone}
}

// URL is where the form goes to.
func (v Time) URL() string {
	if v.ID == "" {
		return "/exceptions/time"
	}
	return "/exceptions/" + string(v.ID) + "/time"
}

// AgainURL is the form as it came: what was typed is left.
func (v Time) AgainURL() string {
	if v.ID == "" {
		resource, _ := strings.CutPrefix(v.Draft.About, "resource:")
		return "/exceptions/time?" + url.Values{"resource": {resource}, "from_date": {v.Draft.FromDate}, "from": {v.Draft.From}, "to": {v.Draft.To}}.Encode()
	}
	return v.URL()
}

// Drawn says whether the time was chosen where the form was opened from: that counts more than what was typed once.
func (v Time) Drawn() bool {
	return v.ID == "" && v.Draft.From != "" && !v.Conflict && len(v.problems) == 0
}

// Wrong is what is wrong with a field, "" where nothing is.
func (v Time) Wrong(field string) string { return v.W.Say(v.problems[field]) }

// DateType and TimeType are the kinds of input that can show the text.
func (v Time) DateType(text string) string { return dateType(text) }
func (v Time) TimeType(text string) string { return timeType(text) }
