package companyfile

import (
	"okno/booking"
	"okno/booking/languages"
)

// maxWeekly bounds a resource's week; a day of five-minute intervals is 288.
const maxWeekly = booking.MaxIntervals

var (
	resourceShape = shapeOf("a resource", []string{"ref"}, booking.ResourceAttributes, "active", "weekly", "schedules", "days", "translations")
	weeklyShape   = &shape{"a weekly interval", 3, []string{"weekday", "from", "to"}}
)

func (r *reader) resources() {
	r.file.Resources = []Resource{}
	r.list(booking.MaxResources, func(i int) {
		r.file.Resources = append(r.file.Resources, r.resource(i))
	})
}

func (r *reader) resource(i int) Resource {
	it := Resource{Kind: booking.Staff, Active: true}
	r.object(resourceShape, func(field string) {
		switch field {
		case "ref":
			it.Ref = r.newRef("resources", i)
		case "active":
			it.Active = r.flag()
		case "weekly":
			it.Weekly = []booking.WeeklyInterval{}
			r.list(maxWeekly, func(int) { it.Weekly = append(it.Weekly, r.weekly()) })
		case "schedules":
			it.Schedules = r.schedules()
		case "translations":
			translations(r, languages.ResourceTexts, &it)
		case "days":
			it.Days = r.days()
		default:
			attribute(r, booking.ResourceAttributes, field, &it)
		}
	})
	return it
}

// weekly is one interval; to <= from runs past midnight, so 00:00–00:00 is a whole day.
func (r *reader) weekly() booking.WeeklyInterval {
	var w booking.WeeklyInterval
	r.object(weeklyShape, func(field string) {
		switch field {
		case "weekday":
			w.Weekday = r.weekday()
		case "from":
			w.From = r.clock(booking.DayEnd - 1)
		case "to":
			w.To = r.clock(booking.DayEnd)
		}
	})
	return w
}
