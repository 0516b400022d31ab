package engine

import (
	"slices"
	"time"

	"okno/booking"
)

// MovingByClient is Moving for the client of the booking, whom the rules for
// visitors hold: to his own specialist, or with anyone to whoever does the
// service; any place and thing of the kinds that the booking has will do. Nobody
// is moved to what is switched off.
func (c *Calendar) MovingByClient(b booking.Booking, anyone bool, now time.Time) (*Calendar, Ask, *Refusal) {
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service })
	if i < 0 {
		return nil, Ask{}, &Refusal{Reason: booking.ServiceUnknown}
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
			other := slices.Contains(c.Services[i].Resources, r.ID) && (anyone || kind != booking.Staff) && c.has(b, kind)
			if r.Active && (own || other) {
				among, found = append(among, r.ID), true
			}
		}
		if needed && !found {
			return nil, Ask{}, &Refusal{Reason: booking.KindMissing, Kind: kind}
		}
	}
	return c.Moving(b, Move{Resources: among, Now: now})
}

// has says whether the booking is on a resource of the kind.
func (c *Calendar) has(b booking.Booking, kind booking.Kind) bool {
	return slices.ContainsFunc(b.Resources, func(id booking.ID) bool {
		r := c.resource(id)
		return r != nil && r.Kind == kind
	})
}

// OthersDo says whether somebody else than the booking's own people does its service.
func (c *Calendar) OthersDo(b booking.Booking) bool {
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service })
	return i >= 0 && slices.ContainsFunc(c.Services[i].Resources, func(id booking.ID) bool {
		r := c.resource(id)
		return r != nil && r.Kind == booking.Staff && r.Active && !slices.Contains(b.Resources, id) && c.has(b, booking.Staff)
	})
}
