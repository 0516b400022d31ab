package booking

import (
	"fmt"
	"time"
)

// Date is a day of the calendar, in no zone. The zero Date is not a date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the date that a wall clock in zone shows at t.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD (RFC 3339 full-date); 30 February is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%q is not a date like 2026-12-31", s)
	}
	return DateOf(t, time.UTC), nil
}

// String is YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// utc is the date's midnight in UTC: a carrier for calendar arithmetic only.
func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Number counts days: 0 is 1970-01-01.
func (d Date) Number() int { return int(d.utc().Unix() / (24 * 60 * 60)) }

// WeekdayOf is the ISO weekday of the date with that number; 1970-01-01 was a Thursday.
func WeekdayOf(day int) int { return ((day+3)%7+7)%7 + 1 }

// AddDays is the date n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n), time.UTC) }

// DaysUntil is the number of days from d to other, negative when other is before d.
func (d Date) DaysUntil(other Date) int { return other.Number() - d.Number() }

// Before says whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.utc().Before(other.utc()) }

// Weekday is the ISO 8601 number of the weekday: 1 is Monday, 7 is Sunday.
func (d Date) Weekday() int { return WeekdayOf(d.Number()) }

// FirstYear and LastYear are those of the dates that people can type and look at.
const FirstYear, LastYear = 2000, 2100

// Exists says whether there is such a date, of a year that ParseDate can read.
func (d Date) Exists() bool { return d.Year >= 1 && d.Year <= 9999 && d == DateOf(d.utc(), time.UTC) }

// Usable says whether it exists, in the years from FirstYear to LastYear.
func (d Date) Usable() bool { return d.Year >= FirstYear && d.Year <= LastYear && d.Exists() }

// Today is what an address says instead of a date, where it means the company's
// date at the time when it is asked for: a link to it outlives midnight.
const Today = "today"
