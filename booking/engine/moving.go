package engine

import (
	"slices"
	"time"

	"okno/booking"
)

// Move is where a booking is to stand.
type Move struct {
	Start     time.Time
	Service   booking.ID   // another than it has; "": its own
	LengthMin int          // 0: as long as it is, or as another service usually is
	Resources []booking.ID // all that it is to have, one of each kind; none: those that it has
	Waive     booking.Waiver
	Now       time.Time
}

// Move says whether the booking can stand where m has it, and with which
// resources. Its length and buffers are those of the day on which it was
// booked, whatever has become of the service since; it never stands in its own
// way. With another service it is as a new booking of that one, on those of m's resources. A place or a thing that is taken then is exchanged for a free one, unless
// m names it: people never are.
func (c *Calendar) Move(b booking.Booking, m Move) (Choice, *Refusal) {
	moving, ask, no := c.Moving(b, m)
	if no != nil {
		return Choice{}, no
	}
	choice, no := moving.At(ask, m.Start)
	if no == nil || no.Reason != booking.Occupied && no.Reason != booking.Held || no.Kind == booking.Staff {
		return choice, no
	}
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service })
	if i < 0 || ask.Service != b.Service || slices.Contains(m.Resources, no.Resource) && !slices.Contains(b.Resources, no.Resource) {
		return choice, no
	}
	for _, id := range c.Services[i].Resources {
		if r := c.resource(id); r != nil && r.Kind == no.Kind && !slices.Contains(moving.Services[0].Resources, id) {
			moving.Services[0].Resources = append(moving.Services[0].Resources, id)
		}
	}
	if exchanged, still := moving.At(ask, m.Start); still == nil {
		return exchanged, nil
	}
	return choice, no
}

// Moving is a calendar in which the booking's service is as the booking has it,
// on the resources of m, and the question to ask it: At, Days and Near then
// answer for the booking. A resource that the service does not have, or that is
// switched off, is refused unless the booking has it already.
func (c *Calendar) Moving(b booking.Booking, m Move) (*Calendar, Ask, *Refusal) {
	if m.Service != "" && m.Service != b.Service {
		wanting, no := c.Wanting(m.Service, m.Resources, m.LengthMin)
		return wanting, Ask{Service: m.Service, Now: m.Now, Booking: b.ID, Waive: m.Waive}, no
	}
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service })
	if i < 0 {
		return nil, Ask{}, &Refusal{Reason: booking.ServiceUnknown}
	}
	if len(m.Resources) == 0 {
		m.Resources = b.Resources
	}
	moving := *c
	moving.Resources = slices.Clone(c.Resources)
	for _, id := range m.Resources {
		r := moving.resource(id)
		own := slices.Contains(b.Resources, id)
		switch {
		case r == nil:
			return nil, Ask{}, &Refusal{Reason: booking.ResourceUnknown, Resource: id}
		case own:
			r.Active = true
		case !slices.Contains(c.Services[i].Resources, id):
			return nil, Ask{}, &Refusal{Reason: booking.ResourceNotLinked, Kind: r.Kind, Resource: id}
		case !r.Active:
			return nil, Ask{}, &Refusal{Reason: booking.ResourceInactive, Kind: r.Kind, Resource: id}
		}
	}
	service := asBooked(c.Services[i], b)
	service.Resources = slices.Clone(m.Resources)
	if m.LengthMin > 0 {
		service.DurationMin = m.LengthMin
	}
	moving.Services = append([]booking.Service{service}, others(c.Services, i)...)
	return &moving, Ask{Service: b.Service, Now: m.Now, Booking: b.ID, Waive: m.Waive}, nil
}

// asBooked is the service as it was when b was booked, and open.
func asBooked(s booking.Service, b booking.Booking) booking.Service {
	s.Active, s.Terms = true, nil
	s.DurationMin = minutes(b.End.Sub(b.Start))
	s.BufferBeforeMin = minutes(b.Start.Sub(b.Occupied.From))
	s.BufferAfterMin = minutes(b.Occupied.To.Sub(b.End))
	return s
}

// Wanting is a calendar in which the service has of each kind of resources only
// the wanted one, and takes lengthMin, 0 for what it usually takes with them: At, Days and
// Near then answer for that. What the service does not have, or what is switched
// off, is refused.
func (c *Calendar) Wanting(service booking.ID, wanted []booking.ID, lengthMin int) (*Calendar, *Refusal) {
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == service })
	if i < 0 {
		return c, nil // At says what there is to say
	}
	wanting, s := *c, c.Services[i]
	s.Resources = slices.Clone(s.Resources)
	if lengthMin > 0 {
		s.DurationMin, s.Terms = lengthMin, nil
	}
	for _, id := range wanted {
		r := c.resource(id)
		switch {
		case r == nil:
			return nil, &Refusal{Reason: booking.ResourceUnknown, Resource: id}
		case !slices.Contains(s.Resources, id):
			return nil, &Refusal{Reason: booking.ResourceNotLinked, Kind: r.Kind, Resource: id}
		case !r.Active:
			return nil, &Refusal{Reason: booking.ResourceInactive, Kind: r.Kind, Resource: id}
		}
		s.Resources = slices.DeleteFunc(s.Resources, func(other booking.ID) bool {
			o := c.resource(other)
			return other != id && o != nil && o.Kind == r.Kind
		})
	}
	wanting.Services = append([]booking.Service{s}, others(c.Services, i)...)
	return &wanting, nil
}

// others are all services but one: rule 7 asks what else could be sold.
func others(all []booking.Service, but int) []booking.Service {
	return slices.Concat(all[:but], all[but+1:])
}
