package engine_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
	"okno/booking/nearby"
)

func TestWindow(t *testing.T) {
	c := salon(t)
	for _, test := range []struct{ name, service, from, to, wantFrom, wantTo string }{
		{"no buffers", "shave", today, today, "2026-12-07 00:00:00", "2026-12-08 00:15:00"},
		{"buffers", "cut", today, today, "2026-12-06 23:50:00", "2026-12-08 01:20:00"},
		{"several dates", "cut", today, "2026-12-09", "2026-12-06 23:50:00", "2026-12-10 01:20:00"},
		{"an unknown service: the dates alone", "tattoo", today, today, "2026-12-07 00:00:00", "2026-12-08 00:00:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := c.Window(engine.Ask{Service: booking.ID(test.service)}, bookingtest.Date(t, test.from), bookingtest.Date(t, test.to))
			if want := (booking.Span{From: at(t, c, test.wantFrom), To: at(t, c, test.wantTo)}); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	near := nearby.Window(c, cut(t, c), at(t, c, today+" 10:00:00"))
	if want := (booking.Span{From: at(t, c, "2026-11-29 23:50:00"), To: at(t, c, "2026-12-15 01:20:00")}); near != want {
		t.Errorf("near: got %v, want %v", near, want)
	}
}

// Clocks that go back over midnight return to a date that was over.
func TestWindowHoldsTheRepeatedHourOfADate(t *testing.T) {
	c := salon(t)
	c.Company.Zone = bookingtest.Zone(t, "America/St_Johns")
	got := c.Window(engine.Ask{}, bookingtest.Date(t, "2010-11-06"), bookingtest.Date(t, "2010-11-06"))
	if got.To.Format(time.RFC3339) != "2010-11-07T00:00:00-03:30" {
		t.Errorf("it ends %s", got.To)
	}
}

// What lies outside the window changes no answer.
func TestWindowIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		loaded := only(q.calendar, q.calendar.Window(q.ask, q.from, q.to))
		want, _ := q.calendar.Days(q.ask, q.from, q.to)
		got, _ := loaded.Days(q.ask, q.from, q.to)
		if diff := difference(got, want); diff != "" {
			t.Fatal(diff)
		}
		all := bookingtest.New(q.calendar, q.from, q.to).Starts()
		if len(all) == 0 {
			return // the date that does not exist
		}
		for range 20 {
			start := rapid.SampledFrom(all).Draw(t, "start")
			a, no := q.calendar.At(q.ask, start)
			b, stillNo := loaded.At(q.ask, start)
			if reason(no) != reason(stillNo) || !slices.Equal(a.Resources, b.Resources) {
				t.Fatalf("At(%s): %v %v with all, %v %v with the window", start, a.Resources, no, b.Resources, stillNo)
			}
		}
		start := rapid.SampledFrom(all).Draw(t, "near")
		near := nearby.Starts(only(q.calendar, nearby.Window(q.calendar, q.ask, start)), q.ask, start, 5)
		if want := nearby.Starts(q.calendar, q.ask, start, 5); !slices.Equal(texts(near), texts(want)) {
			t.Fatalf("near %s: %v with all, %v with the window", start, texts(want), texts(near))
		}
	})
}

// only is the calendar with the occupancies that overlap the window.
func only(c *engine.Calendar, window booking.Span) *engine.Calendar {
	loaded := *c
	loaded.Occupied = nil
	for _, o := range c.Occupied {
		if o.Span.Overlaps(window) {
			loaded.Occupied = append(loaded.Occupied, o)
		}
	}
	return &loaded
}

func TestSpansOverlap(t *testing.T) {
	minute := func(from, to int) booking.Span {
		at := time.Date(2026, 12, 7, 10, 0, 0, 0, time.UTC)
		return booking.Span{From: at.Add(time.Duration(from) * time.Minute), To: at.Add(time.Duration(to) * time.Minute)}
	}
	for _, test := range []struct {
		name string
		a, b booking.Span
		want bool
	}{
		{"apart", minute(0, 10), minute(20, 30), false},
		{"touching", minute(0, 10), minute(10, 20), false},
		{"a minute over", minute(0, 11), minute(10, 20), true},
		{"within", minute(0, 30), minute(10, 20), true},
		{"the same", minute(0, 10), minute(0, 10), true},
		{"an empty one within", minute(0, 30), minute(10, 10), false},
	} {
		if test.a.Overlaps(test.b) != test.want || test.b.Overlaps(test.a) != test.want {
			t.Errorf("%s: want %v both ways", test.name, test.want)
		}
	}
}
