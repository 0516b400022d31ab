package telling_test

import (
	"testing"
	"time"

	"okno/booking/telling"
)

func TestWhatACompanyMaySendGrows(t *testing.T) {
	made := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	after := func(days int) time.Time { return made.AddDate(0, 0, days) }
	five := 5
	for _, c := range []struct {
		name  string
		s     telling.Standing
		at    time.Time
		young bool
		want  int
	}{
		{"first day", telling.Standing{SignedUp: made}, after(0), true, 50},
		{"a week", telling.Standing{SignedUp: made}, after(7), false, 400},
		{"a year", telling.Standing{SignedUp: made}, after(365), false, 2000},
		{"dead addresses", telling.Standing{SignedUp: made, Sent: 60, Refused: 20}, after(7), false, 80},
		{"a few dead ones", telling.Standing{SignedUp: made, Sent: 10, Refused: 4}, after(7), false, 400},
		{"dead ones on the first day", telling.Standing{SignedUp: made, Sent: 10, Refused: 9}, after(0), true, 20},
		{"the operator's", telling.Standing{Approved: true}, after(0), false, 20000},
		{"the operator's word", telling.Standing{SignedUp: made, PerDay: &five}, after(300), false, 5},
	} {
		if got := c.s.MailsPerDay(c.at); got != c.want || c.s.Young(c.at) != c.young {
			t.Errorf("%s: %d a day, young %v", c.name, got, c.s.Young(c.at))
		}
	}
}
