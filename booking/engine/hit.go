package engine

import (
	"math"
	"slices"
	"time"

	"okno/booking"
)

// Hits are those of the bookings whose time, without buffers, e blocks and that
// are still to come about: not over, and neither cancelled nor rejected nor
// settled. They keep their order.
func (c *Calendar) Hits(e booking.Exception, bookings []booking.Booking, now time.Time) []booking.Booking {
	if len(bookings) == 0 {
		return nil
	}
	first, last := math.MaxInt, math.MinInt
	for _, b := range bookings {
		first = min(first, booking.DateOf(b.Start, c.Company.Zone).Number()-2)
		last = max(last, booking.DateOf(b.End, c.Company.Zone).Number()+1)
	}
	blocked := merged(newWall(c.Company.Zone, first, last).blocks(&e, first, last, nil))
	var hit []booking.Booking
	for _, b := range bookings {
		if concernsBooking(e, b) && b.End.After(now) && overlapsAny(outward(booking.Span{From: b.Start, To: b.End}), blocked) {
			hit = append(hit, b)
		}
	}
	return hit
}

// Awaited are the statuses of a booking that is still to come about.
var Awaited = []booking.Status{booking.Pending, booking.Confirmed, booking.Arrived}

func concernsBooking(e booking.Exception, b booking.Booking) bool {
	return slices.Contains(Awaited, b.Status) &&
		(e.Service == "" || e.Service == b.Service) &&
		(e.Resource == "" || slices.Contains(b.Resources, e.Resource))
}

// Moves are the resources that could take the booking over from one of its own
// at the time at which it stands, in the panel's order. The calendar needs the
// occupancies of the booking's dates.
func (c *Calendar) Moves(b booking.Booking, from booking.ID, now time.Time) []booking.ID {
	var free []booking.ID
	c = c.during(b.Occupied)
	if i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service }); i >= 0 {
		for _, r := range c.Resources {
			if slices.Contains(c.Services[i].Resources, r.ID) && c.CanTake(b, from, r.ID, now) {
				free = append(free, r.ID)
			}
		}
	}
	return free
}

// during is the calendar with those occupancies only that overlap the span:
// there may be thousands, and the others keep nobody from taking a booking.
func (c *Calendar) during(s booking.Span) *Calendar {
	during := *c
	during.Occupied = nil
	for _, o := range c.Occupied {
		if o.Span.Overlaps(s) {
			during.Occupied = append(during.Occupied, o)
		}
	}
	return &during
}

// CanTake says whether the resource to could take the booking over from another
// of its kind, the rest of the booking staying as it is. It asks At: of the
// rules only those about the resource count, since grid, notice and horizon
// were for making the booking; and its length and buffers are those of the day
// on which it was booked.
func (c *Calendar) CanTake(b booking.Booking, from, to booking.ID, now time.Time) bool {
	old, next := c.resource(from), c.resource(to)
	i := slices.IndexFunc(c.Services, func(s booking.Service) bool { return s.ID == b.Service })
	switch {
	case i < 0 || old == nil || next == nil || old.Kind != next.Kind:
		return false
	case !slices.Contains(b.Resources, from) || slices.Contains(b.Resources, to) || !slices.Contains(c.Services[i].Resources, to):
		return false
	}
	service := asBooked(c.Services[i], b)
	service.StepMin, service.Starts = 1, booking.StepStarts
	service.Resources = []booking.ID{to}
	for _, id := range b.Resources {
		if id != from {
			service.Resources = append(service.Resources, id)
		}
	}
	only := *c
	only.Services = []booking.Service{service}
	only.Company.MinNoticeMin, only.Company.HorizonDays = 0, math.MaxInt32
	_, no := only.At(Ask{Service: service.ID, Resource: to, Now: now, Booking: b.ID}, b.Start)
	return no == nil
}

func minutes(d time.Duration) int { return int(math.Ceil(d.Minutes())) }
