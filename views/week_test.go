package views_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/views"
	_ "okno/views/all"
)

func TestWeekInWords(t *testing.T) {
	on := func(days, hours string) (week []booking.WeeklyInterval) {
		for _, day := range days {
			for _, h := range strings.Fields(hours) {
				from, to, _ := strings.Cut(h, "-")
				f, err := booking.ParseClock(from)
				if err != nil {
					t.Fatal(err)
				}
				l, err := booking.ParseClock(to)
				if err != nil {
					t.Fatal(err)
				}
				week = append(week, booking.WeeklyInterval{Weekday: int(day - '0'), From: f, To: l})
			}
		}
		return week
	}
	for _, c := range []struct {
		week   []booking.WeeklyInterval
		ru, en string
	}{
		{nil, "", ""},
		{on("3", "09:00-18:00"), "ср 9–18", "Wed 9–18"},
		{append(on("12345", "09:00-18:00"), on("6", "10:00-15:30")...), "пн–пт 9–18, сб 10–15:30", "Mon–Fri 9–18, Sat 10–15:30"},
		{append(on("12345", "09:00-13:00 14:00-18:00"), on("6", "10:00-15:00")...), "пн–пт 9–13, 14–18; сб 10–15", "Mon–Fri 9–13, 14–18; Sat 10–15"},
		{on("1357", "09:30-20:30"), "пн, ср, пт, вс 9:30–20:30", "Mon, Wed, Fri, Sun 9:30–20:30"},
		{on("12467", "08:00-14:00"), "пн, вт, чт, сб, вс 8–14", ""},
		{append(on("12", "08:00-14:00"), on("3", "10:00-12:00")...), "пн, вт 8–14; ср 10–12", ""},
		{on("1", "08:00-12:00 11:00-13:00 13:00-14:00"), "пн 8–14", ""},
		{on("5", "22:00-06:00"), "пт 22–6", ""},
		{on("1234567", "00:00-24:00"), "пн–вс 0–24", ""},
		{on("2", "18:00-00:00"), "вт 18–24", ""},
	} {
		if got := strings.ReplaceAll(views.In("ru").Week(c.week), views.NBSP, " "); got != c.ru {
			t.Errorf("%v is %q, want %q", c.week, got, c.ru)
		}
		if got := strings.ReplaceAll(views.In("en").Week(c.week), views.NBSP, " "); c.en != "" && got != c.en {
			t.Errorf("%v is %q, want %q", c.week, got, c.en)
		}
	}
}
