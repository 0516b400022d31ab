package holidays_test

import (
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/holidays"
)

func said(all []holidays.Holiday) string {
	var dates []string
	for _, h := range all {
		dates = append(dates, h.Date.String()[5:])
	}
	return strings.Join(dates, " ")
}

func TestHolidaysOfAYear(t *testing.T) {
	for country, want := range map[string]string{
		"RU": "01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04",
		"DE": "01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26",
		"ZZ": "",
	} {
		got := said(holidays.Between(country, booking.Date{Year: 2027, Month: 1, Day: 1}, booking.Date{Year: 2027, Month: 12, Day: 31}))
		if got != want {
			t.Errorf("%s: %s, want %s", country, got, want)
		}
	}
}

func TestHolidaysLieBetweenTheDatesAndHaveNames(t *testing.T) {
	from, to := booking.Date{Year: 2026, Month: 12, Day: 26}, booking.Date{Year: 2027, Month: 1, Day: 7}
	all := holidays.Between("RU", from, to)
	if said(all) != "01-01 01-02 01-03 01-04 01-05 01-06 01-07" || all[6].Name != "Рождество Христово" {
		t.Errorf("they are %v", all)
	}
	for _, country := range []string{"AT", "BE", "BG", "CZ", "DE", "DK", "ES", "FR", "GB", "GR", "HR", "IT", "LT", "LV", "NL", "NO", "NZ", "PL", "RO", "RU", "SE", "SI", "SK", "US", "ZA"} {
		year := holidays.Between(country, booking.Date{Year: 2027, Month: 1, Day: 1}, booking.Date{Year: 2027, Month: 12, Day: 31})
		if len(year) < 6 || !holidays.Known(country) || slices.ContainsFunc(year, func(h holidays.Holiday) bool { return h.Name == "" }) {
			t.Errorf("%s has %v", country, year)
		}
	}
}
