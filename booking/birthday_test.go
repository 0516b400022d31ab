package booking_test

import (
	"testing"

	"okno/booking"
)

func TestBirthdaysAreReadAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", "12.05.1990": "12.05.1990", "1.5": "01.05", "12/05/1990": "12.05.1990", "1990-05-12": "12.05.1990", "1990-05-12 00:00:00": "12.05.1990", "29.02": "29.02", "29.02.1992": "29.02.1992",
		"12 May 1990": "12.05.1990", "May 12, 1990": "12.05.1990", "may 12": "12.05", "29\u00a0February": "29.02", "3 sept. 2001": "03.09.2001", "1 мая": "01.05", "12 июня 1990": "12.06.1990", "Jun 5 1999": "05.06.1999",
	} {
		if got, ok := booking.ParseBirthday(typed); !ok || got != want {
			t.Errorf("%q is read as %q, %v", typed, got, ok)
		}
	}
	for _, typed := range []string{"29.02.1990", "31.04", "0.0", "12", "12.13.1990", "12.05.90", "12.05.1789", "вчера", "<b>", "12.05.19900", "12 Mai", "31 April", "29 February 1990", "May", "12 May 90", "May 1990"} {
		if got, ok := booking.ParseBirthday(typed); ok {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}
