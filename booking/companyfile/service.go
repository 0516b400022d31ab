package companyfile

import "okno/booking"

var serviceShape = shapeOf("a service", []string{"ref"}, booking.ServiceAttributes, "active", "resources", "reminders_min")

func (r *reader) services() {
	r.file.Services = []Service{}
	r.list(booking.MaxServices, func(i int) {
		r.file.Services = append(r.file.Services, r.service(i))
	})
}

func (r *reader) service(i int) Service {
	it := Service{Service: booking.Service{Active: true}}
	r.object(serviceShape, func(field string) {
		switch field {
		case "ref":
			it.Ref = r.newRef("services", i)
		case "active":
			it.Active = r.flag()
		case "reminders_min":
			it.RemindersMin = r.reminders()
		case "resources":
			it.Resources = r.refsTo("resources")
		default:
			attribute(r, booking.ServiceAttributes, field, &it.Service)
		}
	})
	return it
}
