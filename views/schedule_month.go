package views

import (
	"fmt"
	"time"

	"okno/booking"
)

// ScheduleMonth is the page GET /schedules?view=month: each day of a month with
// its load as a picture and its exceptions, of a resource, a service or everyone.
type ScheduleMonth struct {
	Base
	Month Month
}

// MonthData is what the page is made of.
type MonthData struct {
	Head     SchedulesHead
	Query    ScheduleQuery
	Company  booking.Company
	First    booking.Date // of the month
	Now      time.Time
	Days     []booking.DayLoad // from the Monday of the first week to the Sunday of the last
	Service  *booking.Service
	MayBlock bool
}

// NewScheduleMonth makes the page. It sets the title.
func NewScheduleMonth(base Base, d MonthData) ScheduleMonth {
	month := NewMonth(base.Locale, d)
	base.Title, base.Section = month.Title, "schedules"
	return ScheduleMonth{base, month}
}

func (ScheduleMonth) view() string { return "schedule-month" }

// Month is the fragment of the page: #schedules.
type Month struct {
	W        *Words
	Title    string
	Head     SchedulesHead
	Query    ScheduleQuery
	First    booking.Date
	Today    booking.Date
	Weekdays []Weekday
	Weeks    [][]MonthDay
	Free     int // days of the month with free time
	Service  *booking.Service
	MayBlock bool
	Note     string // that the chosen resource does not do the chosen service
}

// Weekday is the head of a column of the month.
type Weekday struct{ Short, Long string }

// MonthDay is a cell of the month.
type MonthDay struct {
	W          *Words
	Date       booking.Date
	Out        bool // of another month
	Today      bool
	Past       bool
	State      booking.LoadState
	Word       string // «занято 62 %»
	Starts     string // «12 свободных начал», "" where none or no service
	Busy       int    // shares of the hours worked, in percent, for the bar: occupied,
	Blocked    int    // taken away by exceptions; what is left is free
	Exceptions []MonthException
	More       int // further ones
	Label      string
	URL        string
	BlockURL   string
}

// MonthException is an exception in a cell.
type MonthException struct{ Text string }

// exceptionsShown in a cell; the others are counted.
const exceptionsShown = 2

// MonthWeeks are the first and the last date that the month's weeks hold.
func MonthWeeks(first booking.Date) (from, to booking.Date) {
	last := nextMonth(first).AddDays(-1)
	return first.AddDays(1 - first.Weekday()), last.AddDays(7 - last.Weekday())
}

func nextMonth(first booking.Date) booking.Date {
	next := first.AddDays(31)
	return booking.Date{Year: next.Year, Month: next.Month, Day: 1}
}

// NewMonth makes the fragment in the given language.
func NewMonth(locale string, d MonthData) Month {
	w := In(locale)
	m := Month{
		W: w, Head: d.Head, Query: d.Query.In("month").At(d.First), First: d.First,
		Today: booking.DateOf(d.Now, d.Company.Zone), Service: d.Service, MayBlock: d.MayBlock,
	}
	m.Title = w.T("month.title", "month", m.Name())
	if d.Service != nil {
		m.Note = notLinked(w, d.Query.Resource, *d.Service, d.Head)
	}
	for i := 1; i <= 7; i++ {
		m.Weekdays = append(m.Weekdays, Weekday{w.T(fmt.Sprintf("calendar.short.%d", i)), w.weekdays[i]})
	}
	for i, day := range d.Days {
		if i%7 == 0 {
			m.Weeks = append(m.Weeks, nil)
		}
		cell := m.day(day)
		if free := cell.State == booking.LoadFree || cell.State == booking.LoadPartly; free && !cell.Out && !cell.Past {
			m.Free++
		}
		m.Weeks[len(m.Weeks)-1] = append(m.Weeks[len(m.Weeks)-1], cell)
	}
	return m
}

func (Month) view() string { return "month-fragment" }

// Name is «Декабрь 2026».
func (m Month) Name() string {
	return fmt.Sprintf("%s %d", m.W.T(fmt.Sprintf("month.name.%d", m.First.Month)), m.First.Year)
}

