package engine_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

// What the preview counts is the difference of what the minute-by-minute
// reference offers with and without the exception, service by service.
func TestEffectsAreTheDifferenceOfTheReference(t *testing.T) {
	returned, removed := 0, 0
	bookingtest.Rounds(t, func() bool { return returned > 0 && removed > 0 }, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		e := genException(t, 90, q.from, q.calendar)
		open := e.ToDate == nil
		if len(q.calendar.Exceptions) > 0 && rapid.Bool().Draw(t, "replaces one") {
			e.ID = q.calendar.Exceptions[0].ID
			open = open || q.calendar.Exceptions[0].ToDate == nil
		}
		today := booking.DateOf(q.ask.Now, q.calendar.Company.Zone)
		// Exceptions end by the fifth day. Where starts leave no gaps, what begins there reaches on by the
		// longest service and its buffers.
		from, to := today, q.from.AddDays(8)
		if open || !from.Before(to) {
			return // what has no end would have to be walked through to the last date
		}
		got := map[booking.ID]engine.Effect{}
		for _, effect := range q.calendar.Effects(e, q.ask.Now) {
			got[effect.Service] = effect
		}
		end := q.calendar.With(e)
		before, after := bookingtest.New(q.calendar, from, to), bookingtest.New(end, from, to)
		for _, s := range q.calendar.Services {
			ask := engine.Ask{Service: s.ID, Now: q.ask.Now}
			had, has := instants(before.Days(ask)), instants(after.Days(ask))
			want := engine.Effect{Service: s.ID, Removed: missing(had, has), Returned: missing(has, had)}
			if g := (engine.Effect{Service: s.ID, Removed: got[s.ID].Removed, Returned: got[s.ID].Returned}); g != want {
				t.Fatalf("%s: %+v, want %+v of %d", s.ID, got[s.ID], want, len(had))
			}
			removed += want.Removed
			returned += want.Returned
		}
	})
	if removed == 0 || returned == 0 {
		t.Errorf("%d starts went and %d came back in all: that checks nothing", removed, returned)
	}
}

func instants(days []engine.Day) map[int64]bool {
	all := map[int64]bool{}
	for _, d := range days {
		for _, s := range d.Slots {
			all[s.Start.Unix()] = true
		}
	}
	return all
}

func missing(from, in map[int64]bool) int {
	n := 0
	for start := range from {
		if !in[start] {
			n++
		}
	}
	return n
}

// A company of a real one's size, closed for good: no start of 60 dates is left.
func TestEffectsOfClosingAQuarter(t *testing.T) {
	c, ask, first := quarter(t)
	total := 0
	for _, s := range c.Services {
		ask.Service = s.ID
		days, err := c.Days(ask, first, first.AddDays(engine.PreviewDays-1))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range days {
			total += len(d.Slots)
		}
	}
	got := 0
	for _, effect := range c.Effects(booking.Exception{ID: "new", FromDate: first.AddDays(-3), WholeDay: true}, ask.Now) {
		got += effect.Removed
	}
	if got != total || total == 0 {
		t.Errorf("%d starts go of %d", got, total)
	}
	for _, far := range []booking.Date{first.AddDays(100), first.AddDays(-100)} {
		if effects := c.Effects(booking.Exception{ID: "new", FromDate: far, ToDate: &far, WholeDay: true}, ask.Now); len(effects) > 0 {
			t.Errorf("an exception on %s changes the coming dates: %+v", far, effects)
		}
	}
}

// Whoever can take a booking over is free for it as if it were booked anew, and
// a booking that the engine would not put there cannot move there.
func TestMovesAgreeWithTheEngine(t *testing.T) {
	moved := 0
	bookingtest.Rounds(t, func() bool { return moved > 0 }, func(t *rapid.T) {
		q := everyStep(genQuestion.Draw(t, "question")) // a booking that is handed over need not fit its new day as a new one would
		q.ask = engine.Ask{Service: "service 0", Now: q.ask.Now}
		days, _ := q.calendar.Days(q.ask, q.from, q.to)
		var slots []booking.Slot
		for _, d := range days {
			slots = append(slots, d.Slots...)
		}
		if len(slots) == 0 {
			return
		}
		choice, no := q.calendar.At(q.ask, rapid.SampledFrom(slots).Draw(t, "slot").Start)
		if no != nil {
			t.Fatal(no)
		}
		b := booking.Booking{
			ID: "new", Service: q.ask.Service, Resources: choice.Resources, Start: choice.Start, End: choice.End,
			Occupied: choice.Occupied, Status: booking.Confirmed,
		}
		c := *q.calendar
		// It keeps its length, whoever takes it over.
		c.Services = slices.Clone(c.Services)
		c.Services[0].DurationMin, c.Services[0].Terms = int(b.End.Sub(b.Start).Minutes()), nil
		for _, id := range b.Resources {
			c.Occupied = append(slices.Clone(c.Occupied), engine.Occupancy{Resource: id, Booking: b.ID, Span: b.Occupied})
		}
		from := b.Resources[0]
		moves := c.Moves(b, from, q.ask.Now)
		reference := bookingtest.New(&c, q.from.AddDays(-1), q.to.AddDays(1))
		for _, r := range c.Resources {
			ask := engine.Ask{Service: b.Service, Resource: r.ID, Now: q.ask.Now, Booking: b.ID}
			can := r.ID != from && sameKind(&c, r.ID, from) && slices.Contains(c.Services[0].Resources, r.ID) && reference.Reason(ask, b.Start) == ""
			if got := slices.Contains(moves, r.ID); got != can {
				t.Fatalf("from %s to %s: %v, want %v", from, r.ID, got, can)
			}
		}
		moved += len(moves)
	})
	if moved == 0 {
		t.Error("nothing could ever move")
	}
}

