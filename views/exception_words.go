package views

import (
	"fmt"
	"slices"
	"strings"

	"okno/booking"
)

// ExceptionText is an exception in a plain sentence, without whom it concerns:
// «каждую среду 16–18, с 1 декабря без конца — учёба». The year is written
// where it is not today's.
func (w *Words) ExceptionText(e booking.Exception, today booking.Date) string {
	text := w.exceptionTimes(e, today)
	if e.Reason != "" {
		text += " — " + e.Reason
	}
	return text
}

func (w *Words) exceptionTimes(e booking.Exception, today booking.Date) string {
	hours := w.ExceptionHours(e)
	if e.ToDate != nil && *e.ToDate == e.FromDate {
		on := w.T(fmt.Sprintf("exceptions.on.%d", e.FromDate.Weekday()))
		return on + ", " + w.DayOf(e.FromDate, today) + ", " + hours
	}
	dates := w.exceptionDates(e, today)
	switch {
	case len(e.Weekdays) == 0 && e.WholeDay:
		return dates + ", " + w.T("exceptions.whole_days")
	case len(e.Weekdays) == 0:
		return w.T("exceptions.every_day") + " " + hours + ", " + dates
	}
	return w.exceptionDays(e.Weekdays) + " " + hours + ", " + dates
}

// exceptionDays is «каждую среду», «по будням», «по средам и пятницам».
func (w *Words) exceptionDays(days []int) string {
	switch {
	case len(days) == 1:
		return w.T(fmt.Sprintf("exceptions.each.%d", days[0]))
	case slices.Equal(days, []int{1, 2, 3, 4, 5}):
		return w.T("exceptions.workdays")
	case slices.Equal(days, []int{6, 7}):
		return w.T("exceptions.weekend")
	}
	var names []string
	for _, day := range days {
		names = append(names, w.T(fmt.Sprintf("exceptions.many.%d", day)))
	}
	last := len(names) - 1
	return w.T("exceptions.days", "first", strings.Join(names[:last], ", "), "last", names[last])
}

func (w *Words) exceptionDates(e booking.Exception, today booking.Date) string {
	if e.ToDate == nil {
		return w.T("exceptions.from", "from", w.DayOf(e.FromDate, today))
	}
	var from string
	switch {
	case e.FromDate.Year != e.ToDate.Year:
		from = w.DayOf(e.FromDate, booking.Date{})
	case e.FromDate.Month == e.ToDate.Month:
		from = fmt.Sprint(e.FromDate.Day)
	default:
		from = w.DayOf(e.FromDate, e.FromDate)
	}
	return w.T("exceptions.range", "from", from, "to", w.DayOf(*e.ToDate, today))
}

// Joiner (U+2060) keeps what it stands between on one line.
const Joiner = "\u2060"

// ExceptionHours is «весь день» or «16–18», and says so where it ends on the next day.
func (w *Words) ExceptionHours(e booking.Exception) string {
	if e.WholeDay {
		return w.T("exceptions.whole_day")
	}
	to := e.To
	if to == 0 {
		to = booking.DayEnd
	}
	hours := w.Hours(e.From, to, Joiner+"–"+Joiner)
	if to <= e.From {
		hours += " " + w.T("exceptions.next_day")
	}
	return hours
}

// DayOf is «1 декабря», with the year where it is another than that of near.
func (w *Words) DayOf(d, near booking.Date) string {
	return w.In(near.Year).Day(d).Plain()
}

// ExceptionWho is whom it concerns, with an icon: the company, one service, or
// one resource.
func (w *Words) ExceptionWho(e booking.Exception, services []booking.Service, resources []booking.Resource) (who, icon string) {
	for _, s := range services {
		if s.ID == e.Service {
			return w.T("exceptions.who.service", "name", s.Name), "tag"
		}
	}
	for _, r := range resources {
		if r.ID == e.Resource {
			return r.Name, exceptionIcons[r.Kind]
		}
	}
	return w.T("exceptions.who.company"), "building-2"
}

var exceptionIcons = map[booking.Kind]string{booking.Staff: "user", booking.Room: "door-open", booking.Equipment: "wrench"}
