package day

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
	"okno/views"
)

func labels(tl Timeline) []string {
	var all []string
	for _, h := range tl.Hours(views.In("en")) {
		all = append(all, h.Label)
	}
	return all
}

func TestTimelineOfDatesWhoseClocksChange(t *testing.T) {
	for _, c := range []struct {
		zone, date string
		rows       int
		hour       int    // the n-th line ...
		label      string // ... has this time
		row        int    // ... and stands here
	}{
		{"Europe/London", "2026-06-01", 288, 1, "2:00", 24},
		{"Europe/London", "2026-10-25", 300, 1, "1:00", 24}, // repeated: 0 1 1 2 ...
		{"Europe/London", "2026-10-25", 300, 2, "2:00", 36},
		{"Europe/London", "2026-03-29", 276, 0, "2:00", 12},       // skipped: 0 2 3 ...
		{"Australia/Lord_Howe", "2026-10-04", 282, 1, "3:00", 30}, // half an hour, 2:00 to 2:30
		{"Australia/Lord_Howe", "2026-04-05", 294, 1, "2:00", 30}, // half an hour back, 2:00 to 1:30
		{"America/Santiago", "2026-09-06", 276, 0, "2:00", 12},    // no midnight: the date begins at 1:00
		{"Asia/Kolkata", "2026-06-01", 288, 0, "1:00", 12},        // offset of 5:30
	} {
		z, d := bookingtest.Zone(t, c.zone), bookingtest.Date(t, c.date)
		tl := NewTimeline(d, z, []booking.Span{{From: engine.Instant(d, 0, z), To: engine.Instant(d, booking.DayEnd, z)}})
		if tl.Rows() != c.rows {
			t.Errorf("%s %s: %d rows, want %d", c.zone, c.date, tl.Rows(), c.rows)
		}
		if got := tl.Hours(views.In("en"))[c.hour]; got.Label != c.label || got.Row != c.row {
			t.Errorf("%s %s: line %d is %+v, want %s at row %d; all: %v", c.zone, c.date, c.hour, got, c.label, c.row, labels(tl))
		}
	}
}

func TestTimelineStandsOnElapsedTime(t *testing.T) {
	z, d := bookingtest.Zone(t, "Europe/London"), bookingtest.Date(t, "2026-10-25")
	tl := NewTimeline(d, z, []booking.Span{{From: engine.Instant(d, 0, z), To: engine.Instant(d, booking.DayEnd, z)}})
	first := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC) // 1:30 summer time
	again := first.Add(time.Hour)                           // 1:30 winter time
	p, q := tl.Place(booking.Span{From: first, To: first.Add(time.Hour)}), tl.Place(booking.Span{From: again, To: again.Add(time.Hour)})
	if *p != (Place{18, 30}) || *q != (Place{30, 42}) {
		t.Errorf("the two half past ones stand at %v and %v, want 18–30 and 30–42", *p, *q)
	}
}

func TestTimelineShowsHoursAndBookingsAndNoMore(t *testing.T) {
	z, d := bookingtest.Zone(t, "Europe/Moscow"), bookingtest.Date(t, "2026-12-01")
	at := func(h, m int) time.Time { return engine.Instant(d, booking.Clock(h*60+m), z) }
	for _, c := range []struct {
		name     string
		spans    []booking.Span
		from, to time.Time
	}{
		{"nothing", nil, at(9, 0), at(18, 0)},
		{"whole hours around", []booking.Span{{From: at(9, 30), To: at(18, 15)}}, at(9, 0), at(19, 0)},
		{"the earliest and the latest", []booking.Span{{From: at(10, 0), To: at(14, 0)}, {From: at(7, 45).UTC(), To: at(8, 0).UTC()}, {From: at(20, 0), To: at(21, 0)}}, at(7, 0), at(21, 0)},
		{"at least eight hours", []booking.Span{{From: at(12, 0), To: at(14, 0)}}, at(9, 0), at(17, 0)},
		{"eight hours at the edge", []booking.Span{{From: at(22, 0), To: at(23, 0)}}, at(16, 0), at(24, 0)},
		{"no other date", []booking.Span{{From: at(0, 0).Add(-3 * time.Hour), To: at(3, 0)}, {From: at(22, 0), To: at(26, 0)}}, at(0, 0), at(24, 0)},
		{"another date only", []booking.Span{{From: at(0, 0).Add(-3 * time.Hour), To: at(0, 0)}}, at(9, 0), at(18, 0)},
	} {
		tl := NewTimeline(d, z, c.spans)
		if !tl.From.Equal(c.from) || !tl.To.Equal(c.to) {
			t.Errorf("%s: shows %s to %s, want %s to %s", c.name, tl.From, tl.To, c.from, c.to)
		}
	}
}

func TestPlaceIsNeverEmptyNorOutside(t *testing.T) {
	z, d := bookingtest.Zone(t, "Europe/Moscow"), bookingtest.Date(t, "2026-12-01")
	at := func(h, m int) time.Time { return engine.Instant(d, booking.Clock(h*60+m), z) }
	tl := NewTimeline(d, z, []booking.Span{{From: at(9, 0), To: at(18, 0)}})
	for _, c := range []struct {
		from, to time.Time
		want     *Place
	}{
		{at(9, 0), at(10, 0), &Place{0, 12}},
		{at(10, 7), at(10, 33), &Place{13, 19}}, // off the rows of five minutes: the nearest
		{at(10, 0), at(10, 1), &Place{12, 13}},
		{at(17, 59), at(18, 0), &Place{107, 108}},
		{at(8, 0), at(9, 30), &Place{0, 6}},
		{at(17, 0), at(20, 0), &Place{96, 108}},
		{at(6, 0), at(9, 0), nil},
		{at(18, 0), at(19, 0), nil},
		{at(10, 0), at(10, 0), nil},
	} {
		got := tl.Place(booking.Span{From: c.from, To: c.to})
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s–%s stands at %v, want %v", c.from.Format("15:04"), c.to.Format("15:04"), got, c.want)
		}
	}
}
