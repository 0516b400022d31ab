// Package clientmove says with whom and when clients may have their bookings moved.
package clientmove

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Moving is the engine's Moving for the client of the booking, whom the rules for
// visitors hold: to his own specialist, or with anyone to whoever does the
// service; any place and thing of the kinds that the booking has will do. Nobody
// is moved to what is switched off.
func Moving(c *engine.Calendar, b booking.Booking, anyone bool, now time.Time) (*engine.Calendar, engine.Ask, *engine.Refusal) {
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service })
	if i < 0 {
		return nil, engine.Ask{}, &engine.Refusal{Reason: booking.ServiceUnknown}
	}
	var among []booking.ID
	for _, kind := range booking.Kinds {
		needed, found := false, false
		for _, r := range c.Resources {
			if r.Kind != kind {
				continue
			}
			own := slices.Contains(b.Resources, r.ID)
			needed = needed || own
			other := slices.Contains(c.Services[i].Resources, r.ID) && (anyone || kind != booking.Staff) && has(c, b, kind)
			if r.Active && (own || other) {
				among, found = append(among, r.ID), true
			}
		}
		if needed && !found {
			return nil, engine.Ask{}, &engine.Refusal{Reason: booking.KindMissing, Kind: kind}
		}
	}
	return c.Moving(b, engine.Move{Resources: among, Now: now})
}

// has says whether the booking is on a resource of the kind.
func has(c *engine.Calendar, b booking.Booking, kind booking.Kind) bool {
	return slices.ContainsFunc(c.Resources, func(r booking.Resource) bool { return r.Kind == kind && slices.Contains(b.Resources, r.ID) })
}

// OthersDo says whether somebody else than the booking's own people does its service.
func OthersDo(c *engine.Calendar, b booking.Booking) bool {
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service })
	return i >= 0 && has(c, b, booking.Staff) && slices.ContainsFunc(c.Resources, func(r booking.Resource) bool {
		return r.Kind == booking.Staff && r.Active && slices.Contains(c.Services[i].Resources, r.ID) && !slices.Contains(b.Resources, r.ID)
	})
}