// Previous, Now and Next are months, by their first dates.
func (m Month) Previous() booking.Date {
	last := m.First.AddDays(-1)
	return booking.Date{Year: last.Year, Month: last.Month, Day: 1}
}
func (m Month) Now() booking.Date  { return m.Today }
func (m Month) Next() booking.Date { return nextMonth(m.First) }

// URL is the month of a date.
func (m Month) URL(date booking.Date) string { return m.Query.At(date).URL() }

// IsNow says whether it is this month.
func (m Month) IsNow() bool { return m.First.Year == m.Today.Year && m.First.Month == m.Today.Month }

// BlockURL leads to a new exception that begins today, or with the month.
func (m Month) BlockURL() string {
	date := m.First
	if m.IsNow() {
		date = m.Today
	}
	return exceptionURL(date, date, m.Query.Resource, m.Query.Service)
}

// About is what a drag makes an exception of: see booking.ExceptionDraft.
func (m Month) About() string {
	switch {
	case m.Query.Resource != "":
		return "resource:" + string(m.Query.Resource)
	case m.Query.Service != "":
		return "service:" + string(m.Query.Service)
	}
	return "company"
}

func (m Month) day(d booking.DayLoad) MonthDay {
	c := MonthDay{
		W: m.W, Date: d.Date, State: d.State(), Today: d.Date == m.Today, Past: d.Date.Before(m.Today),
		Out: d.Date.Month != m.First.Month,
		URL: m.Query.In("day").At(d.Date).URL(),
	}
	c.Word = m.W.T("month.state."+c.said(), "percent", d.Percent())
	if worked := d.Open + d.Closed; worked > 0 {
		c.Busy, c.Blocked = share(d.Busy, worked), share(d.Closed, worked)
	}
	if c.State == booking.LoadFull && d.Offered {
		c.Busy = 100 - c.Blocked // nothing of it can be had
	}
	if m.Service != nil && d.Starts > 0 {
		c.Starts = m.W.T("plan.free", "count", d.Starts)
	}
	for i, e := range d.Exceptions {
		if i < exceptionsShown {
			text := e.Reason
			if text == "" {
				text = m.W.T("board.blocked")
			}
			c.Exceptions = append(c.Exceptions, MonthException{text})
		} else {
			c.More++
		}
	}
	c.Label = m.label(c, len(d.Exceptions))
	if m.MayBlock && !c.Past {
		c.BlockURL = exceptionURL(d.Date, d.Date, m.Query.Resource, m.Query.Service)
	}
	return c
}

// said is the state in a word's key: what was free in the past is not on offer.
func (c MonthDay) said() string {
	if c.Past && c.State != booking.LoadClosed {
		return string(booking.LoadPartly)
	}
	return string(c.State)
}

// label is the whole cell for those who do not see it.
func (m Month) label(c MonthDay, exceptions int) string {
	text := m.W.DayMonth(c.Date) + ": " + c.Word
	if c.Starts != "" {
		text += ", " + c.Starts
	}
	if exceptions > 0 {
		text += ", " + m.W.T("month.exceptions", "count", exceptions)
	}
	for _, e := range c.Exceptions {
		text += ", " + e.Text
	}
	return text
}

// share in percent; what is there is seen, however little.
func share(part, whole int) int {
	if part == 0 {
		return 0
	}
	return max(3, part*100/whole)
}

// Class are the classes of a cell, put together here: a month has 42.
func (c MonthDay) Class() string {
	class := "month-day is-" + string(c.State)
	for _, is := range []struct {
		so   bool
		name string
	}{{c.Out, " is-out"}, {c.Past, " is-past"}, {c.Today, " is-today"}} {
		if is.so {
			class += is.name
		}
	}
	return class
}

// Icon says the state by shape.
func (c MonthDay) Icon() string {
	switch c.State {
	case booking.LoadClosed:
		return "moon"
	case booking.LoadFull:
		if !c.Past {
			return "lock"
		}
	}
	return ""
}

// BlockedFrom is where the bar's blocked part begins.
func (c MonthDay) BlockedFrom() int { return 100 - c.Blocked }
