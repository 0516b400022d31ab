package engine_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/nearby"
)

func TestNear(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(c *engine.Calendar, a *engine.Ask)
		start  string
		n      int
		want   string
	}{
		{"around a time that is taken", func(c *engine.Calendar, _ *engine.Ask) {
			c.Services[0].BufferBeforeMin, c.Services[0].BufferAfterMin = 0, 0
			booked(t, c, "anna", "b1", "2026-12-08 11:00:00", "2026-12-08 12:00:00")
		}, "2026-12-08 11:00:00", 4, "08 09:30, 08 09:45, 08 10:00, 08 12:00"},
		{"a time that is free is the nearest", nil, "2026-12-08 10:00:00", 3, "08 09:45, 08 10:00, 08 10:15"},
		{"of two equally near the earlier", nil, "2026-12-08 10:00:00", 2, "08 09:45, 08 10:00"},
		{"at the beginning of the date", nil, "2026-12-08 00:00:00", 2, "08 09:00, 08 09:15"},
		{"at the end of the date the date goes first", func(c *engine.Calendar, _ *engine.Ask) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 2, "09:00", "10:15"), interval(t, 3, "00:00", "02:00")}
		}, "2026-12-08 23:45:00", 4, "08 09:00, 08 09:15, 09 00:00, 09 00:15"},
		{"the date is full: the dates around it", func(c *engine.Calendar, _ *engine.Ask) {
			excepted(t, c, booking.Exception{}, "2026-12-09", "", "")
		}, "2026-12-09 13:00:00", 4, "08 16:45, 08 17:00, 10 09:00, 10 09:15"},
		{"never in the past", nil, "2026-12-07 07:00:00", 2, "07 09:00, 07 09:15"},
		{"a week away at most", func(c *engine.Calendar, _ *engine.Ask) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 1, "09:00", "10:00")}
		}, "2026-12-15 10:00:00", 4, "14 09:00, 21 09:00"},
		{"each start once", func(c *engine.Calendar, _ *engine.Ask) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 1, "09:00", "10:00")}
		}, "2026-12-14 10:00:00", 4, "07 09:00, 14 09:00, 21 09:00"},
		{"none asked for", nil, "2026-12-08 10:00:00", 0, ""},
		{"no such service", func(_ *engine.Calendar, a *engine.Ask) { a.Service = "tattoo" }, "2026-12-08 10:00:00", 3, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			a := cut(t, c)
			if test.change != nil {
				test.change(c, &a)
			}
			var got []string
			for _, s := range nearby.Starts(c, a, at(t, c, test.start), test.n) {
				got = append(got, s.Start.Format("02 15:04"))
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}

// Near takes the nearest of what Days offers.
func TestNearAgreesWithDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		start := engine.Instant(q.from, genClock(t), q.calendar.Company.Zone)
		n := rapid.IntRange(0, 6).Draw(t, "n")
		on := booking.DateOf(start, q.calendar.Company.Zone)
		days, err := q.calendar.Days(q.ask, on.AddDays(-nearby.Days), on.AddDays(nearby.Days))
		if err != nil {
			t.Fatal(err)
		}
		var same, others []booking.Slot
		for _, d := range days {
			if d.Date == on {
				same = d.Slots
			} else {
				others = append(others, d.Slots...)
			}
		}
		byDistance := func(a, b booking.Slot) int {
			nearer := cmp.Compare(a.Start.Sub(start).Abs(), b.Start.Sub(start).Abs())
			return cmp.Or(nearer, a.Start.Compare(b.Start))
		}
		slices.SortFunc(same, byDistance)
		slices.SortFunc(others, byDistance)
		want := slices.Concat(same, others)
		want = want[:min(n, len(want))]
		slices.SortFunc(want, func(a, b booking.Slot) int { return a.Start.Compare(b.Start) })
		if got := nearby.Starts(q.calendar, q.ask, start, n); !slices.Equal(texts(got), texts(want)) {
			t.Fatalf("%d near %s: got %v, want %v", n, start, texts(got), texts(want))
		}
	})
}
