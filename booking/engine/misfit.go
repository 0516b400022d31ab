package engine

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"time"

	"okno/booking"
)

// Ground is one thing about a company that a booking does not fit: the rule,
// and whose it is. Of the Reasons these are grounds: ServiceInactive,
// ResourceInactive, ResourceNotLinked, OutsideHours and Excepted.
type Ground struct {
	Reason    booking.Reason
	Resource  booking.ID // "" for ServiceInactive
	Exception booking.ID // for Excepted
}

// Misfit is a booking that would not be offered any more, and all the grounds.
type Misfit struct {
	booking.Booking
	Grounds []Ground
}

// Resource is the one of the booking's own resources that a ground is about: who
// could hand it over; "" where the ground is the service itself.
func (m Misfit) Resource() booking.ID {
	for _, g := range m.Grounds {
		if g.Resource != "" {
			return g.Resource
		}
	}
	return ""
}

// Misfits are those of the bookings that do not fit what the company says of its
// services, resources, hours and exceptions, in their order. Grid, notice and
// horizon were for making a booking, so they are no grounds, and neither is a
// service's length: a booking keeps that of the day on which it was made.
func (c *Calendar) Misfits(bookings []booking.Booking) []Misfit {
	if len(bookings) == 0 {
		return nil
	}
	f := c.fitting(bookings)
	var all []Misfit
	for _, b := range bookings {
		if grounds := f.grounds(&b); len(grounds) > 0 {
			all = append(all, Misfit{b, grounds})
		}
	}
	return all
}

// HitBy are those of the bookings still to come about that fit worse after a
// change of the setup than before it, each with the grounds that are new.
func HitBy(before, after *Calendar, bookings []booking.Booking, now time.Time) []Misfit {
	var ahead []booking.Booking
	for _, b := range bookings {
		if b.End.After(now) && slices.Contains(Awaited, b.Status) {
			ahead = append(ahead, b)
		}
	}
	known := map[booking.ID][]Ground{}
	for _, m := range before.Misfits(ahead) {
		known[m.ID] = m.Grounds
	}
	var hit []Misfit
	for _, m := range after.Misfits(ahead) {
		m.Grounds = slices.DeleteFunc(m.Grounds, func(g Ground) bool { return slices.Contains(known[m.ID], g) })
		if len(m.Grounds) > 0 {
			hit = append(hit, m)
		}
	}
	return hit
}

// fitting is a calendar's rules laid out over the dates of some bookings.
type fitting struct {
	services  map[booking.ID]*booking.Service
	resources map[booking.ID]*booking.Resource
	hours     map[booking.ID][]seconds
	blocks    []blocked
}

type blocked struct {
	*booking.Exception
	spans []seconds
}

func (c *Calendar) fitting(bookings []booking.Booking) fitting {
	first, last := math.MaxInt, math.MinInt
	for _, b := range bookings {
		first = min(first, booking.DateOf(b.Start, c.Company.Zone).Number()-2)
		last = max(last, booking.DateOf(b.End, c.Company.Zone).Number()+1)
	}
	f := fitting{services: map[booking.ID]*booking.Service{}, resources: map[booking.ID]*booking.Resource{}, hours: map[booking.ID][]seconds{}}
	w := newWall(c.Company.Zone, first, last)
	for i := range c.Services {
		f.services[c.Services[i].ID] = &c.Services[i]
	}
	for i := range c.Resources {
		r := &c.Resources[i]
		f.resources[r.ID] = r
		f.hours[r.ID] = merged(w.hours(r, first, last, nil))
	}
	for i := range c.Exceptions {
		if spans := merged(w.blocks(&c.Exceptions[i], first, last, nil)); len(spans) > 0 {
			f.blocks = append(f.blocks, blocked{&c.Exceptions[i], spans})
		}
	}
	return f
}

func (f fitting) grounds(b *booking.Booking) []Ground {
	var all []Ground
	time := outward(booking.Span{From: b.Start, To: b.End})
	service := f.services[b.Service]
	if service != nil && !service.Active {
		all = append(all, Ground{Reason: booking.ServiceInactive})
	}
	for _, id := range b.Resources {
		r := f.resources[id]
		switch {
		case r == nil:
			continue
		case !r.Active:
			all = append(all, Ground{Reason: booking.ResourceInactive, Resource: id})
			continue
		case service != nil && !slices.Contains(service.Resources, id):
			all = append(all, Ground{Reason: booking.ResourceNotLinked, Resource: id})
		}
		if !around(f.hours[id], time) {
			all = append(all, Ground{Reason: booking.OutsideHours, Resource: id})
		}
	}
	for _, e := range f.blocks {
		if !within(e.spans, time) || e.Service != "" && e.Service != b.Service || e.Resource != "" && !slices.Contains(b.Resources, e.Resource) {
			continue
		}
		all = append(all, Ground{Reason: booking.Excepted, Resource: e.Resource, Exception: e.ID})
	}
	return slices.Compact(slices.SortedStableFunc(slices.Values(all), func(a, b Ground) int { return cmp.Compare(rank(a.Reason), rank(b.Reason)) }))
}

func rank(r booking.Reason) int { return slices.Index(booking.Reasons, r) }

// around says whether one of the merged spans holds all of s.
func around(spans []seconds, s seconds) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].to >= s.to })
	return i < len(spans) && spans[i].contains(s)
}

// within says whether any of the merged spans shares time with s.
func within(spans []seconds, s seconds) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].to > s.from })
	return i < len(spans) && spans[i].overlaps(s)
}
