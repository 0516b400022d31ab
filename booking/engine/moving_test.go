package engine_test

import (
	"slices"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Anna's booking of 10:00 with the room, an hour and its buffers of that day.
func cutting(t *testing.T, c *engine.Calendar) booking.Booking {
	t.Helper()
	start := at(t, c, "2026-12-08 10:00:00")
	b := booking.Booking{
		ID: "own", Service: "cut", Resources: []booking.ID{"anna", "room"}, Start: start, End: start.Add(time.Hour),
		Occupied: booking.Span{From: start, To: start.Add(70 * time.Minute)}, Status: booking.Confirmed,
	}
	for _, r := range b.Resources {
		c.Occupied = append(c.Occupied, engine.Occupancy{Resource: r, Span: b.Occupied, Booking: b.ID})
	}
	return b
}

func TestMove(t *testing.T) {
	type cal = engine.Calendar
	type move = engine.Move
	rooms := func(c *cal) { // two more rooms, of which the service has one
		for _, id := range []booking.ID{"room 2", "cellar"} {
			room := *resource(c, "room")
			room.ID = id
			c.Resources = append(c.Resources, room)
		}
		c.Services[0].Resources = append(c.Services[0].Resources, "room 2")
	}
	for _, test := range []struct {
		name   string
		change func(*cal, *booking.Booking, *move)
		start  string
		want   booking.Reason
		on     []booking.ID
		waived []booking.Reason
	}{
		{"over its own old time", nil, "10:15", "", []booking.ID{"anna", "room"}, nil},
		{"another's time", func(c *cal, _ *booking.Booking, _ *move) {
			booked(t, c, "anna", "b1", "2026-12-08 12:00:00", "2026-12-08 13:00:00")
		}, "11:15", booking.Occupied, nil, nil},
		{"the hours do not hide another booking", func(c *cal, _ *booking.Booking, m *move) {
			m.Waive = booking.Anything
			booked(t, c, "anna", "b1", "2026-12-08 20:00:00", "2026-12-08 21:00:00")
		}, "20:30", booking.Occupied, nil, nil},
		{"a hold is not gone over", func(c *cal, _ *booking.Booking, m *move) {
			m.Waive = booking.Anything
			held(t, c, "anna", "h1", "2026-12-08 12:00:00", "2026-12-08 13:00:00")
		}, "12:00", booking.Held, nil, nil},
		{"outside the hours", nil, "20:00", booking.OutsideHours, nil, nil},
		{"outside the hours, waived", func(_ *cal, _ *booking.Booking, m *move) { m.Waive = booking.Waive(booking.OutsideHours) }, "20:00",
			"", []booking.ID{"anna", "room"}, []booking.Reason{booking.OutsideHours}},
		{"off the grid, waived", func(_ *cal, _ *booking.Booking, m *move) { m.Waive = booking.ForVisitors }, "10:05", "",
			[]booking.ID{"anna", "room"}, []booking.Reason{booking.OffGrid}},
		{"the service is closed since", func(c *cal, _ *booking.Booking, _ *move) { c.Services[0].Active = false }, "10:15", "",
			[]booking.ID{"anna", "room"}, nil},
		{"the service is longer since", func(c *cal, _ *booking.Booking, _ *move) { c.Services[0].DurationMin = 300 }, "10:15", "",
			[]booking.ID{"anna", "room"}, nil},
		{"longer, into another's time", func(c *cal, _ *booking.Booking, m *move) {
			m.LengthMin = 120
			booked(t, c, "anna", "b1", "2026-12-08 12:00:00", "2026-12-08 13:00:00")
		}, "10:00", booking.Occupied, nil, nil},
		{"another service, with its own length and resources", func(c *cal, _ *booking.Booking, m *move) {
			c.Services = append(c.Services, booking.Service{ID: "talk", DurationMin: 120, Active: true, Resources: []booking.ID{"anna"}})
			m.Service, m.Resources = "talk", []booking.ID{"anna"}
		}, "10:00", "", []booking.ID{"anna"}, nil},
		{"another service, into another's time", func(c *cal, _ *booking.Booking, m *move) {
			c.Services = append(c.Services, booking.Service{ID: "talk", DurationMin: 120, Active: true, Resources: []booking.ID{"anna"}})
			m.Service = "talk"
			booked(t, c, "anna", "b1", "2026-12-08 11:30:00", "2026-12-08 13:00:00")
		}, "10:00", booking.Occupied, nil, nil},
		{"another service, which she does not do", func(c *cal, _ *booking.Booking, m *move) {
			c.Services = append(c.Services, booking.Service{ID: "talk", DurationMin: 30, Active: true, Resources: []booking.ID{"room"}})
			m.Service, m.Resources = "talk", []booking.ID{"anna"}
		}, "10:00", booking.ResourceNotLinked, nil, nil},
		{"another service, which is closed", func(c *cal, _ *booking.Booking, m *move) {
			c.Services = append(c.Services, booking.Service{ID: "talk", DurationMin: 30, Resources: []booking.ID{"anna"}})
			m.Service = "talk"
		}, "10:00", booking.ServiceInactive, nil, nil},
		{"its own resource is switched off since", func(c *cal, _ *booking.Booking, _ *move) { resource(c, "anna").Active = false }, "10:15", "",
			[]booking.ID{"anna", "room"}, nil},
		{"the room is taken, another is free", func(c *cal, _ *booking.Booking, _ *move) {
			rooms(c)
			booked(t, c, "room", "b1", "2026-12-08 14:00:00", "2026-12-08 15:00:00")
		}, "14:00", "", []booking.ID{"anna", "room 2"}, nil},
		{"the room that was asked for is taken", func(c *cal, _ *booking.Booking, m *move) {
			rooms(c)
			m.Resources = []booking.ID{"anna", "room 2"}
			booked(t, c, "room 2", "b1", "2026-12-08 14:00:00", "2026-12-08 15:00:00")
		}, "14:00", booking.Occupied, nil, nil},
		{"to a room that the service does not have", func(c *cal, _ *booking.Booking, m *move) {
			rooms(c)
			m.Resources = []booking.ID{"anna", "cellar"}
		}, "14:00", booking.ResourceNotLinked, nil, nil},
		{"to a resource that is switched off", func(c *cal, _ *booking.Booking, m *move) {
			rooms(c)
			resource(c, "room 2").Active = false
			m.Resources = []booking.ID{"anna", "room 2"}
		}, "14:00", booking.ResourceInactive, nil, nil},
		{"to nobody known", func(_ *cal, _ *booking.Booking, m *move) { m.Resources = []booking.ID{"anna", "nobody"} }, "14:00",
			booking.ResourceUnknown, nil, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := salon(t)
			b := cutting(t, c)
			m := engine.Move{Start: at(t, c, "2026-12-08 "+test.start+":00"), Now: at(t, c, "2026-12-07 08:00:00")}
			if test.change != nil {
				test.change(c, &b, &m)
			}
			choice, no := c.Move(b, m)
			if reason(no) != test.want || !slices.Equal(choice.Resources, test.on) {
				t.Fatalf("got %v, %v; want %q, %v", choice.Resources, no, test.want, test.on)
			}
			if got := booking.WaiverOf(choice.Waived); got != booking.Waive(test.waived...) {
				t.Errorf("waived %v, want %v", got.Reasons(), test.waived)
			}
		})
	}
}

func resource(c *engine.Calendar, id booking.ID) *booking.Resource {
	return &c.Resources[slices.IndexFunc(c.Resources, func(r booking.Resource) bool { return r.ID == id })]
}
