package schedules

import (
	"fmt"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
)

// ScheduleMonth is the page GET /schedules?view=month: each day of a month with
// its load as a picture and its exceptions, of a resource, a service or everyone.
type ScheduleMonth struct {
	views.Base
	Month Month
}

// MonthData is what the page is made of.
type MonthData struct {
	Head     SchedulesHead
	Query    ScheduleQuery
	Company  booking.Company
	First    booking.Date // of the month
	Now      time.Time
	Days     []engine.DayLoad // from the Monday of the first week to the Sunday of the last
	Service  *booking.Service
	MayBlock bool
}

// NewScheduleMonth makes the page. It sets the title.
func NewScheduleMonth(base views.Base, d MonthData) ScheduleMonth {
	month := NewMonth(base.Locale, d)
	base.Title, base.Section = month.Title, "schedules"
	return ScheduleMonth{base, month}
}

func (ScheduleMonth) View() string { return "schedule-month" }

// Month is the fragment of the page: #schedules.
type Month struct {
	W        *views.Words
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
	w := views.In(locale).At(d.Company.Zone, d.Now)
	m := Month{
		W: w, Head: d.Head, Query: d.Query.In("month").At(d.First), First: d.First,
		Today: booking.DateOf(d.Now, d.Company.Zone), Service: d.Service, MayBlock: d.MayBlock,
	}
	m.Title = w.T("month.title", "month", w.MonthWithin(d.First))
	if d.Service != nil {
		m.Note = notLinked(w, d.Query.Resource, *d.Service, d.Head)
	}
	for i := 1; i <= 7; i++ {
		m.Weekdays = append(m.Weekdays, Weekday{w.WeekdayShort(i), w.Weekday(i)})
	}
	for i, day := range d.Days {
		if i%7 == 0 {
			m.Weeks = append(m.Weeks, nil)
		}
		cell := m.day(day)
		if free := cell.State == engine.LoadFree || cell.State == engine.LoadPartly; free && !cell.Out && !cell.Past {
			m.Free++
		}
		m.Weeks[len(m.Weeks)-1] = append(m.Weeks[len(m.Weeks)-1], cell)
	}
	return m
}

func (Month) View() string { return "month-fragment" }

// Name is «Декабрь 2026».
func (m Month) Name() string {
	return fmt.Sprintf("%s %d", m.W.Month(m.First), m.First.Year)
}

// TodayURL leads to whatever month is now when it is pressed.
func (m Month) TodayURL() string { return m.Query.TodayURL() }

// Previous and Next are months, by their first dates.
func (m Month) Previous() booking.Date {
	last := m.First.AddDays(-1)
	return booking.Date{Year: last.Year, Month: last.Month, Day: 1}
}
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
