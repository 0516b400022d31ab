package bookingtest

import (
	"time"

	"okno/booking"
)

// hoursOn are the hours of a resource on a date: those of its entry in Days, if
// there is one; else those of the pattern with from <= date <= to that has the
// latest from; else those of its week.
func (r *Reference) hoursOn(x *booking.Resource, date int) []booking.Interval {
	for _, own := range x.Days {
		if dateNumber(own.Date) == date {
			return own.Hours
		}
	}
	var pattern *booking.Schedule
	for i, s := range x.Schedules {
		begun := dateNumber(s.From) <= date
		over := s.To != nil && dateNumber(*s.To) < date
		if begun && !over && (pattern == nil || dateNumber(pattern.From) < dateNumber(s.From)) {
			pattern = &x.Schedules[i]
		}
	}
	var hours []booking.Interval
	if pattern != nil {
		day := dayOfCycle(*pattern, date)
		for _, h := range pattern.Hours {
			if h.Day == day {
				hours = append(hours, booking.Interval{From: h.From, To: h.To})
			}
		}
		return hours
	}
	for _, w := range x.Weekly {
		if w.Weekday == r.walk.weekday[date] {
			hours = append(hours, booking.Interval{From: w.From, To: w.To})
		}
	}
	return hours
}

// dayOfCycle counts from the anchor to the date, a day at a time.
func dayOfCycle(s booking.Schedule, date int) int {
	day := 1
	at := time.Date(s.Anchor.Year, s.Anchor.Month, s.Anchor.Day, 12, 0, 0, 0, time.UTC)
	for ; number(at) < date; at = at.AddDate(0, 0, 1) {
		if day++; day > s.CycleDays {
			day = 1
		}
	}
	for ; number(at) > date; at = at.AddDate(0, 0, -1) {
		if day--; day < 1 {
			day = s.CycleDays
		}
	}
	return day
}
