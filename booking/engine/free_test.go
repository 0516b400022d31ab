package engine_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

func except(exception booking.ID) no {
	return no{reason: booking.Excepted, kind: booking.Staff, resource: "anna", exception: exception}
}

func taken(by booking.ID) no {
	return no{reason: booking.Occupied, kind: booking.Staff, resource: "anna", booking: by}
}

// TestRuleFive is TestRules for one resource: its hours, exceptions and what occupies it.
func TestRuleFive(t *testing.T) {
	type cal = engine.Calendar
	type ask = engine.Ask
	night := func(c *cal, _ *ask) { // Monday 22:00 to Tuesday 06:00
		c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 1, "22:00", "06:00")}
	}
	roundTheClock := func(c *cal, _ *ask) {
		c.Resources[0].Weekly = c.Resources[1].Weekly
	}
	whole := func(e booking.Exception, on string) func(*cal, *ask) {
		return func(c *cal, _ *ask) { excepted(t, c, e, on, "", "") }
	}
	hours := func(e booking.Exception, from, to string) func(*cal, *ask) {
		return func(c *cal, _ *ask) { excepted(t, c, e, today, from, to) }
	}
	booked1130 := func(c *cal, a *ask) { // a start at 10:10 or before ends its buffer by 11:30
		c.Services[0].StepMin = 5
		booked(t, c, "anna", "b1", today+" 11:30:00", today+" 12:30:00")
	}
	for _, e := range []example{
		{"hours: at opening", nil, "2026-12-08 09:00:00", yes},
		{"hours: before opening", nil, "2026-12-08 08:45:00", outside("anna", booking.Staff)},
		{"hours: ends with the interval, the buffer after it", nil, today + " 12:00:00", yes},
		{"hours: ends after the interval", nil, today + " 12:15:00", outside("anna", booking.Staff)},
		{"hours: over the lunch break", func(c *cal, _ *ask) { c.Services[0].DurationMin = 300 }, today + " 10:00:00",
			outside("anna", booking.Staff)},
		{"hours: touching intervals are one", func(c *cal, _ *ask) {
			c.Resources[0].Weekly = append(c.Resources[0].Weekly, interval(t, 1, "13:00", "14:00"))
		}, today + " 12:30:00", yes},
		{"hours: overlapping intervals are one", func(c *cal, _ *ask) {
			c.Resources[0].Weekly = append(c.Resources[0].Weekly, interval(t, 1, "11:00", "16:00"))
		}, today + " 13:30:00", yes},
		{"hours: the weekend", nil, "2026-12-12 10:00:00", outside("anna", booking.Staff)},
		{"hours: a night begins", night, today + " 22:00:00", yes},
		{"hours: a night goes over midnight", night, today + " 23:30:00", yes},
		{"hours: a night belongs to the weekday it starts on", night, "2026-12-08 05:00:00", yes},
		{"hours: a night ends", night, "2026-12-08 05:15:00", outside("anna", booking.Staff)},
		{"hours: the night before was no night", night, "2026-12-09 01:00:00", outside("anna", booking.Staff)},
		{"hours: 24:00 touches 00:00 of the next date", roundTheClock, "2026-12-08 23:30:00", yes},
		{"hours: 24 hours from any time", func(c *cal, a *ask) {
			roundTheClock(c, a)
			c.Services[0].DurationMin = 1440
		}, "2026-12-08 23:45:00", yes},
		{"hours: from = to is a whole day", func(c *cal, _ *ask) {
			c.Resources[0].Weekly = []booking.WeeklyInterval{interval(t, 1, "10:00", "10:00")}
		}, "2026-12-08 09:00:00", yes},

		{"exception: ends as it begins, the buffer inside", hours(booking.Exception{ID: "e"}, "11:00", "12:00"), today + " 10:00:00", yes},
		{"exception: a minute over", hours(booking.Exception{ID: "e"}, "10:59", "12:00"), today + " 10:00:00", except("e")},
		{"exception: begins as it ends, the buffer inside", hours(booking.Exception{ID: "e"}, "09:00", "10:00"), today + " 10:00:00", yes},
		{"exception: a minute under", hours(booking.Exception{ID: "e"}, "09:00", "10:01"), today + " 10:00:00", except("e")},
		{"exception: within the service", hours(booking.Exception{ID: "e"}, "10:20", "10:21"), today + " 10:00:00", except("e")},
		{"exception: the company's whole day", whole(booking.Exception{ID: "e"}, today), today + " 10:00:00", except("e")},
		{"exception: the day before", whole(booking.Exception{ID: "e"}, "2026-12-06"), today + " 10:00:00", yes},
		{"exception: the day after", whole(booking.Exception{ID: "e"}, "2026-12-08"), today + " 10:00:00", yes},
		{"exception: the service's", whole(booking.Exception{ID: "e", Service: "cut"}, today), today + " 10:00:00", except("e")},
		{"exception: another service's", whole(booking.Exception{ID: "e", Service: "shave"}, today), today + " 10:00:00", yes},
		{"exception: Anna's", whole(booking.Exception{ID: "e", Resource: "anna"}, today), today + " 10:00:00", except("e")},
		{"exception: the room's", whole(booking.Exception{ID: "e", Resource: "room"}, today), today + " 10:00:00",
			no{reason: booking.Excepted, kind: booking.Room, resource: "room", exception: "e"}},
		{"exception: never opens", whole(booking.Exception{ID: "e"}, "2026-12-12"), "2026-12-12 10:00:00", outside("anna", booking.Staff)},
		{"exception: the calendar's first is named", func(c *cal, a *ask) {
			hours(booking.Exception{ID: "late"}, "10:30", "11:00")(c, a)
			hours(booking.Exception{ID: "early"}, "10:00", "10:30")(c, a)
		}, today + " 10:00:00", except("late")},
		{"exception: runs past midnight", func(c *cal, a *ask) {
			roundTheClock(c, a)
			hours(booking.Exception{ID: "e"}, "22:00", "06:00")(c, a)
		}, "2026-12-08 05:45:00", except("e")},
		{"exception: ended in the morning", func(c *cal, a *ask) {
			roundTheClock(c, a)
			hours(booking.Exception{ID: "e"}, "22:00", "06:00")(c, a)
		}, "2026-12-08 06:00:00", yes},

		{"occupied: buffer after touches", booked1130, today + " 10:10:00", yes},
		{"occupied: buffer after overlaps", booked1130, today + " 10:15:00", taken("b1")},
		{"occupied: buffer before touches", booked1130, "2026-12-07 14:00:00", yes},
		{"occupied: buffer before overlaps", func(c *cal, a *ask) {
			booked(t, c, "anna", "b1", today+" 13:00:00", today+" 13:55:00")
		}, today + " 14:00:00", taken("b1")},
		{"occupied: buffer before just fits", func(c *cal, a *ask) {
			booked(t, c, "anna", "b1", today+" 13:00:00", today+" 13:50:00")
		}, today + " 14:00:00", yes},
		{"occupied: somebody else is", func(c *cal, a *ask) {
			booked(t, c, "boris", "b1", today+" 10:00:00", today+" 11:00:00")
		}, today + " 10:00:00", yes},
		{"occupied: the room is", func(c *cal, a *ask) {
			booked(t, c, "room", "b1", today+" 10:00:00", today+" 11:00:00")
		}, today + " 10:00:00", no{reason: booking.Occupied, kind: booking.Room, resource: "room", booking: "b1"}},
		{"occupied: the earliest is named", func(c *cal, a *ask) {
			booked(t, c, "anna", "later", today+" 10:30:00", today+" 11:00:00")
			booked(t, c, "anna", "earlier", today+" 10:00:00", today+" 10:30:00")
			booked(t, c, "anna", "latest", today+" 11:00:00", today+" 11:10:00")
		}, today + " 10:00:00", taken("earlier")},
		{"occupied: a booking's own time when it moves", func(c *cal, a *ask) {
			a.Booking = "b1"
			booked(t, c, "anna", "b1", today+" 10:00:00", today+" 11:00:00")
		}, today + " 10:15:00", yes},
		{"occupied: from the night before", func(c *cal, a *ask) {
			booked(t, c, "anna", "b1", "2026-12-06 10:00:00", today+" 10:00:00")
		}, today + " 10:00:00", taken("b1")},
		{"held: by another visitor", func(c *cal, a *ask) {
			held(t, c, "anna", "h1", today+" 10:00:00", today+" 11:00:00")
		}, today + " 10:00:00", no{reason: booking.Held, kind: booking.Staff, resource: "anna", hold: "h1"}},
		{"held: by the visitor himself", func(c *cal, a *ask) {
			a.Hold = "h1"
			held(t, c, "anna", "h1", today+" 10:00:00", today+" 11:00:00")
		}, today + " 10:00:00", yes},
		{"a booking goes before a hold", func(c *cal, a *ask) {
			held(t, c, "anna", "h1", today+" 10:00:00", today+" 10:30:00")
			booked(t, c, "anna", "b1", today+" 10:30:00", today+" 11:00:00")
		}, today + " 10:00:00", taken("b1")},
		{"an exception goes before a booking", func(c *cal, a *ask) {
			excepted(t, c, booking.Exception{ID: "e"}, today, "", "")
			booked(t, c, "anna", "b1", today+" 10:30:00", today+" 11:00:00")
		}, today + " 10:00:00", except("e")},
	} {
		t.Run(e.name, e.check)
	}
}

// An occupied span that ends within a second still keeps that second.
func TestOccupiedFractionsRoundOutward(t *testing.T) {
	c := salon(t)
	booked(t, c, "anna", "b1", today+" 13:00:00", today+" 13:50:00")
	c.Occupied[0].Span.To = c.Occupied[0].Span.To.Add(time.Nanosecond)
	example{change: func(k *engine.Calendar, _ *engine.Ask) { k.Occupied = c.Occupied }, start: today + " 14:00:00",
		want: taken("b1")}.check(t)
}
