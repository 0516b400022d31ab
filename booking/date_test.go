package booking_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
)

func TestParseDate(t *testing.T) {
	for _, good := range []string{"2026-12-07", "2024-02-29", "0001-01-01", "9999-12-31"} {
		d, err := booking.ParseDate(good)
		if err != nil || d.String() != good {
			t.Errorf("%s reads as %s, %v", good, d, err)
		}
	}
	for _, bad := range []string{"", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "07.12.2026",
		"2026-12-07T00:00:00Z", " 2026-12-07", "0000-01-01", "-001-01-01", "２０２６-12-07"} {
		if d, err := booking.ParseDate(bad); err == nil {
			t.Errorf("%q reads as %s", bad, d)
		}
	}
}

func TestDateOfIsTheDateOfTheZone(t *testing.T) {
	instant := time.Date(2026, 12, 31, 22, 30, 0, 0, time.UTC)
	for name, want := range map[string]string{"Europe/Moscow": "2027-01-01", "Europe/London": "2026-12-31", "Pacific/Chatham": "2027-01-01"} {
		if got := booking.DateOf(instant, bookingtest.Zone(t, name)); got.String() != want {
			t.Errorf("in %s it is %s, want %s", name, got, want)
		}
	}
}

func TestWeekdays(t *testing.T) {
	for text, want := range map[string]int{
		"2026-12-07": 1, "2026-12-12": 6, "2026-12-13": 7, "1970-01-01": 4, "1969-12-28": 7, "1969-12-29": 1, "0001-01-01": 1, "2024-02-29": 4,
	} {
		if got := bookingtest.Date(t, text).Weekday(); got != want {
			t.Errorf("%s is weekday %d, want %d", text, got, want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, test := range []struct {
		from string
		days int
		to   string
	}{
		{"2026-12-31", 1, "2027-01-01"}, {"2024-02-28", 1, "2024-02-29"}, {"2025-02-28", 1, "2025-03-01"},
		{"2026-03-01", -1, "2026-02-28"}, {"1970-01-02", -3, "1969-12-30"}, {"2026-03-28", 2, "2026-03-30"},
		{"0001-01-01", 3652058, "9999-12-31"},
	} {
		from, to := bookingtest.Date(t, test.from), bookingtest.Date(t, test.to)
		if got := from.AddDays(test.days); got != to {
			t.Errorf("%s and %d days is %s, want %s", from, test.days, got, to)
		}
		if got := from.DaysUntil(to); got != test.days {
			t.Errorf("%s until %s is %d days, want %d", from, to, got, test.days)
		}
		if from.Before(to) != (test.days > 0) || to.Before(from) != (test.days < 0) || from.Before(from) {
			t.Errorf("%s and %s: wrong order", from, to)
		}
	}
}

func TestAddDaysUndoesDaysUntil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := booking.Date{Year: 2026, Month: 1, Day: 1}.AddDays(rapid.IntRange(-700_000, 2_900_000).Draw(t, "from"))
		n := rapid.IntRange(-1000, 1000).Draw(t, "days")
		if got := d.DaysUntil(d.AddDays(n)); got != n {
			t.Fatalf("%s and %d days is %d days away", d, n, got)
		}
		if want := (d.Weekday()-1+n%7+7)%7 + 1; d.AddDays(n).Weekday() != want {
			t.Fatalf("%s and %d days is weekday %d, want %d", d, n, d.AddDays(n).Weekday(), want)
		}
	})
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]booking.Clock{"00:00": 0, "00:01": 1, "09:30": 570, "23:59": 1439, "24:00": booking.DayEnd} {
		c, err := booking.ParseClock(text)
		if err != nil || c != want || c.String() != text {
			t.Errorf("%s reads as %d, %v", text, c, err)
		}
	}
	for _, bad := range []string{"", "9:30", "09.30", "24:01", "25:00", "12:60", "09:30:00", "-1:00", "0９:30", "ab:cd", "09:3 "} {
		if c, err := booking.ParseClock(bad); err == nil {
			t.Errorf("%q reads as %s", bad, c)
		}
	}
}
