package report

import (
	"net/url"
	"slices"
	"strconv"

	"okno/booking"
)

// Period is how the days of a report are chosen.
type Period string

const (
	ThisWeek  Period = "week"
	LastWeek  Period = "last-week"
	ThisMonth Period = "month"
	LastMonth Period = "last-month"
	Custom    Period = "custom"
)

// Periods are all of them; the first is what is shown unless another is asked for.
var Periods = []Period{ThisMonth, LastMonth, ThisWeek, LastWeek, Custom}

// MaxDays is how many days a report has at most.
const MaxDays = 366

// Weeks are how long clients may have stayed away; the one in the middle is what is shown unless another is asked for.
var Weeks = []int{4, 6, 8, 12, 26}

const usualWeeks = 8

// Sources are where bookings come from, in the order of a list.
var Sources = []booking.Source{booking.FromWidget, booking.FromPhone, booking.FromDesk, booking.FromLead, booking.FromImport}

// Query is what a report is about: its address says all of it.
type Query struct {
	Period             Period
	From, To           booking.Date // the first and the last day
	TypedFrom, TypedTo string       // of a Custom period, as they were typed
	Service, Resource  booking.ID   // "" for all
	Form               booking.ID
	Source             booking.Source
	Weeks              int // since when a client was not back
}

// Read is what an address asks for on a day. What means nothing is left out, but for the days of a Custom period: what is wrong
// with them is said by field, and the report is that of this month.
func Read(asked url.Values, today booking.Date) (Query, booking.Fields) {
	q := Query{Period: Period(asked.Get("period")), Weeks: usualWeeks}
	if !slices.Contains(Periods, q.Period) {
		q.Period = ThisMonth
	}
	for name, to := range map[string]*booking.ID{"service": &q.Service, "resource": &q.Resource, "form": &q.Form} {
		if id := asked.Get(name); booking.IsID(id) {
			*to = booking.ID(id)
		}
	}
	if source := booking.Source(asked.Get("source")); slices.Contains(Sources, source) {
		q.Source = source
	}
	if n, err := strconv.Atoi(asked.Get("weeks")); err == nil && slices.Contains(Weeks, n) {
		q.Weeks = n
	}
	q.From, q.To = q.Period.days(today)
	if q.Period != Custom {
		return q, nil
	}
	if !asked.Has("from") && !asked.Has("to") { // just chosen: those of this month, to be changed
		q.TypedFrom, q.TypedTo = q.From.String(), q.To.String()
		return q, nil
	}
	q.TypedFrom, q.TypedTo = typedDate(asked.Get("from")), typedDate(asked.Get("to"))
	from, to, wrong := customDays(q.TypedFrom, q.TypedTo)
	if len(wrong) == 0 {
		q.From, q.To = from, to
	}
	return q, wrong
}

// typedDate is as much of what was typed as is shown again.
func typedDate(text string) string {
	clean, ok := booking.CleanLine(text, booking.MaxName)
	if !ok {
		return ""
	}
	return clean
}

func customDays(typedFrom, typedTo string) (from, to booking.Date, wrong booking.Fields) {
	wrong = booking.Fields{}
	read := func(name, text string) booking.Date {
		date, err := booking.ParseDate(text)
		if err != nil || !date.Usable() {
			wrong[name] = booking.Say("error.date")
		}
		return date
	}
	from, to = read("from", typedFrom), read("to", typedTo)
	switch {
	case len(wrong) > 0:
	case to.Before(from):
		wrong["to"] = booking.Say("reports.error.order")
	case from.DaysUntil(to) >= MaxDays:
		wrong["to"] = booking.Say("reports.error.long", "Max", MaxDays)
	}
	return from, to, wrong
}

// days are the first and the last one; of a Custom period those of this month.
func (p Period) days(today booking.Date) (from, to booking.Date) {
	monday := today.AddDays(1 - today.Weekday())
	first := booking.Date{Year: today.Year, Month: today.Month, Day: 1}
	switch p {
	case ThisWeek:
		return monday, monday.AddDays(6)
	case LastWeek:
		return monday.AddDays(-7), monday.AddDays(-1)
	case LastMonth:
		return monthOf(first.AddDays(-1)), first.AddDays(-1)
	}
	return first, lastOfMonth(first)
}

// monthOf is the first day of a date's month.
func monthOf(d booking.Date) booking.Date { return booking.Date{Year: d.Year, Month: d.Month, Day: 1} }

// Days is how many there are.
func (q Query) Days() int { return q.From.DaysUntil(q.To) + 1 }

// lastOfMonth is the last day of a date's month.
func lastOfMonth(d booking.Date) booking.Date { return monthOf(monthOf(d).AddDays(31)).AddDays(-1) }

// Before are the first and the last day of the period before: the month before a whole month, else as many days.
func (q Query) Before() (from, to booking.Date) {
	to = q.From.AddDays(-1)
	if q.From.Day == 1 && q.To == lastOfMonth(q.From) {
		return monthOf(to), to
	}
	return q.From.AddDays(-q.Days()), to
}

// Filtered says whether not all bookings are counted.
func (q Query) Filtered() bool {
	return q.Service != "" || q.Resource != "" || q.Form != "" || q.Source != ""
}

// Values are the query as an address says it.
func (q Query) Values() url.Values {
	v := url.Values{}
	put := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	if q.Period != Periods[0] {
		v.Set("period", string(q.Period))
	}
	if q.Period == Custom {
		v.Set("from", q.TypedFrom) // also where nothing of it could be shown: it is wrong, and not just chosen
		v.Set("to", q.TypedTo)
	}
	put("service", string(q.Service))
	put("resource", string(q.Resource))
	put("source", string(q.Source))
	put("form", string(q.Form))
	if q.Weeks != usualWeeks {
		v.Set("weeks", strconv.Itoa(q.Weeks))
	}
	return v
}

// Search is the end of the report's address, "" where it says nothing.
func (q Query) Search() string {
	if v := q.Values(); len(v) > 0 {
		return "?" + v.Encode()
	}
	return ""
}
