package engine_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// no is what a Refusal is expected to say, but for its Others.
type no struct {
	reason                             booking.Reason
	kind                               booking.Kind
	resource, exception, booking, hold booking.ID
}

var yes = no{}

type example struct {
	name   string
	change func(c *engine.Calendar, a *engine.Ask)
	start  string // on the wall clock of the salon
	want   no
}

// check asks At and Days about the example; they have to agree.
func (e example) check(t *testing.T) {
	c := salon(t)
	a := cut(t, c)
	if e.change != nil {
		e.change(c, &a)
	}
	start := at(t, c, e.start)
	_, refusal := c.At(a, start)
	got := no{}
	if refusal != nil {
		got = no{refusal.Reason, refusal.Kind, refusal.Resource, refusal.Exception, refusal.Booking, refusal.Hold}
	}
	if got != e.want {
		t.Errorf("At %s says %+v, want %+v", e.start, got, e.want)
	}
	on := booking.DateOf(start, c.Company.Zone)
	days, err := c.Days(a, on, on)
	if err != nil {
		return
	}
	offered := false
	for _, s := range days[0].Slots {
		offered = offered || s.Start.Equal(start)
	}
	if offered != (e.want == yes) {
		t.Errorf("Days offers %s: %v", e.start, offered)
	}
}

func outside(resource booking.ID, kind booking.Kind) no {
	return no{reason: booking.OutsideHours, kind: kind, resource: resource}
}

func TestRules(t *testing.T) {
	type cal = engine.Calendar
	type ask = engine.Ask
	for _, e := range []example{
		{"a free time", nil, today + " 10:00:00", yes},

		{"rule 1: service switched off", func(c *cal, _ *ask) { c.Services[0].Active = false }, today + " 10:00:00",
			no{reason: booking.ServiceInactive}},
		{"rule 1: nothing linked", func(c *cal, _ *ask) { c.Services[0].Resources = nil }, today + " 10:00:00",
			no{reason: booking.NoResource}},
		{"rule 1: all linked switched off", func(c *cal, _ *ask) { c.Resources[0].Active, c.Resources[1].Active = false, false },
			today + " 10:00:00", no{reason: booking.NoResource}},
		{"rule 1 goes before rule 2", func(c *cal, _ *ask) { c.Services[0].Active = false }, today + " 10:01:00",
			no{reason: booking.ServiceInactive}},

		{"rule 2: a minute off the grid", nil, today + " 10:01:00", no{reason: booking.OffGrid}},
		{"rule 2: a second off the grid", nil, today + " 10:00:01", no{reason: booking.OffGrid}},
		{"rule 2: the service's own step allows", func(c *cal, _ *ask) { c.Services[0].StepMin = 20 }, today + " 10:20:00", yes},
		{"rule 2: the service's own step forbids", func(c *cal, _ *ask) { c.Services[0].StepMin = 20 }, today + " 10:15:00",
			no{reason: booking.OffGrid}},
		{"rule 2: the grid counts from 00:00, not from opening", func(c *cal, _ *ask) {
			c.Services[0].StepMin = 60
			c.Resources[0].Weekly[0].From = clock(t, "09:30")
		}, today + " 09:30:00", no{reason: booking.OffGrid}},
		{"rule 2 goes before rule 3", nil, "2026-12-06 10:01:00", no{reason: booking.OffGrid}},

		{"rule 3: yesterday", nil, "2026-12-04 10:00:00", no{reason: booking.InPast}},
		{"rule 3: a moment ago", func(_ *cal, a *ask) { a.Now = a.Now.Add(time.Nanosecond) }, today + " 08:00:00",
			no{reason: booking.InPast}},
		{"rule 3: now, within the notice", nil, today + " 08:00:00", no{reason: booking.TooSoon}},
		{"rule 3: just at the notice", nil, today + " 09:00:00", yes},
		{"rule 3: a moment within the notice", func(_ *cal, a *ask) { a.Now = a.Now.Add(time.Nanosecond) }, today + " 09:00:00",
			no{reason: booking.TooSoon}},
		{"rule 3: now, without notice", func(c *cal, a *ask) {
			c.Company.MinNoticeMin = 0
			a.Now = at(t, c, today+" 09:00:00")
		}, today + " 09:00:00", yes},
		{"rule 3: on the last date", nil, "2027-01-06 17:00:00", yes},
		{"rule 3: the date after it", nil, "2027-01-07 09:00:00", no{reason: booking.TooFar}},
		{"rule 3 goes before rule 5", nil, "2027-01-07 03:00:00", no{reason: booking.TooFar}},

		{"rule 4: the room is switched off", func(c *cal, _ *ask) { c.Resources[1].Active = false }, today + " 10:00:00",
			no{reason: booking.KindMissing, kind: booking.Room}},
		{"rule 4: a missing room goes before Anna's hours", func(c *cal, _ *ask) { c.Resources[1].Active = false }, today + " 20:00:00",
			no{reason: booking.KindMissing, kind: booking.Room}},
		{"rule 4: staff are asked first", func(c *cal, _ *ask) { c.Resources[1].Weekly = nil }, today + " 20:00:00",
			outside("anna", booking.Staff)},
		{"rule 4: the room is closed", func(c *cal, _ *ask) { c.Resources[1].Weekly = nil }, today + " 10:00:00",
			outside("room", booking.Room)},
		{"rule 6: the requested one is free", func(_ *cal, a *ask) { a.Resource = "anna" }, today + " 10:00:00", yes},
		{"rule 6: the requested one is switched off", func(c *cal, a *ask) { a.Resource, c.Resources[0].Active = "anna", false },
			today + " 10:00:00", no{reason: booking.ResourceInactive, kind: booking.Staff, resource: "anna"}},
		{"rule 6: asking for Anna does not replace the room", func(c *cal, a *ask) { a.Resource, c.Resources[1].Active = "anna", false },
			today + " 10:00:00", no{reason: booking.KindMissing, kind: booking.Room}},
		{"rule 6: linked to another service only", func(c *cal, a *ask) { a.Service, a.Resource = "shave", "room" }, today + " 10:00:00",
			no{reason: booking.ResourceNotLinked, resource: "room"}},
		{"rule 6: nobody of that name", func(_ *cal, a *ask) { a.Resource = "boris" }, today + " 10:00:00",
			no{reason: booking.ResourceUnknown, resource: "boris"}},
		{"no such service", func(_ *cal, a *ask) { a.Service = "tattoo" }, today + " 10:00:00", no{reason: booking.ServiceUnknown}},
	} {
		t.Run(e.name, e.check)
	}
}

func TestFractionOfASecondIsOffTheGrid(t *testing.T) {
	c := salon(t)
	if _, refusal := c.At(cut(t, c), at(t, c, today+" 10:00:00").Add(time.Nanosecond)); reason(refusal) != booking.OffGrid {
		t.Errorf("it is %+v", refusal)
	}
}
