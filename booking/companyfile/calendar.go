package companyfile

import "okno/booking"

// Calendar is the file as the engine sees it, with refs in place of IDs.
func (f *File) Calendar() *booking.Calendar {
	c := &booking.Calendar{Company: f.Company}
	for _, r := range f.Resources {
		c.Resources = append(c.Resources, booking.Resource{
			ID: booking.ID(r.Ref), Ref: r.Ref, Name: r.Name, Kind: r.Kind, Color: r.Color, Active: r.Active, Weekly: r.Weekly,
		})
	}
	for _, s := range f.Services {
		service := booking.Service{
			ID: booking.ID(s.Ref), Ref: s.Ref, Name: s.Name, Description: s.Description, Category: s.Category,
			DurationMin: s.DurationMin, BufferBeforeMin: s.BufferBeforeMin, BufferAfterMin: s.BufferAfterMin,
			StepMin: s.StepMin, Price: s.Price, Color: s.Color, Active: s.Active,
		}
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
			c.Occupied = append(c.Occupied, booking.Occupancy{Resource: booking.ID(ref), Span: b.Occupied(), Booking: booking.ID(b.Ref)})
		}
	}
	return c
}
