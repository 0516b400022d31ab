package booking_test

import (
	"testing"

	"okno/booking"
)

func TestBirthdaysAreReadAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", "12.05.1990": "12.05.1990", "1.5": "01.05", "12/05/1990": "12.05.1990", "1990-05-12": "12.05.1990", "1990-05-12 00:00:00": "12.05.1990", "29.02": "29.02", "29.02.1992": "29.02.1992",
	} {
		if got, ok := booking.ParseBirthday(typed); !ok || got != want {
			t.Errorf("%q is read as %q, %v", typed, got, ok)
		}
	}
	for _, typed := range []string{"29.02.1990", "31.04", "0.0", "12", "12.13.1990", "12.05.90", "12.05.1789", "вчера", "<b>", "12.05.19900"} {
		if got, ok := booking.ParseBirthday(typed); ok {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}