func sameKind(c *engine.Calendar, a, b booking.ID) bool {
	kind := map[booking.ID]booking.Kind{}
	for _, r := range c.Resources {
		kind[r.ID] = r.Kind
	}
	return kind[a] == kind[b]
}

func TestHits(t *testing.T) {
	c := salon(t)
	now := at(t, c, today+" 12:00:00")
	stands := func(id booking.ID, service booking.ID, from, to string, status booking.Status) booking.Booking {
		b := booking.Booking{ID: id, Service: service, Resources: []booking.ID{"anna", "room"}, Start: at(t, c, today+" "+from+":00"), End: at(t, c, today+" "+to+":00"), Status: status}
		b.Occupied = booking.Span{From: b.Start.Add(-time.Hour), To: b.End.Add(time.Hour)}
		return b
	}
	all := []booking.Booking{
		stands("over", "cut", "10:00", "11:00", booking.Confirmed),
		stands("running", "cut", "11:30", "12:30", booking.Arrived),
		stands("waiting", "cut", "13:00", "14:00", booking.Pending),
		stands("cancelled", "cut", "13:00", "14:00", booking.Cancelled),
		stands("done", "cut", "13:00", "14:00", booking.Completed),
		stands("other", "talk", "14:00", "15:00", booking.Confirmed),
	}
	date := bookingtest.Date(t, today)
	for _, test := range []struct {
		e    booking.Exception
		want []booking.ID
	}{
		{booking.Exception{FromDate: date, WholeDay: true}, []booking.ID{"running", "waiting", "other"}},
		{booking.Exception{FromDate: date, WholeDay: true, Service: "cut"}, []booking.ID{"running", "waiting"}},
		{booking.Exception{FromDate: date, WholeDay: true, Resource: "room"}, []booking.ID{"running", "waiting", "other"}},
		{booking.Exception{FromDate: date, WholeDay: true, Resource: "maria"}, nil},
		{booking.Exception{FromDate: date, From: 14 * 60, To: 15 * 60}, []booking.ID{"other"}}, // touching is no hit, nor is a buffer
		{booking.Exception{FromDate: date.AddDays(-1), From: 23 * 60, To: 12*60 + 1}, []booking.ID{"running"}},
		{booking.Exception{FromDate: date.AddDays(1), WholeDay: true}, nil},
		{booking.Exception{FromDate: date, WholeDay: true, Weekdays: []int{date.Weekday()%7 + 1}}, nil},
	} {
		var got []booking.ID
		for _, b := range c.Hits(test.e, all, now) {
			got = append(got, b.ID)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%+v hits %v, want %v", test.e, got, test.want)
		}
	}
}

// A move goes by the length and buffers of the day on which it was booked, and
// not by notice, horizon, grid or what the service has become since.
func TestMovesOfABookingAsItWasMade(t *testing.T) {
	for name, test := range map[string]struct {
		change func(c *engine.Calendar, b *booking.Booking)
		want   []booking.ID
	}{
		"free": {func(*engine.Calendar, *booking.Booking) {}, []booking.ID{"maria"}},
		"the buffer after is taken": {func(c *engine.Calendar, _ *booking.Booking) {
			booked(t, c, "maria", "b1", today+" 11:19:00", today+" 12:00:00")
		}, nil},
		"the buffer before is taken": {func(c *engine.Calendar, _ *booking.Booking) {
			booked(t, c, "maria", "b1", today+" 09:00:00", today+" 09:51:00")
		}, nil},
		"right up to the buffers": {func(c *engine.Calendar, _ *booking.Booking) {
			booked(t, c, "maria", "b1", today+" 09:00:00", today+" 09:50:00")
			booked(t, c, "maria", "b2", today+" 11:20:00", today+" 12:00:00")
		}, []booking.ID{"maria"}},
		"the service is longer now, off, and asks for more notice": {func(c *engine.Calendar, _ *booking.Booking) {
			c.Services[0].DurationMin, c.Services[0].Active, c.Company.MinNoticeMin = 1440, false, 40_000
		}, []booking.ID{"maria"}},
		"she is switched off": {func(c *engine.Calendar, _ *booking.Booking) { c.Resources[2].Active = false }, nil},
		"she does not do it":  {func(c *engine.Calendar, _ *booking.Booking) { c.Services[0].Resources = []booking.ID{"room", "anna"} }, nil},
		"she does not work":   {func(c *engine.Calendar, _ *booking.Booking) { c.Resources[2].Weekly = nil }, nil},
		"she has it already":  {func(_ *engine.Calendar, b *booking.Booking) { b.Resources = append(b.Resources, "maria") }, nil},
		"an exception closes her": {func(c *engine.Calendar, _ *booking.Booking) {
			excepted(t, c, booking.Exception{ID: "e", Resource: "maria"}, today, "", "")
		}, nil},
		"the room is closed by now": {func(c *engine.Calendar, _ *booking.Booking) {
			excepted(t, c, booking.Exception{ID: "e", Resource: "room"}, today, "", "")
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c, a := pair(t)
			start := at(t, c, today+" 10:00:00")
			b := booking.Booking{
				ID: "new", Service: a.Service, Resources: []booking.ID{"anna", "room"}, Status: booking.Confirmed,
				Start: start, End: start.Add(time.Hour), Occupied: booking.Span{From: start.Add(-10 * time.Minute), To: start.Add(80 * time.Minute)},
			}
			test.change(c, &b)
			if got := c.Moves(b, "anna", a.Now); !slices.Equal(got, test.want) {
				t.Errorf("moves to %v, want %v", got, test.want)
			}
		})
	}
}
