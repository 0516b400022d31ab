package engine_test

import (
	"slices"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// pair is the salon with Maria, who works as Anna does and comes after her.
func pair(t *testing.T) (*engine.Calendar, engine.Ask) {
	c := salon(t)
	maria := c.Resources[0]
	maria.ID = "maria"
	c.Resources = append(c.Resources, maria)
	c.Services[0].Resources = []booking.ID{"room", "maria", "anna"}
	return c, cut(t, c)
}

func TestChoice(t *testing.T) {
	day := func(clock string) string { return today + " " + clock + ":00" }
	for _, test := range []struct {
		name   string
		change func(c *engine.Calendar, a *engine.Ask)
		want   []booking.ID
	}{
		{"a tie goes by the panel's order", func(*engine.Calendar, *engine.Ask) {},
			[]booking.ID{"anna", "room"}},
		{"the panel's order turned round", func(c *engine.Calendar, _ *engine.Ask) { slices.Reverse(c.Resources) },
			[]booking.ID{"maria", "room"}},
		{"the less occupied one", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "anna", "b1", day("15:00"), day("16:01"))
			booked(t, c, "maria", "b2", day("15:00"), day("16:00"))
		}, []booking.ID{"maria", "room"}},
		{"a tie of occupied ones", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "anna", "b1", day("15:00"), day("16:00"))
			booked(t, c, "maria", "b2", day("16:00"), day("17:00"))
		}, []booking.ID{"anna", "room"}},
		{"holds count", func(c *engine.Calendar, _ *engine.Ask) {
			held(t, c, "anna", "h1", day("15:00"), day("16:00"))
		}, []booking.ID{"maria", "room"}},
		{"one's own hold does not", func(c *engine.Calendar, a *engine.Ask) {
			a.Hold = "h1"
			held(t, c, "anna", "h1", day("15:00"), day("16:00"))
		}, []booking.ID{"anna", "room"}},
		{"nor the booking that moves", func(c *engine.Calendar, a *engine.Ask) {
			a.Booking = "b1"
			booked(t, c, "anna", "b1", day("15:00"), day("16:00"))
		}, []booking.ID{"anna", "room"}},
		{"another date does not count", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "anna", "b1", "2026-12-08 00:00:00", "2026-12-08 20:00:00")
			booked(t, c, "anna", "b2", "2026-12-06 00:00:00", "2026-12-07 00:00:00")
		}, []booking.ID{"anna", "room"}},
		{"of a span over midnight the part of the date counts", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "anna", "b1", "2026-12-07 23:00:00", "2026-12-08 20:00:00")
			booked(t, c, "maria", "b2", "2026-12-07 22:00:00", "2026-12-08 00:00:00")
		}, []booking.ID{"anna", "room"}},
		{"a time occupied twice counts once", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "anna", "b1", day("15:00"), day("16:00"))
			held(t, c, "anna", "h1", day("15:00"), day("16:00"))
			booked(t, c, "maria", "b2", day("15:00"), day("16:30"))
		}, []booking.ID{"anna", "room"}},
		{"the requested one, however busy", func(c *engine.Calendar, a *engine.Ask) {
			a.Resource = "anna"
			booked(t, c, "anna", "b1", day("15:00"), day("18:00"))
		}, []booking.ID{"anna", "room"}},
		{"the free one, however busy", func(c *engine.Calendar, _ *engine.Ask) {
			booked(t, c, "anna", "b1", day("11:00"), day("11:05"))
			booked(t, c, "maria", "b2", day("15:00"), day("18:00"))
		}, []booking.ID{"maria", "room"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, a := pair(t)
			test.change(c, &a)
			choice, no := c.At(a, at(t, c, day("10:00")))
			if no != nil {
				t.Fatalf("refused: %+v", no)
			}
			if !slices.Equal(choice.Resources, test.want) {
				t.Errorf("takes %v, want %v", choice.Resources, test.want)
			}
		})
	}
}

// A Choice is complete: times in the company's zone, buffers around them.
func TestChoiceTimes(t *testing.T) {
	c := salon(t)
	start := at(t, c, today+" 10:00:00")
	choice, no := c.At(cut(t, c), start.UTC())
	if no != nil {
		t.Fatalf("refused: %+v", no)
	}
	for name, pair := range map[string][2]time.Time{
		"start":         {choice.Start, start},
		"end":           {choice.End, start.Add(60 * time.Minute)},
		"occupied from": {choice.Occupied.From, start.Add(-10 * time.Minute)},
		"occupied to":   {choice.Occupied.To, start.Add(80 * time.Minute)},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %s, want %s", name, pair[0], pair[1])
		}
	}
}

// A kind without a free resource says what is wrong with each, and takes the
// reason of the one that came furthest.
func TestRefusalOfSeveral(t *testing.T) {
	c, a := pair(t)
	boris := booking.Resource{ID: "boris", Kind: booking.Staff, Active: true, Weekly: c.Resources[0].Weekly}
	c.Resources = append(c.Resources, boris)
	c.Services[0].Resources = append(c.Services[0].Resources, "boris")
	c.Resources[0].Weekly = nil
	booked(t, c, "maria", "b1", today+" 10:00:00", today+" 11:00:00")
	excepted(t, c, booking.Exception{ID: "e1", Resource: "boris"}, today, "", "")
	_, got := c.At(a, at(t, c, today+" 10:00:00"))
	want := engine.Refusal{Reason: booking.Occupied, Kind: booking.Staff, Resource: "maria", Booking: "b1"}
	others := []engine.Refusal{
		{Reason: booking.OutsideHours, Kind: booking.Staff, Resource: "anna"},
		want,
		{Reason: booking.Excepted, Kind: booking.Staff, Resource: "boris", Exception: "e1"},
	}
	if got == nil || !slices.EqualFunc(got.Others, others, sameRefusal) || !sameRefusal(*got, want) {
		t.Errorf("got %+v", got)
	}
}

func sameRefusal(a, b engine.Refusal) bool {
	return a.Reason == b.Reason && a.Kind == b.Kind && a.Resource == b.Resource &&
		a.Exception == b.Exception && a.Booking == b.Booking && a.Hold == b.Hold
}
