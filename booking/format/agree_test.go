package format_test

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/format"
)

// The widget's script is held against the same table (widget/test/formats.test.js).
func TestTheWidgetAgrees(t *testing.T) {
	text, err := os.ReadFile("testdata/agree.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Lang, Formats, Timezone, Currency string
		Durations, Prices, Times, Days    map[string]string
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		s := format.In(c.Lang).At(zone(t, c.Timezone), time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
		if s.Language() != c.Formats {
			t.Errorf("%s: %s, want %s", c.Timezone, s.Language(), c.Formats)
		}
		same := func(got, want string) {
			t.Helper()
			if strings.ReplaceAll(got, "\u00a0", " ") != want {
				t.Errorf("%s, %s: got %q, want %q", c.Lang, c.Timezone, got, want)
			}
		}
		for minutes, want := range c.Durations {
			n, _ := strconv.Atoi(minutes)
			same(s.Minutes(n), want)
		}
		for amount, want := range c.Prices {
			same(s.Money(amount, c.Currency), want)
		}
		for at, want := range c.Times {
			instant, err := time.Parse(time.RFC3339, at)
			if err != nil {
				t.Fatal(err)
			}
			same(s.Time(instant.In(zone(t, c.Timezone))), want)
		}
		for day, want := range c.Days {
			date, err := booking.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			same(s.DayMonth(date), want)
		}
	}
}
