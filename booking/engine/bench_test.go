package engine_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
	"okno/booking/nearby"
)

// quarter is a synthetic company of the size of kvartal: 50 resources, 60
// services of up to 14 resources in two kinds, 80 exceptions, and 8,000
// bookings over 90 dates.
func quarter(b testing.TB) (*engine.Calendar, engine.Ask, booking.Date) {
	random := rand.New(rand.NewPCG(1, 2))
	first := bookingtest.Date(b, "2026-12-01")
	c := &engine.Calendar{Company: booking.Company{Zone: bookingtest.Zone(b, "Asia/Yekaterinburg"), StepMin: 15, HorizonDays: 90}}
	id := func(what string, i int) booking.ID {
		return booking.ID(fmt.Sprintf("01939a8e-%4.4s-7000-8000-%012d", what, i))
	}
	for i := range 50 {
		r := booking.Resource{ID: id("reso", i), Kind: booking.Staff, Active: true}
		if i >= 40 {
			r.Kind = booking.Room
		}
		for weekday := 1; weekday <= 5; weekday++ {
			r.Weekly = append(r.Weekly,
				booking.WeeklyInterval{Weekday: (weekday+i)%7 + 1, From: 9 * 60, To: 13 * 60},
				booking.WeeklyInterval{Weekday: (weekday+i)%7 + 1, From: 14 * 60, To: 20 * 60})
		}
		c.Resources = append(c.Resources, r)
	}
	for i := range 60 {
		s := booking.Service{ID: id("serv", i), Active: true, DurationMin: 30 + 15*(i%5), BufferAfterMin: 5 * (i % 3)}
		for j := range 14 {
			kind := 40*(j/8) + random.IntN(40-30*(j/8)) // eight people, six rooms
			s.Resources = append(s.Resources, c.Resources[kind].ID)
		}
		c.Services = append(c.Services, s)
	}
	for i := range 80 {
		from := first.AddDays(random.IntN(90))
		to := from.AddDays(random.IntN(7))
		c.Exceptions = append(c.Exceptions, booking.Exception{
			ID: id("exce", i), Resource: c.Resources[random.IntN(50)].ID, FromDate: from, ToDate: &to, WholeDay: true})
	}
	for i := range 8000 {
		start := engine.Instant(first.AddDays(random.IntN(90)), booking.Clock(9*60+15*random.IntN(40)), c.Company.Zone)
		c.Occupied = append(c.Occupied, engine.Occupancy{
			Resource: c.Resources[random.IntN(50)].ID, Booking: id("book", i),
			Span: booking.Span{From: start, To: start.Add(time.Hour)}})
	}
	return c, engine.Ask{Service: c.Services[0].ID, Now: engine.Instant(first, 0, c.Company.Zone)}, first
}

func benchmarkDays(b *testing.B, n int) {
	c, ask, first := quarter(b)
	slots := 0
	b.ReportAllocs()
	for b.Loop() {
		days, err := c.Days(ask, first, first.AddDays(n-1))
		if err != nil {
			b.Fatal(err)
		}
		slots = 0
		for _, d := range days {
			slots += len(d.Slots)
		}
	}
	b.ReportMetric(float64(slots), "slots/op")
}

func BenchmarkDays1Quarter(b *testing.B)  { benchmarkDays(b, 1) }
func BenchmarkDays31Quarter(b *testing.B) { benchmarkDays(b, 31) }
func BenchmarkDays62Quarter(b *testing.B) { benchmarkDays(b, 62) }

func BenchmarkAtQuarter(b *testing.B) {
	c, ask, first := quarter(b)
	start := engine.Instant(first.AddDays(7), 10*60, c.Company.Zone)
	b.ReportAllocs()
	for b.Loop() {
		c.At(ask, start)
	}
}

func BenchmarkNearQuarter(b *testing.B) {
	c, ask, first := quarter(b)
	start := engine.Instant(first.AddDays(10), 10*60, c.Company.Zone)
	b.ReportAllocs()
	for b.Loop() {
		nearby.Starts(c, ask, start, 5)
	}
}

func BenchmarkInstant(b *testing.B) {
	berlin, day := bookingtest.Zone(b, "Europe/Berlin"), bookingtest.Date(b, "2026-03-29")
	b.ReportAllocs()
	for b.Loop() {
		engine.Instant(day, 150, berlin)
	}
}

// Closing the whole company for good: the widest question that a preview asks.
func BenchmarkEffectsQuarter(b *testing.B) {
	c, ask, first := quarter(b)
	e := booking.Exception{ID: "new", FromDate: first, WholeDay: true}
	b.ReportAllocs()
	for b.Loop() {
		c.Effects(e, ask.Now)
	}
}
