package engine_test

import (
	"testing"

	"okno/booking"
	"okno/booking/bookingtest"
)

func cycle(t *testing.T, from, to string, days int, anchor string, hours ...booking.CycleInterval) booking.Schedule {
	t.Helper()
	s := booking.Schedule{From: bookingtest.Date(t, from), CycleDays: days, Anchor: bookingtest.Date(t, anchor), Hours: hours}
	if to != "" {
		last := bookingtest.Date(t, to)
		s.To = &last
	}
	return s
}

func onDay(t *testing.T, day int, from, to string) booking.CycleInterval {
	t.Helper()
	return booking.CycleInterval{Day: day, From: clock(t, from), To: clock(t, to)}
}

// 2026-12-07 is a Monday.
func TestHoursAreThoseOfTheDateTheScheduleOrTheWeek(t *testing.T) {
	weekly := []booking.WeeklyInterval{interval(t, 1, "09:00", "18:00"), interval(t, 2, "09:00", "18:00")}
	twoTwo := cycle(t, "2026-12-08", "", 4, "2026-12-08", onDay(t, 1, "10:00", "20:00"), onDay(t, 2, "10:00", "20:00"))
	for _, test := range []struct {
		name, from, to string
		schedules      []booking.Schedule
		days           []booking.OwnDay
		want           string
	}{
		{"before a schedule the week holds", "2026-12-07", "2026-12-07", []booking.Schedule{twoTwo}, nil, "07 09:00–07 18:00"},
		{"two on, two off", "2026-12-08", "2026-12-12", []booking.Schedule{twoTwo}, nil, "08 10:00–08 20:00, 09 10:00–09 20:00, 12 10:00–12 20:00"},
		{"days before the anchor count backwards", "2026-12-08", "2026-12-11",
			[]booking.Schedule{cycle(t, "2026-12-01", "", 3, "2026-12-15", onDay(t, 3, "08:00", "09:00"))}, nil, "08 08:00–08 09:00, 11 08:00–11 09:00"},
		{"the week is back after the last date", "2026-12-08", "2026-12-14",
			[]booking.Schedule{cycle(t, "2026-12-08", "2026-12-08", 1, "2026-12-08", onDay(t, 1, "12:00", "13:00"))}, nil, "08 12:00–08 13:00, 14 09:00–14 18:00"},
		{"of two that hold, the one that began last", "2026-12-07", "2026-12-09", []booking.Schedule{
			cycle(t, "2026-12-01", "", 1, "2026-12-01", onDay(t, 1, "01:00", "02:00")),
			cycle(t, "2026-12-08", "2026-12-08", 1, "2026-12-08", onDay(t, 1, "03:00", "04:00"))}, nil,
			"07 01:00–07 02:00, 08 03:00–08 04:00, 09 01:00–09 02:00"},
		{"weeks that take turns", "2026-12-07", "2026-12-21",
			[]booking.Schedule{cycle(t, "2026-12-07", "", 14, "2026-12-07", onDay(t, 1, "09:00", "10:00"), onDay(t, 8, "15:00", "16:00"))}, nil,
			"07 09:00–07 10:00, 14 15:00–14 16:00, 21 09:00–21 10:00"},
		{"a date of its own goes before all", "2026-12-08", "2026-12-09", []booking.Schedule{twoTwo},
			[]booking.OwnDay{{Date: bookingtest.Date(t, "2026-12-08"), Hours: []booking.Interval{{From: 600, To: 660}}}}, "08 10:00–08 11:00, 09 10:00–09 20:00"},
		{"and may be a day off", "2026-12-08", "2026-12-09", []booking.Schedule{twoTwo},
			[]booking.OwnDay{{Date: bookingtest.Date(t, "2026-12-08")}}, "09 10:00–09 20:00"},
		{"a night belongs to the date on which it begins", "2026-12-07", "2026-12-08",
			[]booking.Schedule{cycle(t, "2026-12-07", "2026-12-07", 1, "2026-12-07", onDay(t, 1, "22:00", "06:00"))},
			[]booking.OwnDay{{Date: bookingtest.Date(t, "2026-12-08")}}, "07 22:00–08 06:00"},
		{"hours of two rules are merged over midnight", "2026-12-07", "2026-12-08",
			[]booking.Schedule{cycle(t, "2026-12-07", "", 7, "2026-12-07", onDay(t, 1, "20:00", "24:00"))},
			[]booking.OwnDay{{Date: bookingtest.Date(t, "2026-12-08"), Hours: []booking.Interval{{From: 0, To: 60}}}}, "07 20:00–08 01:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			c.Resources[0].Weekly, c.Resources[0].Schedules, c.Resources[0].Days = weekly, test.schedules, test.days
			if got := spans(c.Working("anna", bookingtest.Date(t, test.from), bookingtest.Date(t, test.to))); got != test.want {
				t.Errorf("works %s, want %s", got, test.want)
			}
		})
	}
}
