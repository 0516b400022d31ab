package board_test

import (
	"testing"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	_ "okno/views/all"
	"okno/views/day"
	"okno/views/viewstest"
)

// The grid opens where the day's work is, whatever goes on at night.
func TestWhereTheGridOpens(t *testing.T) {
	base := viewstest.Salon(t)
	span := func(from, to int) booking.Span {
		return booking.Span{From: engine.Instant(base.Date, booking.Clock(from*60), base.Company.Zone), To: engine.Instant(base.Date, booking.Clock(to*60), base.Company.Zone)}
	}
	person := func(id booking.ID, working ...booking.Span) day.ResourceDay {
		return day.ResourceDay{Resource: booking.Resource{ID: id, Kind: booking.Staff, Active: true}, Working: working}
	}
	room := day.ResourceDay{Resource: booking.Resource{ID: "room", Kind: booking.Room, Active: true}, Working: []booking.Span{span(0, 24)}}
	night := person("night", span(0, 6), span(22, 24))
	booked := func(resource booking.ID, from, to int) booking.Booking {
		s := span(from, to)
		return booking.Booking{ID: "b", Resources: []booking.ID{resource}, Start: s.From, End: s.To, Status: booking.Confirmed}
	}
	for name, test := range map[string]struct {
		resources []day.ResourceDay
		bookings  []booking.Booking
		want      string
	}{
		"a room around the clock":                 {[]day.ResourceDay{person("anna", span(9, 18)), room}, nil, "09:00"},
		"a night shift":                           {[]day.ResourceDay{person("anna", span(10, 18)), night}, nil, "10:00"},
		"with a booking in it":                    {[]day.ResourceDay{person("anna", span(10, 18)), night}, []booking.Booking{booked("night", 1, 2)}, "10:00"},
		"when half have begun":                    {[]day.ResourceDay{person("a", span(7, 12)), person("b", span(10, 18)), person("c", span(11, 18))}, nil, "10:00"},
		"an early booking":                        {[]day.ResourceDay{person("a", span(7, 12)), person("b", span(10, 18)), person("c", span(11, 18))}, []booking.Booking{booked("a", 8, 9)}, "08:00"},
		"outside hours":                           {[]day.ResourceDay{person("anna", span(9, 18)), room}, []booking.Booking{booked("anna", 7, 8)}, "07:00"},
		"nobody but a room":                       {[]day.ResourceDay{room}, nil, "09:00"},
		"nobody but the night":                    {[]day.ResourceDay{night}, nil, "22:00"},
		"nobody who begins, and one who is there": {[]day.ResourceDay{person("anna", span(0, 24))}, []booking.Booking{booked("anna", 11, 12)}, "09:00"},
	} {
		d := base
		d.Resources, d.Bookings = test.resources, test.bookings
		if got := day.NewBuilder(views.In("en"), d).Opening().Format("15:04"); got != test.want {
			t.Errorf("%s: at %s, want %s", name, got, test.want)
		}
	}
}

// The rows of every day are as high: how short a booking is changes nothing.
func TestGeometryIsThatOfEveryDay(t *testing.T) {
	d := viewstest.Salon(t)
	before := day.NewBuilder(views.In("en"), d).Window()
	d.Bookings[0].End = d.Bookings[0].Start.Add(5e9 * 60)
	if after := day.NewBuilder(views.In("en"), d).Window(); after != before {
		t.Errorf("a short booking makes %s of %s", after, before)
	}
	d.Bookings = nil
	if free := day.NewBuilder(views.In("en"), d).Window(); free != before {
		t.Errorf("the first booking makes %s of %s", before, free)
	}
}
