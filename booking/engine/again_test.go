package engine_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/nearby"
)

func TestAgain(t *testing.T) {
	c := salon(t)
	a := cut(t, c)
	a.Waive = booking.Waive(booking.TooSoon, booking.TooFar)
	start := at(t, c, "2026-12-08 10:00:00") // a Tuesday
	booked(t, c, "anna", "b1", "2026-12-15 10:00:00", "2026-12-15 11:00:00")
	excepted(t, c, booking.Exception{ID: "e1", Resource: "anna"}, "2026-12-22", "", "")
	said := func(r nearby.Repeat) string {
		if r.Slot.Start.IsZero() {
			return "none"
		}
		return r.Slot.Start.Format("01-02 15:04")
	}
	a.Now = at(t, c, "2026-12-08 12:00:00")
	all := nearby.Again(c, a, start)
	if len(all) != nearby.AgainWeeks {
		t.Fatalf("%d weeks", len(all))
	}
	if all[2].Weeks != 3 || said(all[2]) != "12-29 10:00" {
		t.Errorf("the same time, three weeks on: %d, %s", all[2].Weeks, said(all[2]))
	}
	if got := all[0].Slot.Start; booking.DateOf(got, c.Company.Zone) != booking.DateOf(all[0].Wanted, c.Company.Zone) || got.Equal(all[0].Wanted) {
		t.Errorf("a time that is taken: %s instead of %s", said(all[0]), all[0].Wanted)
	}
	if got := all[1].Slot.Start; got.IsZero() || booking.DateOf(got, c.Company.Zone) == booking.DateOf(all[1].Wanted, c.Company.Zone) {
		t.Errorf("a date that is closed: %s", said(all[1]))
	}
	// Of a visit long ago, the weeks are those to come.
	a.Now = at(t, c, "2027-01-07 12:00:00") // a Thursday
	if all := nearby.Again(c, a, start); said(all[0]) != "01-12 10:00" || all[7].Wanted.Sub(all[0].Wanted) != 7*7*24*time.Hour {
		t.Errorf("of a visit of last month: %s", said(all[0]))
	}
}
