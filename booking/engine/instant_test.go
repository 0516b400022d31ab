package engine_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

func TestInstant(t *testing.T) {
	for _, test := range []struct{ zone, date, clock, want, why string }{
		{"Europe/Moscow", "2026-12-07", "00:00", "2026-12-07T00:00:00+03:00", "midnight"},
		{"Europe/Moscow", "2026-12-07", "09:30", "2026-12-07T09:30:00+03:00", "an ordinary morning"},
		{"Europe/Moscow", "2026-12-31", "24:00", "2027-01-01T00:00:00+03:00", "24:00 is the next date, and year"},
		{"Asia/Kathmandu", "2026-06-01", "09:30", "2026-06-01T09:30:00+05:45", "an offset of 5:45"},
		{"Europe/London", "2026-03-29", "00:59", "2026-03-29T00:59:00Z", "before the gap"},
		{"Europe/London", "2026-03-29", "01:00", "2026-03-29T02:00:00+01:00", "the gap begins: its end"},
		{"Europe/London", "2026-03-29", "01:59", "2026-03-29T02:00:00+01:00", "inside the gap: its end"},
		{"Europe/London", "2026-03-29", "02:00", "2026-03-29T02:00:00+01:00", "after the gap"},
		{"Europe/London", "2026-10-25", "01:00", "2026-10-25T01:00:00+01:00", "twice: the first"},
		{"Europe/London", "2026-10-25", "01:59", "2026-10-25T01:59:00+01:00", "twice: the first"},
		{"Europe/London", "2026-10-25", "02:00", "2026-10-25T02:00:00Z", "once, after both"},
		{"Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30:00+11:00", "a gap of half an hour"},
		{"Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00", "half an hour twice"},
		{"Pacific/Chatham", "2026-09-27", "03:00", "2026-09-27T03:45:00+13:45", "a gap from 02:45"},
		{"America/Nuuk", "2026-03-28", "23:00", "2026-03-29T00:00:00-01:00", "the gap ends the date"},
		{"America/Nuuk", "2026-03-28", "23:30", "2026-03-29T00:00:00-01:00", "clamped to the next date"},
		{"America/Nuuk", "2026-10-24", "24:00", "2026-10-25T00:00:00-02:00", "after both hours of 23"},
		{"Africa/Cairo", "2026-04-24", "00:00", "2026-04-24T01:00:00+03:00", "no midnight"},
		{"Africa/Cairo", "2026-04-23", "24:00", "2026-04-24T01:00:00+03:00", "nor the day before at 24:00"},
		{"Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T23:30:00+03:00", "twice: the first"},
		{"Asia/Beirut", "2026-03-29", "00:30", "2026-03-29T01:00:00+03:00", "no midnight"},
		{"America/Santiago", "2026-09-06", "00:00", "2026-09-06T01:00:00-03:00", "no midnight"},
		{"America/Asuncion", "2023-10-01", "00:00", "2023-10-01T01:00:00-03:00", "no midnight"},
		{"America/Havana", "2026-03-08", "00:00", "2026-03-08T01:00:00-04:00", "no midnight"},
		{"America/Havana", "2026-11-01", "00:30", "2026-11-01T00:30:00-04:00", "twice: the first"},
		{"America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T01:00:00-02:00", "no midnight"},
		{"America/St_Johns", "2010-11-07", "00:00", "2010-11-07T00:00:00-02:30", "the minute before the clocks go back to the 6th"},
		{"America/St_Johns", "2010-11-07", "00:01", "2010-11-07T00:01:00-03:30", "the minute after it comes 61 minutes later"},
		{"America/St_Johns", "2010-11-06", "24:00", "2010-11-07T00:00:00-02:30", "24:00 comes before the repeated hour"},
		{"Pacific/Apia", "2011-12-30", "00:00", "2011-12-31T00:00:00+14:00", "a date that is not"},
		{"Pacific/Apia", "2011-12-30", "15:00", "2011-12-31T00:00:00+14:00", "a date that is not"},
		{"Pacific/Apia", "2011-12-29", "24:00", "2011-12-31T00:00:00+14:00", "the next date that is"},
		{"Europe/Amsterdam", "1936-06-01", "09:00", "1936-06-01T07:40:28Z", "an offset with seconds"},
		{"UTC", "0001-01-01", "00:00", "0001-01-01T00:00:00Z", "the first date there is"},
		{"Europe/Berlin", "9999-12-31", "12:00", "9999-12-31T12:00:00+01:00", "rules reach on for ever"},
	} {
		t.Run(test.zone+" "+test.date+" "+test.clock+" "+test.why, func(t *testing.T) {
			want, err := time.Parse(time.RFC3339, test.want)
			if err != nil {
				t.Fatal(err)
			}
			z := bookingtest.Zone(t, test.zone)
			got := engine.Instant(bookingtest.Date(t, test.date), clock(t, test.clock), z)
			if !got.Equal(want) {
				t.Errorf("got %s, want %s", got.Format(time.RFC3339), test.want)
			}
			if got.Location() != z {
				t.Errorf("it is in %s", got.Location())
			}
		})
	}
}

// Every quarter of an hour of the dates around every change means what walking the
// minutes finds.
func TestInstantAgreesWithReference(t *testing.T) {
	for _, change := range changes {
		z, on := bookingtest.Zone(t, change.zone), bookingtest.Date(t, change.date)
		reference := bookingtest.New(&engine.Calendar{Company: booking.Company{Zone: z}}, on, on)
		for day := -1; day <= 2; day++ {
			for c := booking.Clock(0); c <= booking.DayEnd; c += 15 {
				got, want := engine.Instant(on.AddDays(day), c, z), reference.Instant(on.AddDays(day), c)
				if !got.Equal(want) {
					t.Errorf("%s %s %s (%s): got %s, want %s", change.zone, on.AddDays(day), c, change.what, got, want)
				}
			}
		}
	}
}

// A later reading of a date, and a later date, never mean an earlier instant.
func TestInstantNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		change := rapid.SampledFrom(changes).Draw(t, "change")
		z, _ := time.LoadLocation(change.zone)
		day, _ := booking.ParseDate(change.date)
		day = day.AddDays(rapid.IntRange(-400, 400).Draw(t, "days"))
		a := booking.Clock(rapid.IntRange(0, 1440).Draw(t, "a"))
		b := booking.Clock(rapid.IntRange(int(a), 1440).Draw(t, "b"))
		if engine.Instant(day, b, z).Before(engine.Instant(day, a, z)) {
			t.Fatalf("%s: %s is before %s", day, b, a)
		}
		if engine.Instant(day.AddDays(1), a, z).Before(engine.Instant(day, a, z)) {
			t.Fatalf("%s: %s is before that of the date before", day, a)
		}
		if !engine.Instant(day, booking.DayEnd, z).Equal(engine.Instant(day.AddDays(1), 0, z)) {
			t.Fatalf("%s: 24:00 is not the first instant of the next date", day)
		}
	})
}
