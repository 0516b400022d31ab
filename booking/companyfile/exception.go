package companyfile

import (
	"slices"

	"okno/booking"
)

// maxExceptions bounds the list; the engine looks at all of them for every question.
const maxExceptions = 100_000

var exceptionShape = &shape{"an exception", 1, []string{"from_date", "to_date", "service", "resource", "weekdays", "from", "to", "reason"}}

func (r *reader) exceptions() {
	r.file.Exceptions = []Exception{}
	r.list(maxExceptions, func(int) {
		r.file.Exceptions = append(r.file.Exceptions, r.exception())
	})
}

func (r *reader) exception() Exception {
	it := Exception{WholeDay: true}
	at := r.next()
	var from, to bool
	r.object(exceptionShape, func(field string) {
		switch field {
		case "service":
			it.Service = r.refTo("services")
		case "resource":
			it.Resource = r.refTo("resources")
		case "from_date":
			it.FromDate = r.date()
		case "to_date":
			last := r.date()
			it.ToDate = &last
		case "weekdays":
			it.Weekdays = r.weekdays()
		case "from":
			it.From, from = r.clock(booking.DayEnd-1), true
		case "to":
			it.To, to = r.clock(booking.DayEnd), true
		case "reason":
			it.Reason = r.lines(booking.MaxText)
		}
	})
	it.WholeDay = !from
	switch {
	case from && !to:
		r.missing(at, "to", "is missing, although there is a from")
	case to && !from:
		r.missing(at, "from", "is missing, although there is a to")
	case it.Service != "" && it.Resource != "":
		r.problemAt(at, "names a service and a resource; it can concern one of them or, with neither, the company")
	case it.ToDate != nil && it.ToDate.Before(it.FromDate):
		r.missing(at, "to_date", "is before from_date")
	}
	return it
}

// weekdays are the days on which an exception holds, each once; none means all.
func (r *reader) weekdays() []int {
	var days []int
	r.list(7, func(int) {
		day := r.weekday()
		r.check(!slices.Contains(days, day), "%d is there twice", day)
		days = append(days, day)
	})
	slices.Sort(days)
	return days
}
