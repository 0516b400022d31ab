package booking

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ExceptionDraft is an exception as somebody typed it, field by field.
type ExceptionDraft struct {
	About    string   // "company", "service:ID" or "resource:ID"; "" is the company
	FromDate string   // YYYY-MM-DD
	Ends     string   // "one" for one date, "date" for up to ToDate, "open"; "" goes by ToDate
	ToDate   string   // for "date"
	Weekdays []string // "1" to "7", none for every day; not taken for "one"
	Hours    string   // "day" for whole days, "hours" for From to To; "" goes by From and To
	From, To string   // HH:MM
	Reason   string
}

// DraftOf is the exception as a form shows it.
func DraftOf(e Exception) ExceptionDraft {
	d := ExceptionDraft{About: e.About(), FromDate: e.FromDate.String(), Ends: "open", Hours: "day", Reason: e.Reason}
	if e.ToDate != nil {
		d.Ends, d.ToDate = "date", e.ToDate.String()
		if *e.ToDate == e.FromDate {
			d.Ends = "one"
		}
	}
	for _, day := range e.Weekdays {
		d.Weekdays = append(d.Weekdays, strconv.Itoa(day))
	}
	if !e.WholeDay {
		d.Hours, d.From, d.To = "hours", e.From.String(), e.To.String()
	}
	return d
}

// About names what the exception concerns, as a draft does.
func (e Exception) About() string {
	switch {
	case e.Service != "":
		return "service:" + string(e.Service)
	case e.Resource != "":
		return "resource:" + string(e.Resource)
	}
	return "company"
}

// Check reads the draft by the rules of domain.md, "Exceptions", for a company
// with these services and resources. The error names each wrong field: about,
// from_date, to_date, weekdays, from, to, reason.
func (d ExceptionDraft) Check(services []Service, resources []Resource) (Exception, error) {
	wrong := map[string]Sentence{}
	var e Exception
	d.readAbout(&e, services, resources, wrong)
	d.readDates(&e, wrong)
	d.readHours(&e, wrong)
	reason, ok := CleanText(d.Reason, MaxText)
	if e.Reason = reason; !ok {
		wrong["reason"] = Say("error.too_long", "Max", MaxText)
	}
	if len(wrong) > 0 {
		return Exception{}, FailFields(wrong)
	}
	return e, nil
}

func (d ExceptionDraft) readAbout(e *Exception, services []Service, resources []Resource, wrong map[string]Sentence) {
	kind, id, _ := strings.Cut(d.About, ":")
	switch kind {
	case "", "company":
	case "service":
		e.Service = ID(id)
		if !slices.ContainsFunc(services, func(s Service) bool { return s.ID == e.Service }) {
			wrong["about"] = Say("error.service_unknown")
		}
	case "resource":
		e.Resource = ID(id)
		if !slices.ContainsFunc(resources, func(r Resource) bool { return r.ID == e.Resource }) {
			wrong["about"] = Say("error.resource_unknown")
		}
	default:
		wrong["about"] = Say("exceptions.error.about")
	}
}

func (d ExceptionDraft) readDates(e *Exception, wrong map[string]Sentence) {
	from := readDate(d.FromDate, "from_date", wrong)
	weekdays := d.readWeekdays(wrong)
	if from == nil {
		if d.ends() == "date" {
			readDate(d.ToDate, "to_date", wrong)
		}
		return
	}
	e.FromDate = *from
	switch d.ends() {
	case "one":
		e.ToDate = from
		return
	case "open":
		e.Weekdays = weekdays
		return
	}
	to := readDate(d.ToDate, "to_date", wrong)
	switch {
	case to == nil:
		return
	case to.Before(*from):
		wrong["to_date"] = Say("error.to_before_from")
	case from.DaysUntil(*to) >= MaxExceptionDays:
		wrong["to_date"] = Say("exceptions.error.long")
	case !anyWeekday(weekdays, *from, *to):
		wrong["weekdays"] = Say("exceptions.error.no_day")
	}
	e.ToDate, e.Weekdays = to, weekdays
}

func (d ExceptionDraft) ends() string {
	switch {
	case d.Ends == "one" || d.Ends == "open":
		return d.Ends
	case d.Ends == "" && strings.TrimSpace(d.ToDate) == "":
		return "one"
	}
	return "date"
}

// readWeekdays are the days in order, each once; all seven are every day.
func (d ExceptionDraft) readWeekdays(wrong map[string]Sentence) []int {
	var days []int
	for _, text := range d.Weekdays {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 7 {
			wrong["weekdays"] = Say("exceptions.error.weekday")
			return nil
		}
		days = append(days, n)
	}
	slices.Sort(days)
	if days = slices.Compact(days); len(days) == 7 {
		return nil
	}
	return days
}

func anyWeekday(days []int, from, to Date) bool {
	for d, n := from, 0; n < 7 && !to.Before(d); d, n = d.AddDays(1), n+1 {
		if len(days) == 0 || slices.Contains(days, d.Weekday()) {
			return true
		}
	}
	return false
}

func (d ExceptionDraft) readHours(e *Exception, wrong map[string]Sentence) {
	e.WholeDay = d.Hours == "day" || d.Hours == "" && d.From == "" && d.To == ""
	if e.WholeDay {
		return
	}
	e.From = readClock(d.From, "from", DayEnd-1, wrong)
	e.To = readClock(d.To, "to", DayEnd, wrong)
}

var dateForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// readDate is nil where the text is no date of this century.
func readDate(text, field string, wrong map[string]Sentence) *Date {
	text = strings.TrimSpace(text)
	date, err := ParseDate(text)
	switch {
	case text == "":
		wrong[field] = Say("error.required")
	case !dateForm.MatchString(text):
		wrong[field] = Say("error.date")
	case err != nil || date.Year < 2000 || date.Year > 2100:
		wrong[field] = Say("error.date_unknown")
	default:
		return &date
	}
	return nil
}

// readClock takes 9:30 for 09:30: it is what people type.
func readClock(text, field string, last Clock, wrong map[string]Sentence) Clock {
	text = strings.TrimSpace(text)
	if text == "" {
		wrong[field] = Say("error.required")
		return 0
	}
	if len(text) == 4 {
		text = "0" + text
	}
	c, err := ParseClock(text)
	if err != nil || c > last {
		wrong[field] = Say("exceptions.error.clock")
	}
	return c
}
