package board

import (
	"fmt"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	"okno/views/day"
)

// MonthData is what the month beside the board is made of.
type MonthData struct {
	Company booking.Company
	Shown   day.Shown
	First   booking.Date // of the month
	Now     time.Time
	Days    []engine.DayLoad // of Weeks
}

// Weeks are the first and the last date that the month's weeks hold: always six of them, so that nothing moves under
// the hand that turns months.
func (d MonthData) Weeks() (from, to booking.Date) {
	from = d.First.AddDays(1 - d.First.Weekday())
	return from, from.AddDays(41)
}

// Month is the fragment #mini-month: GET /bookings/month.
type Month struct {
	W        *views.Words
	Name     string // «Декабрь 2026»
	Weekdays []MonthWeekday
	Weeks    [][]MonthDay
	Previous string // the addresses of the months beside it, "" where there is none
	Next     string
}

// MonthWeekday is the head of a column.
type MonthWeekday struct{ Short, Long string }

// MonthDay is a day of the month.
type MonthDay struct {
	Number int
	URL    string // of the board of that day
	Label  string // «12 декабря: занято 40 %»
	Class  string
	Here   bool // the board shows it
}

// NewMonth makes the fragment in the given language.
func NewMonth(locale string, d MonthData) Month {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	m := Month{W: w, Name: fmt.Sprintf("%s %d", w.Month(d.First), d.First.Year)}
	for i := 1; i <= 7; i++ {
		m.Weekdays = append(m.Weekdays, MonthWeekday{w.WeekdayShort(i), w.Weekday(i)})
	}
	last, next := d.First.AddDays(-1), d.First.AddDays(31)
	m.Previous, m.Next = d.url(booking.Date{Year: last.Year, Month: last.Month, Day: 1}), d.url(booking.Date{Year: next.Year, Month: next.Month, Day: 1})
	today := booking.DateOf(d.Now, d.Company.Zone)
	for i, load := range d.Days {
		if i%7 == 0 {
			m.Weeks = append(m.Weeks, nil)
		}
		cell := MonthDay{
			Number: load.Date.Day, URL: d.Shown.On(load.Date).URL(), Here: load.Date == d.Shown.Date,
			Label: w.DayMonth(load.Date) + ": " + day.LoadWord(w, load, today),
			Class: "mini-day " + tone(load),
		}
		if load.Date.Month != d.First.Month {
			cell.Class += " is-out"
		}
		if load.Date == today {
			cell.Class += " is-today"
		}
		m.Weeks[len(m.Weeks)-1] = append(m.Weeks[len(m.Weeks)-1], cell)
	}
	return m
}

func (Month) View() string { return "mini-month" }

// url is the address of another month of the same board, "" where the product has no dates.
func (d MonthData) url(first booking.Date) string {
	if !first.Usable() {
		return ""
	}
	q := d.Shown.Query()
	q.Set("month", first.String())
	return "/bookings/month?" + q.Encode()
}

// tone is how busy a day looks: closed, or one of four.
func tone(load engine.DayLoad) string {
	if load.State() == engine.LoadClosed {
		return "is-closed"
	}
	return fmt.Sprintf("is-busy-%d", (load.Percent()+24)/25)
}
