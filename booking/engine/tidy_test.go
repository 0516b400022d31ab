package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/engine"
)

// Anna works from 9 to 13 and from 14 to 18; the service takes an hour.
func TestStartsThatDoNotShredADay(t *testing.T) {
	for _, test := range []struct {
		name   string
		starts booking.Starts
		change func(*engine.Calendar)
		want   string
	}{
		{"one after the other, from the beginning of each stretch of work", booking.NextStarts, nil, "09:00 10:00 11:00 12:00 14:00 15:00 16:00 17:00"},
		{"with its buffers between", booking.NextStarts, func(c *engine.Calendar) {
			c.Services[0].BufferBeforeMin, c.Services[0].BufferAfterMin = 10, 20
		}, "09:00 10:30 12:00 14:00 15:30 17:00"},
		{"anew after an exception", booking.NextStarts, func(c *engine.Calendar) {
			excepted(t, c, booking.Exception{Resource: "anna"}, today, "10:00", "10:40")
		}, "09:00 10:40 11:40 14:00 15:00 16:00 17:00"},
		{"no gaps: not an hour and a quarter before the next", booking.FullStarts, func(c *engine.Calendar) {
			booked(t, c, "anna", "b", today+" 14:00:00", today+" 18:00:00")
		}, "09:00 10:00 10:15 10:30 10:45 11:00 12:00"},
		{"no gaps: another service fills what is left", booking.FullStarts, func(c *engine.Calendar) {
			c.Services[1].DurationMin, c.Services[1].Active = 45, true
			booked(t, c, "anna", "b", today+" 14:00:00", today+" 18:00:00")
			booked(t, c, "anna", "c", today+" 09:00:00", today+" 10:00:00")
		}, "10:00 10:45 11:00 11:15 12:00"},
		{"no gaps: a start right after a visit is off the step", booking.FullStarts, func(c *engine.Calendar) {
			booked(t, c, "anna", "b", today+" 09:00:00", today+" 10:40:00")
			booked(t, c, "anna", "c", today+" 14:00:00", today+" 18:00:00")
		}, "10:40 12:00"},
		{"no gaps: where every start leaves one it lies in one piece", booking.FullStarts, func(c *engine.Calendar) {
			booked(t, c, "anna", "b", today+" 09:00:00", today+" 11:30:00")
			booked(t, c, "anna", "c", today+" 14:00:00", today+" 18:00:00")
		}, "11:30 12:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			c.Resources[1].Weekly, c.Services[0].Resources = nil, []booking.ID{"anna"}
			c.Services[0].BufferBeforeMin, c.Services[0].BufferAfterMin, c.Services[0].Starts = 0, 0, test.starts
			c.Services[1].Active = false
			if test.change != nil {
				test.change(c)
			}
			ask := cut(t, c)
			ask.Now = ask.Now.Add(-time.Hour)
			var got []string
			for _, r := range readings(t, c, ask, today) {
				got = append(got, strings.TrimSuffix(r, "+03"))
			}
			if all := strings.Join(got, " "); all != test.want {
				t.Errorf("starts at %s, want %s", all, test.want)
			}
		})
	}
}

// Whichever of the starts that are offered are taken one after the other, none
// leaves anything beside it that is too short for another visit where the free time
// that it was taken from would have held two; and nothing is offered only when no
// visit fits any more.
func TestNoGapsLeavesNothingTooShortToSell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.SampledFrom([]int{20, 30, 45, 50, 75}).Draw(t, "length")
		after := rapid.SampledFrom([]int{0, 0, 10}).Draw(t, "buffer")
		from := booking.Clock(rapid.SampledFrom([]int{480, 545, 600}).Draw(t, "from"))
		to := from + booking.Clock(rapid.IntRange(length, 600).Draw(t, "open"))
		date := booking.Date{Year: 2026, Month: 12, Day: 7}
		c := &engine.Calendar{
			Company:   booking.Company{Zone: time.UTC, StepMin: rapid.SampledFrom(booking.Steps).Draw(t, "step"), HorizonDays: 9, Starts: booking.FullStarts},
			Resources: []booking.Resource{{ID: "r", Active: true, Kind: booking.Staff, Days: []booking.OwnDay{{Date: date, Hours: []booking.Interval{{From: from, To: to}}}}}},
			Services:  []booking.Service{{ID: "s", DurationMin: length, BufferAfterMin: after, Active: true, Resources: []booking.ID{"r"}}},
		}
		ask := engine.Ask{Service: "s", Now: engine.Instant(date.AddDays(-1), 0, time.UTC)}
		free := []piece{{int(from), int(to) + after}} // a buffer may reach beyond the hours
		for {
			days, err := c.Days(ask, date, date)
			if err != nil {
				t.Fatal(err)
			}
			if len(days[0].Slots) == 0 {
				break
			}
			choice, no := c.At(ask, rapid.SampledFrom(days[0].Slots).Draw(t, "taken").Start)
			if no != nil {
				t.Fatalf("it is offered and refused: %+v", no)
			}
			c.Occupied = append(c.Occupied, engine.Occupancy{Resource: "r", Booking: "b", Span: choice.Occupied})
			start := choice.Start.Hour()*60 + choice.Start.Minute()
			i := slices.IndexFunc(free, func(p piece) bool { return p.from <= start && start < p.to })
			of, left, right := free[i], piece{free[i].from, start}, piece{start + length + after, free[i].to}
			tooShort := func(p piece) bool { return p.from < p.to && p.to-p.from < length+after }
			if of.to-of.from >= 2*(length+after) && (tooShort(left) || tooShort(right)) {
				t.Fatalf("at %d of %v it leaves %v and %v", start, of, left, right)
			}
			free = slices.Replace(free, i, i+1, left, right)
		}
		if i := slices.IndexFunc(free, func(p piece) bool { return p.to-p.from >= length+after }); i >= 0 {
			t.Fatalf("nothing is offered in %v", free[i])
		}
	})
}

// piece is free time of a date in minutes.
type piece struct{ from, to int }

// What staff see of a start that would leave a gap: they may take it, and nobody warns them.
func TestStaffMayLeaveAGap(t *testing.T) {
	c := salon(t)
	c.Company.Starts = booking.NextStarts
	ask := cut(t, c)
	start := at(t, c, today+" 10:07:00")
	if _, no := c.At(ask, start); no == nil || no.Reason != booking.LeavesGap || no.Resource != "anna" {
		t.Errorf("a visitor is told %+v", no)
	}
	ask.Waive = booking.ForVisitors
	choice, no := c.At(ask, start)
	if no != nil || !slices.Equal(choice.Waived, []booking.Waived{{Reason: booking.OffGrid}}) || len(booking.Warned(choice.Waived)) > 0 {
		t.Errorf("staff are told %+v, and go over %v", no, choice.Waived)
	}
}
