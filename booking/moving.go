package booking

import (
	"slices"
	"time"
)

// Move is where a booking is to stand.
type Move struct {
	Start     time.Time
	LengthMin int  // 0: as long as it is
	Resources []ID // all that it is to have, one of each kind; none: those that it has
	Waive     Waiver
	Now       time.Time
}

// Move says whether the booking can stand where m has it, and with which
// resources. Its length and buffers are those of the day on which it was
// booked, whatever has become of the service since; it never stands in its own
// way. A place or a thing that is taken then is exchanged for a free one, unless
// m names it: people never are.
func (c *Calendar) Move(b Booking, m Move) (Choice, *Refusal) {
	moving, ask, no := c.Moving(b, m)
	if no != nil {
		return Choice{}, no
	}
	choice, no := moving.At(ask, m.Start)
	if no == nil || no.Reason != Occupied && no.Reason != Held || no.Kind == Staff {
		return choice, no
	}
	i := slices.IndexFunc(c.Services, func(s Service) bool { return s.ID == b.Service })
	if i < 0 || slices.Contains(m.Resources, no.Resource) && !slices.Contains(b.Resources, no.Resource) {
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
func (c *Calendar) Moving(b Booking, m Move) (*Calendar, Ask, *Refusal) {
	i := slices.IndexFunc(c.Services, func(s Service) bool { return s.ID == b.Service })
	if i < 0 {
		return nil, Ask{}, &Refusal{Reason: ServiceUnknown}
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
			return nil, Ask{}, &Refusal{Reason: ResourceUnknown, Resource: id}
		case own:
			r.Active = true
		case !slices.Contains(c.Services[i].Resources, id):
			return nil, Ask{}, &Refusal{Reason: ResourceNotLinked, Kind: r.Kind, Resource: id}
		case !r.Active:
			return nil, Ask{}, &Refusal{Reason: ResourceInactive, Kind: r.Kind, Resource: id}
		}
	}
	service := c.Services[i].as(b)
	service.Resources = slices.Clone(m.Resources)
	if m.LengthMin > 0 {
		service.DurationMin = m.LengthMin
	}
	moving.Services = []Service{service}
	return &moving, Ask{Service: b.Service, Now: m.Now, Booking: b.ID, Waive: m.Waive}, nil
}

// as is the service as it was when b was booked, and open.
func (s Service) as(b Booking) Service {
	s.Active = true
	s.DurationMin = minutes(b.End.Sub(b.Start))
	s.BufferBeforeMin = minutes(b.Start.Sub(b.Occupied.From))
	s.BufferAfterMin = minutes(b.Occupied.To.Sub(b.End))
	return s
}

// Wanting is a calendar in which the service has of each kind of resources only
// the wanted one, and takes lengthMin, 0 for what it usually takes: At, Days and
// Near then answer for that. What the service does not have, or what is switched
// off, is refused.
func (c *Calendar) Wanting(service ID, wanted []ID, lengthMin int) (*Calendar, *Refusal) {
	i := slices.IndexFunc(c.Services, func(s Service) bool { return s.ID == service })
	if i < 0 {
		return c, nil // At says what there is to say
	}
	wanting, s := *c, c.Services[i]
	s.Resources = slices.Clone(s.Resources)
	if lengthMin > 0 {
		s.DurationMin = lengthMin
	}
	for _, id := range wanted {
		r := c.resource(id)
		switch {
		case r == nil:
			return nil, &Refusal{Reason: ResourceUnknown, Resource: id}
		case !slices.Contains(s.Resources, id):
			return nil, &Refusal{Reason: ResourceNotLinked, Kind: r.Kind, Resource: id}
		case !r.Active:
			return nil, &Refusal{Reason: ResourceInactive, Kind: r.Kind, Resource: id}
		}
		s.Resources = slices.DeleteFunc(s.Resources, func(other ID) bool {
			o := c.resource(other)
			return other != id && o != nil && o.Kind == r.Kind
		})
	}
	wanting.Services = []Service{s}
	return &wanting, nil
}
