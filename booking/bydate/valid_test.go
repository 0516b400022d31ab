package bydate_test

import (
	"slices"
	"testing"

	"okno/booking"
	"okno/booking/bydate"
)

func TestWhatCannotBeStoredIsNotValid(t *testing.T) {
	day := on(2026, 12, 1)
	good := booking.Schedule{From: day, Anchor: day, CycleDays: 2, Hours: []booking.CycleInterval{{Day: 1, From: 0, To: booking.DayEnd}, {Day: 2, From: 540, To: 540}, {Day: 2, From: 1320, To: 360}}}
	if !bydate.ValidSchedule(good) || !bydate.ValidDay(booking.OwnDay{Date: day, Hours: []booking.Interval{{From: 0, To: booking.DayEnd}}}) {
		t.Fatal("a good one is not valid")
	}
	for what, spoil := range map[string]func(*booking.Schedule){
		"30 February":     func(s *booking.Schedule) { s.From = on(2026, 2, 30) },
		"year 0":          func(s *booking.Schedule) { s.From = on(0, 1, 1) },
		"year 10000":      func(s *booking.Schedule) { s.Anchor = on(10000, 1, 1) },
		"an end before":   func(s *booking.Schedule) { s.To = new(on(2026, 11, 30)) },
		"13 months":       func(s *booking.Schedule) { s.To = new(on(2026, 13, 1)) },
		"no cycle":        func(s *booking.Schedule) { s.CycleDays = 0 },
		"a third day":     func(s *booking.Schedule) { s.Hours[0].Day = 3 },
		"25:01":           func(s *booking.Schedule) { s.Hours[0].To = 25*60 + 1 },
		"from 24:00":      func(s *booking.Schedule) { s.Hours[0].From = booking.DayEnd },
		"too many hours":  func(s *booking.Schedule) { s.Hours = slices.Repeat(s.Hours[:1], booking.MaxIntervals+1) },
		"before midnight": func(s *booking.Schedule) { s.Hours[0].From = -1 },
	} {
		bad := good
		bad.Hours = slices.Clone(good.Hours)
		if spoil(&bad); bydate.ValidSchedule(bad) {
			t.Errorf("%s is valid", what)
		}
	}
	for _, d := range []booking.Date{on(2026, 2, 30), on(0, 1, 1), on(10000, 1, 1), on(2026, 13, 1), {}} {
		if bydate.ValidDay(booking.OwnDay{Date: d}) {
			t.Errorf("%v is valid", d)
		}
	}
}
