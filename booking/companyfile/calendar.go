package companyfile

import (
	"okno/booking"
	"okno/booking/engine"
)

// Calendar is the file as the engine sees it, with refs in place of IDs.
func (f *File) Calendar() *engine.Calendar {
	c := &engine.Calendar{Company: f.Company}
	for _, r := range f.Resources {
		r.ID = booking.ID(r.Ref)
		c.Resources = append(c.Resources, r)
	}
	for _, s := range f.Services {
		service := s.Service
		service.ID = booking.ID(s.Ref)
		for _, ref := range s.Resources {
			service.Resources = append(service.Resources, booking.ID(ref))
		}
		c.Services = append(c.Services, service)
	}
	for _, e := range f.Exceptions {
		c.Exceptions = append(c.Exceptions, booking.Exception{
			Service: booking.ID(e.Service), Resource: booking.ID(e.Resource), FromDate: e.FromDate, ToDate: e.ToDate,
			Weekdays: e.Weekdays, WholeDay: e.WholeDay, From: e.From, To: e.To, Reason: e.Reason,
		})
	}
	for _, b := range f.Bookings {
		if !b.Status.Occupies() {
			continue
		}
		for _, ref := range b.Resources {
			c.Occupied = append(c.Occupied, engine.Occupancy{Resource: booking.ID(ref), Span: b.Occupied(), Booking: booking.ID(b.Ref)})
		}
	}
	return c
}
