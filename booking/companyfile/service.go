package companyfile

import (
	"strings"

	"okno/booking"
)

var serviceShape = &shape{"a service", 3, []string{"ref", "name", "duration_min", "buffer_before_min", "buffer_after_min",
	"step_min", "price", "active", "resources", "description", "category", "color", "reminders_min"}}

func (r *reader) services() {
	r.file.Services = []Service{}
	r.list(booking.MaxServices, func(i int) {
		r.file.Services = append(r.file.Services, r.service(i))
	})
}

func (r *reader) service(i int) Service {
	it := Service{Active: true}
	r.object(serviceShape, func(field string) {
		switch field {
		case "ref":
			it.Ref = r.newRef("services", i)
		case "name":
			it.Name = r.oneLine()
		case "category":
			it.Category = strings.Join(strings.Fields(r.lines(booking.MaxName)), " ") // may be empty
		case "description":
			it.Description = r.lines(booking.MaxText)
		case "duration_min":
			it.DurationMin = r.number(booking.MinDurationMin, booking.MaxDurationMin)
		case "buffer_before_min":
			it.BufferBeforeMin = r.number(0, booking.MaxBufferMin)
		case "buffer_after_min":
			it.BufferAfterMin = r.number(0, booking.MaxBufferMin)
		case "step_min":
			it.StepMin = r.step()
		case "price":
			it.Price = r.price()
		case "color":
			it.Color = r.color()
		case "active":
			it.Active = r.flag()
		case "reminders_min":
			it.RemindersMin = r.reminders()
		case "resources":
			it.Resources = r.refsTo("resources")
		}
	})
	return it
}
