// Package exceptions is how an exception from the weekly hours is typed, checked and said.
package exceptions

import (
	"slices"
	"strconv"
	"strings"

	"okno/booking"
)

// Draft is an exception as somebody typed it, field by field.
type Draft struct {
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
func DraftOf(e booking.Exception) Draft {
	d := Draft{About: About(e), FromDate: e.FromDate.String(), Ends: "open", Hours: "day", Reason: e.Reason}
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

// OfBoard says whether the exception is what the board blocks by hand: hours of one resource on one date.
func OfBoard(e booking.Exception) bool {
	return e.Resource != "" && !e.WholeDay && e.ToDate != nil && *e.ToDate == e.FromDate && len(e.Weekdays) == 0
}

// ClosedOn says whether one of the exceptions closes the whole company on a date, all day.
func ClosedOn(all []booking.Exception, date booking.Date) bool {
	return slices.ContainsFunc(all, func(e booking.Exception) bool {
		return e.WholeDay && e.Service == "" && e.Resource == "" && !date.Before(e.FromDate) && (e.ToDate == nil || !e.ToDate.Before(date)) &&
			(len(e.Weekdays) == 0 || slices.Contains(e.Weekdays, date.Weekday()))
	})
}

// About names what the exception concerns, as a draft does.
func About(e booking.Exception) string {
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
func (d Draft) Check(services []booking.Service, resources []booking.Resource) (booking.Exception, error) {
	wrong := map[string]booking.Sentence{}
	var e booking.Exception
	d.readAbout(&e, services, resources, wrong)
	d.readDates(&e, wrong)
	d.readHours(&e, wrong)
	reason, ok := booking.CleanText(d.Reason, booking.MaxText)
	if e.Reason = reason; !ok {
		wrong["reason"] = booking.Say("error.too_long", "Max", booking.MaxText)
	}
	if len(wrong) > 0 {
		return booking.Exception{}, booking.FailFields(wrong)
	}
	return e, nil
}

func (d Draft) readAbout(e *booking.Exception, services []booking.Service, resources []booking.Resource, wrong map[string]booking.Sentence) {
	kind, id, _ := strings.Cut(d.About, ":")
	switch kind {
	case "", "company":
	case "service":
		e.Service = booking.ID(id)
		if !slices.ContainsFunc(services, func(s booking.Service) bool { return s.ID == e.Service }) {
			wrong["about"] = booking.Say("error.service_unknown")
		}
	case "resource":
		e.Resource = booking.ID(id)
		if !slices.ContainsFunc(resources, func(r booking.Resource) bool { return r.ID == e.Resource }) {
			wrong["about"] = booking.Say("error.resource_unknown")
		}
	default:
		wrong["about"] = booking.Say("exceptions.error.about")
	}
}

func (d Draft) readDates(e *booking.Exception, wrong map[string]booking.Sentence) {
	from := booking.Fields(wrong).Date("from_date", d.FromDate)
	weekdays := d.readWeekdays(wrong)
	if from == nil {
		if d.ends() == "date" {
			booking.Fields(wrong).Date("to_date", d.ToDate)
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
	to := booking.Fields(wrong).Date("to_date", d.ToDate)
	switch {
	case to == nil:
		return
	case to.Before(*from):
		wrong["to_date"] = booking.Say("error.to_before_from")
	case from.DaysUntil(*to) >= booking.MaxExceptionDays:
		wrong["to_date"] = booking.Say("exceptions.error.long")
	case !anyWeekday(weekdays, *from, *to):
		wrong["weekdays"] = booking.Say("exceptions.error.no_day")
	}
	e.ToDate, e.Weekdays = to, weekdays
}

func (d Draft) ends() string {
	switch {
	case d.Ends == "one" || d.Ends == "open":
		return d.Ends
	case d.Ends == "" && strings.TrimSpace(d.ToDate) == "":
		return "one"
	}
	return "date"
}

// readWeekdays are the days in order, each once; all seven are every day.
func (d Draft) readWeekdays(wrong map[string]booking.Sentence) []int {
	var days []int
	for _, text := range d.Weekdays {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 7 {
			wrong["weekdays"] = booking.Say("exceptions.error.weekday")
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

func anyWeekday(days []int, from, to booking.Date) bool {
	for d, n := from, 0; n < 7 && !to.Before(d); d, n = d.AddDays(1), n+1 {
		if len(days) == 0 || slices.Contains(days, d.Weekday()) {
			return true
		}
	}
	return false
}

func (d Draft) readHours(e *booking.Exception, wrong map[string]booking.Sentence) {
	e.WholeDay = d.Hours == "day" || d.Hours == "" && d.From == "" && d.To == ""
	if e.WholeDay {
		return
	}
	e.From = readClock(d.From, "from", booking.DayEnd-1, wrong)
	e.To = readClock(d.To, "to", booking.DayEnd, wrong)
}

// readClock takes 9:30 for 09:30: it is what people type.
func readClock(text, field string, last booking.Clock, wrong map[string]booking.Sentence) booking.Clock {
	text = strings.TrimSpace(text)
	if text == "" {
		wrong[field] = booking.Say("error.required")
		return 0
	}
	if len(text) == 4 {
		text = "0" + text
	}
	c, err := booking.ParseClock(text)
	if err != nil || c > last {
		wrong[field] = booking.Say("exceptions.error.clock")
	}
	return c
}
