package day

import (
	"fmt"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Days beside each other have the same rows by the clock, also where it is changed within them.
func TestDaysBesideEachOther(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(date booking.Date, hour, minute int) time.Time {
		return engine.Instant(date, booking.Clock(hour*60+minute), berlin)
	}
	for name, test := range map[string]struct {
		date    booking.Date
		from    int // the hour at which the earliest begins
		want    string
		instant string // of the first row after the change
	}{
		"forward":            {booking.Date{Year: 2026, Month: 3, Day: 29}, 0, "{24 12}", "09:00 is 108, 24:00 is 288"},
		"back":               {booking.Date{Year: 2026, Month: 10, Day: 25}, 0, "{36 -12}", "09:00 is 108, 24:00 is 288"},
		"begins in the gap":  {booking.Date{Year: 2026, Month: 3, Day: 29}, 2, "{0 12}", "09:00 is 84, 24:00 is 264"},
		"begins afterwards":  {booking.Date{Year: 2026, Month: 3, Day: 29}, 6, "{0 0}", "09:00 is 36, 24:00 is 216"},
		"an ordinary Sunday": {booking.Date{Year: 2026, Month: 3, Day: 22}, 0, "{0 0}", "09:00 is 108, 24:00 is 288"},
	} {
		t.Run(name, func(t *testing.T) {
			beside := Beside([]Timeline{
				{From: at(test.date.AddDays(-2), test.from, 0), To: at(test.date.AddDays(-2), 18, 0)},
				{From: at(test.date, 10, 0), To: at(test.date, 24, 0)},
			})
			own := beside[1]
			if got := fmt.Sprint(own.turn); got != test.want || beside[0].turn != (Turn{}) {
				t.Errorf("the clocks change by %s, want %s; on the other day by %v", got, test.want, beside[0].turn)
			}
			got := fmt.Sprintf("09:00 is %d, 24:00 is %d", own.Row(at(test.date, 9, 0)), own.Row(at(test.date, 24, 0)))
			if got != test.instant || own.Rows() != beside[0].Rows() {
				t.Errorf("%s, want %s; %d rows beside %d", got, test.instant, own.Rows(), beside[0].Rows())
			}
			if now := at(test.date, 9, 0); int(now.Sub(own.Origin(now))/row) != own.Row(now) {
				t.Errorf("the line at 9:00 is counted from %v", own.Origin(now))
			}
		})
	}
	// What begins before the clocks are set back and ends after stands on a row of its own.
	own := Beside([]Timeline{{From: at(booking.Date{Year: 2026, Month: 10, Day: 25}, 0, 0), To: at(booking.Date{Year: 2026, Month: 10, Day: 25}, 24, 0)}, {From: at(booking.Date{Year: 2026, Month: 10, Day: 24}, 0, 0), To: at(booking.Date{Year: 2026, Month: 10, Day: 24}, 24, 0)}})[0]
	first := at(booking.Date{Year: 2026, Month: 10, Day: 25}, 2, 45)
	if p := own.Place(booking.Span{From: first, To: first.Add(30 * time.Minute)}); p == nil || *p != (Place{33, 34}) {
		t.Errorf("a booking over the change stands at %v", p)
	}
}
