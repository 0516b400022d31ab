package day

import (
	"math"
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
)

// row is the height of one row of the grid in time.
const row = 5 * time.Minute

// minHours is the shortest stretch of a day that the board shows.
const minHours = 8

// Timeline is the stretch of a date that the board shows. Positions are elapsed
// time since its first instant and not readings of the clock, so that dates of
// 23 and 25 hours are right.
type Timeline struct {
	From, To time.Time // both carry the company's zone
	beside   bool      // other dates: its rows are readings of the clock (Beside)
	turn     Turn
}

// Turn is where the clocks are changed on a date whose rows are readings of the
// clock, to stand beside those of other dates: By rows forward, or back where it
// is negative, after At rows of elapsed time.
type Turn struct{ At, By int }

// Over is a timeline for the scripts, where each column has one of its own: the
// instant of its first row, and the change of the clocks on it. The zero Over is
// the grid's.
type Over struct {
	From int64 // Unix time
	Turn
}

// NewTimeline shows from the earliest to the latest of spans, widened to whole
// hours of the wall clock and to minHours, and never beyond the date.
func NewTimeline(date booking.Date, zone *time.Location, spans []booking.Span) Timeline {
	first, last := engine.Instant(date, 0, zone), engine.Instant(date, booking.DayEnd, zone)
	t := Timeline{From: engine.Instant(date, 9*60, zone), To: engine.Instant(date, 18*60, zone)}
	any := false
	for _, s := range spans {
		s = clip(booking.Span{From: s.From.In(zone), To: s.To.In(zone)}, first, last)
		if !s.From.Before(s.To) {
			continue
		}
		if !any || s.From.Before(t.From) {
			t.From = s.From
		}
		if !any || s.To.After(t.To) {
			t.To = s.To
		}
		any = true
	}
	t.From, t.To = hourAtOrBefore(t.From, first), hourAtOrAfter(t.To, last)
	for short := true; short && t.To.Sub(t.From) < minHours*time.Hour; {
		from, to := t.From, t.To
		t.To = hourAtOrAfter(t.To.Add(row), last)
		if t.To.Sub(t.From) < minHours*time.Hour {
			t.From = hourAtOrBefore(t.From.Add(-row), first)
		}
		short = !t.From.Equal(from) || !t.To.Equal(to)
	}
	return t
}

func clip(s booking.Span, from, to time.Time) booking.Span {
	if s.From.Before(from) {
		s.From = from
	}
	if s.To.After(to) {
		s.To = to
	}
	return s
}

// hourAtOrBefore goes back in rows to a whole hour of the wall clock: changes
// of the clocks by half an hour make truncating to an hour wrong.
func hourAtOrBefore(t, first time.Time) time.Time {
	for t = t.Truncate(row); t.Minute() != 0 && t.After(first); t = t.Add(-row) {
	}
	if t.Before(first) {
		return first
	}
	return t
}

func hourAtOrAfter(t, last time.Time) time.Time {
	if down := t.Truncate(row); !down.Equal(t) {
		t = down.Add(row)
	}
	for ; t.Minute() != 0 && t.Before(last); t = t.Add(row) {
	}
	if t.After(last) {
		return last
	}
	return t
}

// Zone is the IANA name of the company's zone, for scripts.
func (t Timeline) Zone() string { return t.From.Location().String() }

// Rows is how many rows there are: 12 an hour, 300 on the longest of days.
func (t Timeline) Rows() int { return t.Row(t.To) }

// Row is the row that begins at the instant, or nearest to it: 0 for From and
// all before, Rows for To and all after.
func (t Timeline) Row(at time.Time) int {
	at = clip(booking.Span{From: at, To: at}, t.From, t.To).From
	if at.After(t.To) {
		at = t.To
	}
	r := int(math.Round(float64(at.Sub(t.From)) / float64(row)))
	if t.turn.By != 0 && r >= t.turn.At {
		r += t.turn.By
	}
	return r
}

// Place is where s stands, nil where none of it is shown. It is never empty.
func (t Timeline) Place(s booking.Span) *Place {
	if s = clip(s, t.From, t.To); !s.From.Before(s.To) {
		return nil
	}
	p := &Place{t.Row(s.From), t.Row(s.To)}
	if p.From > p.To { // the clocks have been set back in it
		p.To = p.From
	}
	if p.From == p.To {
		if p.To < t.Rows() {
			p.To++
		} else {
			p.From--
		}
	}
	return p
}

// Place is a stretch of rows, from From up to, but not including, To.
type Place struct{ From, To int }

// Class puts an element there: see static/css/rows.mjs.
func (p Place) Class() string { return StartsAt(p.From) + " " + endsAt(p.To) }

// StartsAt is the class of what begins in a row, endsAt that of what ends before one.
func StartsAt(row int) string { return rowClass("s", row) }
func endsAt(row int) string   { return rowClass("e", row) }

// rowClass is a row as a whole and as twenties with a rest: s24 sa1 sb4.
func rowClass(edge string, row int) string {
	return edge + strconv.Itoa(row) + " " + edge + "a" + strconv.Itoa(row/20) + " " + edge + "b" + strconv.Itoa(row%20)
}

// EndClass is that of what ends with the timeline.
func (t Timeline) EndClass() string { return endsAt(t.Rows()) }

// Hour is a line across the board with its time beside it. A repeated hour has
// two lines of one name, a skipped one none.
type Hour struct {
	Row    int
	Label  string
	Minute int // of the wall clock, from 0 to 1439: what finds the same time on another date
}

// Class puts an element there.
func (h Hour) Class() string { return StartsAt(h.Row) }

// Hours are the whole hours of the wall clock, in order, without From and To.
func (t Timeline) Hours(w *views.Words) []Hour {
	var hours []Hour
	for i := 1; i < t.Rows(); i++ {
		if at := t.From.Add(time.Duration(i) * row); at.Minute() == 0 {
			hours = append(hours, Hour{i, w.Mark(at), at.Hour()*60 + at.Minute()})
		}
	}
	return hours
}
