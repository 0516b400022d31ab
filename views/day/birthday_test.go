package day

import (
	"testing"

	"okno/booking"
)

func TestTheNextBirthday(t *testing.T) {
	date := func(text string) booking.Date {
		d, err := booking.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ kept, from, want string }{
		{"12.05.1990", "2026-05-12", "2026-05-12"}, {"12.05", "2026-05-13", "2027-05-12"}, {"01.01", "2026-12-31", "2027-01-01"},
		{"29.02.1992", "2027-02-01", "2027-02-28"}, {"29.02.1992", "2028-02-01", "2028-02-29"}, {"29.02", "2027-03-01", "2028-02-29"},
	} {
		if got, known := nextBirthday(c.kept, date(c.from)); !known || got != date(c.want) {
			t.Errorf("%s from %s on is %s", c.kept, c.from, got)
		}
	}
	if _, known := nextBirthday("", date("2026-05-12")); known {
		t.Error("nobody's birthday has a date")
	}
}
