package engine_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

// salon is the company of the examples: Moscow, a grid of 15 minutes, an hour
// of notice, 30 days of horizon. Anna works Monday to Friday, 09:00–13:00 and
// 14:00–18:00; the room is open day and night. A cut takes an hour and needs
// both, with 10 minutes before it and 20 after.
func salon(t testing.TB) *engine.Calendar {
	anna := booking.Resource{ID: "anna", Kind: booking.Staff, Active: true}
	room := booking.Resource{ID: "room", Kind: booking.Room, Active: true}
	for weekday := 1; weekday <= 7; weekday++ {
		room.Weekly = append(room.Weekly, interval(t, weekday, "00:00", "24:00"))
		if weekday <= 5 {
			anna.Weekly = append(anna.Weekly, interval(t, weekday, "09:00", "13:00"), interval(t, weekday, "14:00", "18:00"))
		}
	}
	return &engine.Calendar{
		Company:   booking.Company{Zone: bookingtest.Zone(t, "Europe/Moscow"), StepMin: 15, MinNoticeMin: 60, HorizonDays: 30},
		Resources: []booking.Resource{anna, room},
		Services: []booking.Service{
			{ID: "cut", DurationMin: 60, BufferBeforeMin: 10, BufferAfterMin: 20, Active: true, Resources: []booking.ID{"anna", "room"}},
			{ID: "shave", DurationMin: 15, Active: true, Resources: []booking.ID{"anna"}},
		},
	}
}

// today is a Monday; whoever asks does so at 08:00.
const today = "2026-12-07"

func cut(t testing.TB, c *engine.Calendar) engine.Ask {
	return engine.Ask{Service: "cut", Now: at(t, c, today+" 08:00:00")}
}

func at(t testing.TB, c *engine.Calendar, text string) time.Time {
	t.Helper()
	instant, err := time.ParseInLocation(time.DateTime, text, c.Company.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

func clock(t testing.TB, text string) booking.Clock {
	t.Helper()
	c, err := booking.ParseClock(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func interval(t testing.TB, weekday int, from, to string) booking.WeeklyInterval {
	t.Helper()
	return booking.WeeklyInterval{Weekday: weekday, From: clock(t, from), To: clock(t, to)}
}

// booked and held take a resource's time, buffers included.
func booked(t testing.TB, c *engine.Calendar, resource, id booking.ID, from, to string) {
	t.Helper()
	c.Occupied = append(c.Occupied, engine.Occupancy{
		Resource: resource, Booking: id, Span: booking.Span{From: at(t, c, from), To: at(t, c, to)}})
}

func held(t testing.TB, c *engine.Calendar, resource, id booking.ID, from, to string) {
	t.Helper()
	c.Occupied = append(c.Occupied, engine.Occupancy{
		Resource: resource, Hold: id, Span: booking.Span{From: at(t, c, from), To: at(t, c, to)}})
}

// excepted blocks from–to on one date, the whole of it where they are "".
func excepted(t testing.TB, c *engine.Calendar, e booking.Exception, on, from, to string) {
	t.Helper()
	e.FromDate = bookingtest.Date(t, on)
	e.ToDate = &e.FromDate
	e.WholeDay = from == ""
	if !e.WholeDay {
		e.From, e.To = clock(t, from), clock(t, to)
	}
	c.Exceptions = append(c.Exceptions, e)
}

// readings are the starts of a date as a clock on the wall shows them.
func readings(t testing.TB, c *engine.Calendar, a engine.Ask, on string) []string {
	t.Helper()
	days, err := c.Days(a, bookingtest.Date(t, on), bookingtest.Date(t, on))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, s := range days[0].Slots {
		all = append(all, s.Start.Format("15:04-07"))
	}
	return all
}
