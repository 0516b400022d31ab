package exceptions

import (
	"time"

	"okno/booking"
	"okno/booking/exceptions"
	"okno/views"
)

// Exception is the page of one exception, new or not: GET /exceptions/new and
// GET /exceptions/:id.
type Exception struct {
	views.Base
	Form ExceptionForm
}

// ExceptionData is what the form is made of.
type ExceptionData struct {
	Company   booking.Company
	Services  []booking.Service  // all, in the panel's order
	Resources []booking.Resource // all, in the panel's order
	ID        booking.ID         // "" for a new one
	Revision  int                // of the version that the form goes by
	Began     string             // what it holds, as the form begins with it
	Draft     exceptions.Draft
	Problem   booking.Sentence            // what saving was refused for
	Problems  map[string]booking.Sentence // by field
	Now       time.Time
	Stored    *booking.Exception // what somebody else has saved meanwhile
	Preview   PreviewData
	CanChange bool
	Fresh     bool // it takes the place of something that had the focus
}

// NewException makes the page. It sets the title.
func NewException(base views.Base, d ExceptionData) Exception {
	form := NewExceptionForm(base.Locale, d)
	base.Title, base.Section = form.Title(), "exceptions"
	return Exception{base, form}
}

func (Exception) View() string { return "exception" }

// ExceptionForm is the fragment #exceptions with one exception in it.
type ExceptionForm struct {
	W         *views.Words
	ID        booking.ID
	Revision  int
	Began     string
	Draft     exceptions.Draft
	Problem   string
	Services  []views.Choice
	Resources []views.Choice
	Company   bool // chosen
	Weekdays  []views.Choice
	Ends      []views.Choice
	Hours     []views.Choice
	Preview   ExceptionPreview
	Sentence  string // the exception as it is saved
	Conflict  string // the same, where it is not what the form started from
	CanChange bool
	Fresh     bool
	problems  map[string]booking.Sentence
}

// NewExceptionForm makes the fragment in the given language.
func NewExceptionForm(locale string, d ExceptionData) ExceptionForm {
	w := views.In(locale)
	f := ExceptionForm{
		W: w, ID: d.ID, Revision: d.Revision, Began: d.Began, Draft: d.Draft, Problem: w.Say(d.Problem), problems: d.Problems,
		Company: d.Draft.About == "" || d.Draft.About == "company",
		Preview: NewExceptionPreview(locale, d), CanChange: d.CanChange, Fresh: d.Fresh,
	}
	f.Services, f.Resources = exceptionChoices(d.Draft.About, d.Services, d.Resources)
	chosen := map[string]bool{}
	for _, day := range d.Draft.Weekdays {
		chosen[day] = true
	}
	for i := 1; i <= 7; i++ {
		day := string(rune('0' + i))
		f.Weekdays = append(f.Weekdays, views.Choice{Value: day, Label: w.WeekdayShort(i), Chosen: chosen[day]})
	}
	for _, ends := range []string{"one", "date", "open"} {
		f.Ends = append(f.Ends, views.Choice{Value: ends, Label: w.T("exceptions.ends." + ends), Chosen: d.Draft.Ends == ends})
	}
	for _, hours := range []string{"day", "hours"} {
		f.Hours = append(f.Hours, views.Choice{Value: hours, Label: w.T("exceptions.hours." + hours), Chosen: d.Draft.Hours == hours})
	}
	f.Sentence = f.Preview.Sentence
	if d.Stored != nil {
		who, _ := w.ExceptionWho(*d.Stored, d.Services, d.Resources)
		f.Conflict = who + ": " + w.ExceptionText(*d.Stored, booking.DateOf(d.Now, d.Company.Zone))
	}
	return f
}

func (ExceptionForm) View() string { return "exception-fragment" }

// Title is of the page and its heading.
func (f ExceptionForm) Title() string {
	if f.ID == "" {
		return f.W.T("exceptions.new")
	}
	return f.W.T("exceptions.one")
}

// URL is where the form goes to.
func (f ExceptionForm) URL() string {
	if f.ID == "" {
		return "/exceptions"
	}
	return "/exceptions/" + string(f.ID)
}

// Wrong is what is wrong with a field, "" where nothing is.
func (f ExceptionForm) Wrong(field string) string { return f.W.Say(f.problems[field]) }

// First says whether the field is the first that is wrong: it gets the focus.
func (f ExceptionForm) First(field string) bool {
	for _, name := range []string{"about", "from_date", "to_date", "weekdays", "from", "to", "reason"} {
		if _, wrong := f.problems[name]; wrong {
			return name == field
		}
	}
	return false
}

// HeadingFocused says whether nothing else wants the focus of a fresh form.
func (f ExceptionForm) HeadingFocused() bool { return f.Fresh && len(f.problems) == 0 }

// DateType and TimeType are the kinds of input that can show the text.
func (f ExceptionForm) DateType(text string) string { return dateType(text) }
func (f ExceptionForm) TimeType(text string) string { return timeType(text) }

// dateType and timeType: a field for dates cannot show what is none, and what was typed is kept.
func dateType(text string) string {
	if _, err := booking.ParseDate(text); text != "" && err != nil {
		return "text"
	}
	return "date"
}

func timeType(text string) string {
	if c, err := booking.ParseClock(text); text != "" && (err != nil || c == booking.DayEnd) {
		return "text"
	}
	return "time"
}
