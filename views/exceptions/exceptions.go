package exceptions

import (
	"cmp"
	"net/url"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/exceptions"
	"okno/booking/holidays"
	"okno/views"
)

// Exceptions is the page GET /exceptions.
type Exceptions struct {
	views.Base
	List ExceptionList
}

// ExceptionsData is what the list is made of.
type ExceptionsData struct {
	Company    booking.Company
	Services   []booking.Service  // all, in the panel's order
	Resources  []booking.Resource // all, in the panel's order
	Exceptions []booking.Exception
	Show       string // "coming", "past" or "deleted"
	About      string // "", "company", "services", "resources", "service:ID" or "resource:ID"
	Now        time.Time
	CanChange  bool
	Fresh      bool // it takes the place of something that had the focus
}

// NewExceptions makes the page. It sets the title.
func NewExceptions(base views.Base, d ExceptionsData) Exceptions {
	list := NewExceptionList(base.Locale, d)
	base.Title, base.Section = list.W.T("exceptions.title"), "exceptions"
	return Exceptions{base, list}
}

func (Exceptions) View() string { return "exceptions" }

// ExceptionList is the fragment #exceptions.
type ExceptionList struct {
	W         *views.Words
	Show      string
	About     string
	Tabs      []views.Choice
	Kinds     []views.Choice // the company, all services, all resources
	Services  []views.Choice
	Resources []views.Choice
	Rows      []ExceptionRow
	More      int    // rows that are not shown
	Holidays  string // what the button for the holidays of the country says, "" where there are none
	CanChange bool
	Fresh     bool
}

// HolidaysUntil is up to which date the holidays are closed on by one click: the end of
// the year, and in its last weeks that of the next one.
func HolidaysUntil(today booking.Date) booking.Date {
	return booking.Date{Year: today.AddDays(62).Year, Month: time.December, Day: 31}
}

// ExceptionRow is one exception in words.
type ExceptionRow struct {
	ID       booking.ID
	Revision int
	Who      string
	Icon     string
	Text     string
	Now      bool // it holds these days
	CanEnd   bool
}

// exceptionRows is how many are shown at once; the filter finds the others.
const exceptionRows = 200

// NewExceptionList makes the fragment in the given language.
func NewExceptionList(locale string, d ExceptionsData) ExceptionList {
	l := ExceptionList{W: views.In(locale).At(d.Company.Zone, d.Now), Show: d.Show, About: d.About, CanChange: d.CanChange, Fresh: d.Fresh}
	for _, show := range []string{"coming", "past", "deleted"} {
		if show != "deleted" || d.CanChange {
			l.Tabs = append(l.Tabs, views.Choice{Value: show, Label: l.W.T("exceptions.show." + show), Chosen: show == d.Show})
		}
	}
	for _, about := range []string{"company", "resources", "services"} {
		l.Kinds = append(l.Kinds, views.Choice{Value: about, Label: l.W.T("exceptions.about." + about), Chosen: about == d.About})
	}
	l.Services, l.Resources = exceptionChoices(d.About, d.Services, d.Resources)
	today := booking.DateOf(d.Now, d.Company.Zone)
	if d.CanChange && d.Show == "coming" && holidays.Known(booking.Region(d.Company.Zone)) {
		l.Holidays = l.W.T("exceptions.holidays", "year", HolidaysUntil(today).Year)
	}
	for _, e := range d.chosen(today) {
		if len(l.Rows) == exceptionRows {
			l.More++
			continue
		}
		l.Rows = append(l.Rows, l.row(d, e, today))
	}
	return l
}

func (ExceptionList) View() string { return "exceptions-fragment" }

func (l ExceptionList) row(d ExceptionsData, e booking.Exception, today booking.Date) ExceptionRow {
	row := ExceptionRow{ID: e.ID, Revision: e.Revision, Text: l.W.ExceptionText(e, today)}
	row.Who, row.Icon = l.W.ExceptionWho(e, d.Services, d.Resources)
	begun := !today.Before(e.FromDate)
	row.Now = d.Show == "coming" && begun
	row.CanEnd = row.Now && (e.ToDate == nil || today.Before(*e.ToDate))
	return row
}

// chosen are the exceptions that are shown: what comes first first, what is
// over most recently first.
func (d ExceptionsData) chosen(today booking.Date) []booking.Exception {
	var chosen []booking.Exception
	for _, e := range d.Exceptions {
		past := e.ToDate != nil && e.ToDate.Before(today)
		if (d.Show == "deleted" || past == (d.Show == "past")) && concernsAbout(e, d.About) {
			chosen = append(chosen, e)
		}
	}
	slices.SortStableFunc(chosen, func(a, b booking.Exception) int {
		if d.Show == "past" {
			return cmp.Compare(b.ToDate.String(), a.ToDate.String())
		}
		return cmp.Compare(a.FromDate.String(), b.FromDate.String())
	})
	return chosen
}

func concernsAbout(e booking.Exception, about string) bool {
	switch about {
	case "":
		return true
	case "services":
		return e.Service != ""
	case "resources":
		return e.Resource != ""
	}
	return exceptions.About(e) == about
}

// exceptionChoices are the services and resources for a choice of what an
// exception is about. Archived ones are left out, unless chosen.
func exceptionChoices(about string, services []booking.Service, resources []booking.Resource) (s, r []views.Choice) {
	for _, each := range services {
		if value := "service:" + string(each.ID); !each.Archived || value == about {
			s = append(s, views.Choice{Value: value, Label: each.Name, Chosen: value == about})
		}
	}
	for _, each := range resources {
		if value := "resource:" + string(each.ID); !each.Archived || value == about {
			r = append(r, views.Choice{Value: value, Label: each.Name, Chosen: value == about})
		}
	}
	return s, r
}

// URL is the address of the list as it is filtered; TabURL of another tab of it.
func (l ExceptionList) URL() string { return l.TabURL(l.Show) }
func (l ExceptionList) TabURL(show string) string {
	values := url.Values{"show": {show}}
	if l.About != "" {
		values.Set("about", l.About)
	}
	return "/exceptions?" + values.Encode()
}

// NewURL leads to a new exception, about what the list is filtered by.
func (l ExceptionList) NewURL() string {
	if l.About == "" || l.About == "services" || l.About == "resources" {
		return "/exceptions/new"
	}
	return "/exceptions/new?" + url.Values{"about": {l.About}}.Encode()
}

// ActURL is the address of an act on a row that answers with this list.
func (l ExceptionList) ActURL(id booking.ID, act string) string {
	return "/exceptions/" + string(id) + "/" + act + "?" + url.Values{"show": {l.Show}, "about": {l.About}}.Encode()
}

// Deleted says whether deleted ones are shown.
func (l ExceptionList) Deleted() bool { return l.Show == "deleted" }

// EmptyKey is what is said where nothing is shown.
func (l ExceptionList) EmptyKey() string {
	if l.About != "" {
		return "exceptions.empty.filtered"
	}
	return "exceptions.empty." + l.Show
}
