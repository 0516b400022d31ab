package format

import (
	"testing"

	"okno/booking"
)

func TestDatesAreReadAsPeopleTypeThem(t *testing.T) {
	today := booking.Date{Year: 2026, Month: 11, Day: 26} // a Thursday
	for text, want := range map[string]string{
		"12 дек": "2026-12-12", "12 декабря": "2026-12-12", "12 Декабрь": "2026-12-12", "12 dec": "2026-12-12", "Dec 12": "2026-12-12", "december 12": "2026-12-12",
		"12.12": "2026-12-12", "12.12.": "2026-12-12", "12.12.27": "2027-12-12", "12.12.2027": "2027-12-12", "2027-01-02": "2027-01-02", "12/10": "2026-10-12",
		"сегодня": "2026-11-26", "Завтра": "2026-11-27", "tomorrow": "2026-11-27", "вчера": "2026-11-25", "послезавтра": "2026-11-28",
		"пт": "2026-11-27", "Friday": "2026-11-27", "четверг": "2026-11-26", "wed": "2026-12-02",
		"3 янв": "2027-01-03", "1 май": "2027-05-01", "1 мая": "2027-05-01", "20 may": "2027-05-20", "5 марта": "2027-03-05", "1 июн": "2026-06-01", "1 июля": "2026-07-01",
		"30 февраля": "", "29.02": "", "29.02.2028": "2028-02-29", "0.12": "", "32.12": "", "12.13": "", "12": "", "дек": "", "12 де": "", "12 декабрист": "",
		"": "", "Анна 12": "", "12.12.1812": "", "1 2 3 4": "", "916 123": "", "12 12 12 12": "",
	} {
		got := ""
		if d, ok := In("ru").TypedDate(text, today); ok {
			got = d.String()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	american := Style{language: &english, country: "US"}
	if d, ok := american.TypedDate("12/10", today); !ok || d.String() != "2026-12-10" {
		t.Errorf("12/10 in the US is %v", d)
	}
}

func TestADayOfALeapYearIsThatOfTheNearest(t *testing.T) {
	if d, ok := In("en").TypedDate("29 feb", booking.Date{Year: 2027, Month: 12, Day: 1}); !ok || d.String() != "2028-02-29" {
		t.Errorf("29 February is %v, %v", d, ok)
	}
}
