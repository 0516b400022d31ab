package engine_test

import (
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/bookingtest"
)

func spans(all []booking.Span) string {
	var text []string
	for _, s := range all {
		text = append(text, s.From.Format("02 15:04")+"–"+s.To.Format("02 15:04"))
	}
	return strings.Join(text, ", ")
}

func TestWorking(t *testing.T) {
	for _, test := range []struct {
		name, zone, from, to string
		weekly               []booking.WeeklyInterval
		want                 string
	}{
		{"a working day", "Europe/Moscow", today, today,
			[]booking.WeeklyInterval{interval(t, 1, "14:00", "18:00"), interval(t, 1, "09:00", "13:00"), interval(t, 2, "09:00", "13:00")},
			"07 09:00–07 13:00, 07 14:00–07 18:00"},
		{"touching and overlapping ones are merged", "Europe/Moscow", today, today,
			[]booking.WeeklyInterval{interval(t, 1, "09:00", "13:00"), interval(t, 1, "13:00", "15:00"), interval(t, 1, "10:00", "14:00")},
			"07 09:00–07 15:00"},
		{"across dates", "Europe/Moscow", today, "2026-12-08",
			[]booking.WeeklyInterval{interval(t, 1, "20:00", "24:00"), interval(t, 2, "00:00", "02:00")}, "07 20:00–08 02:00"},
		{"a night is cut to the dates, at its end", "Europe/Moscow", today, today,
			[]booking.WeeklyInterval{interval(t, 1, "22:00", "06:00")}, "07 22:00–08 00:00"},
		{"and at its beginning", "Europe/Moscow", "2026-12-08", "2026-12-08",
			[]booking.WeeklyInterval{interval(t, 1, "22:00", "06:00")}, "08 00:00–08 06:00"},
		{"a day off", "Europe/Moscow", "2026-12-08", "2026-12-08",
			[]booking.WeeklyInterval{interval(t, 1, "09:00", "13:00")}, ""},
		{"swallowed by a gap", "Europe/London", "2026-03-29", "2026-03-29",
			[]booking.WeeklyInterval{interval(t, 7, "01:15", "01:45")}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			c.Company.Zone = bookingtest.Zone(t, test.zone)
			c.Resources[0].Weekly = test.weekly
			if got := spans(c.Working("anna", bookingtest.Date(t, test.from), bookingtest.Date(t, test.to))); got != test.want {
				t.Errorf("works %s, want %s", got, test.want)
			}
		})
	}
	c := salon(t)
	if got := c.Working("nobody", bookingtest.Date(t, today), bookingtest.Date(t, today)); got != nil {
		t.Errorf("nobody works %v", got)
	}
}

func TestBlocked(t *testing.T) {
	c := salon(t)
	excepted(t, c, booking.Exception{ID: "inventory"}, today, "17:00", "02:00")
	excepted(t, c, booking.Exception{ID: "no cuts", Service: "cut"}, today, "", "")
	excepted(t, c, booking.Exception{ID: "repair", Resource: "room"}, today, "", "")
	c.Exceptions = append(c.Exceptions,
		booking.Exception{ID: "school", Resource: "anna", FromDate: bookingtest.Date(t, "2026-11-01"), Weekdays: []int{1, 2}, From: clock(t, "10:00"), To: clock(t, "11:00")},
		booking.Exception{ID: "leave", Resource: "anna", FromDate: bookingtest.Date(t, "2026-12-08"), WholeDay: true})
	for _, test := range []struct {
		resource booking.ID
		from, to string
		want     []string
	}{
		{"anna", today, today, []string{"inventory 07 17:00–08 00:00", "school 07 10:00–07 11:00"}},
		{"anna", "2026-12-08", "2026-12-09", []string{"inventory 08 00:00–08 02:00", "school 08 10:00–08 11:00", "leave 08 00:00–10 00:00"}},
		{"room", today, today, []string{"inventory 07 17:00–08 00:00", "repair 07 00:00–08 00:00"}},
		{"room", "2026-12-09", "2026-12-09", nil},
	} {
		var got []string
		for _, b := range c.Blocked(test.resource, bookingtest.Date(t, test.from), bookingtest.Date(t, test.to)) {
			got = append(got, string(b.Exception.ID)+" "+spans([]booking.Span{b.Span}))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s from %s to %s: got %q, want %q", test.resource, test.from, test.to, got, test.want)
		}
	}
}
