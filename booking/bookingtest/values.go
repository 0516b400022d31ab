package bookingtest

import (
	"testing"
	"time"

	"okno/booking"
)

// Zone is the one with that IANA name.
func Zone(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Date reads one like 2026-12-31.
func Date(t testing.TB, text string) booking.Date {
	t.Helper()
	date, err := booking.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return date
}
