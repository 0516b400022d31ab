package companyfile

import (
	"fmt"

	"okno/booking"
)

var (
	scheduleShape   = &shape{"a schedule", 1, []string{"from", "to", "cycle_days", "anchor", "hours"}}
	cycleHoursShape = &shape{"an interval of a cycle", 3, []string{"day", "from", "to"}}
	dayShape        = &shape{"a day", 1, []string{"date", "hours"}}
	hoursShape      = &shape{"an interval of a day", 2, []string{"from", "to"}}
)

// schedules are a resource's dated patterns, put into the order of their dates.
func (r *reader) schedules() []booking.Schedule {
	all := []booking.Schedule{}
	begun := map[booking.Date]int{}
	r.list(booking.MaxSchedules, func(i int) {
		s, at := r.schedule()
		if s.From == (booking.Date{}) {
			return // it has been said already
		}
		if first, twice := begun[s.From]; twice {
			r.missing(at, "from", fmt.Sprintf("%s is the from of schedules[%d] already", s.From, first))
		} else {
			begun[s.From] = i
		}
		all = append(all, s)
	})
	booking.SortSchedules(all)
	return all
}

// schedule is one of them, and where its from stands.
func (r *reader) schedule() (s booking.Schedule, at int) {
	s.CycleDays = 7
	var to int
	var days []int // where the day of each interval stands
	r.object(scheduleShape, func(field string) {
		switch field {
		case "from":
			at = r.next()
			s.From = r.date()
		case "to":
			to = r.next()
			last := r.date()
			s.To = &last
		case "cycle_days":
			s.CycleDays = r.number(1, booking.MaxCycleDays)
		case "anchor":
			s.Anchor = r.date()
		case "hours":
			r.list(maxWeekly, func(int) {
				h, day := r.cycleHours()
				s.Hours, days = append(s.Hours, h), append(days, day)
			})
		}
	})
	if s.Anchor == (booking.Date{}) {
		s.Anchor = s.From
	}
	if s.To != nil && *s.To != (booking.Date{}) && s.To.Before(s.From) {
		r.missing(to, "to", "is before from")
	}
	r.checkDays(s, days)
	return s, at
}

// checkDays holds the days of a schedule's intervals against its cycle, which may
// stand behind them in the file.
func (r *reader) checkDays(s booking.Schedule, at []int) {
	if s.CycleDays < 1 || s.CycleDays > booking.MaxCycleDays {
		return // it has been said already
	}
	r.enter("hours")
	for i, h := range s.Hours {
		if at[i] > 0 && (h.Day < 1 || h.Day > s.CycleDays) && !r.stopped {
			r.enterAt(i)
			r.missing(at[i], "day", fmt.Sprintf("must be a whole number from 1 to %d, the days of the cycle, not %d", s.CycleDays, h.Day))
			r.leave()
		}
	}
	r.leave()
}

// cycleHours is one interval and where its day stands, 0 where that is no day of any cycle.
func (r *reader) cycleHours() (h booking.CycleInterval, at int) {
	r.object(cycleHoursShape, func(field string) {
		switch field {
		case "day":
			at = r.next()
			before := len(r.errors)
			if h.Day = r.number(1, booking.MaxCycleDays); len(r.errors) > before {
				at = 0
			}
		case "from":
			h.From = r.clock(booking.DayEnd - 1)
		case "to":
			h.To = r.clock(booking.DayEnd)
		}
	})
	return h, at
}

// days are a resource's dates with hours of their own, put into order.
func (r *reader) days() []booking.OwnDay {
	all := []booking.OwnDay{}
	known := map[booking.Date]int{}
	r.list(booking.MaxOwnDays, func(i int) {
		d, at := r.day()
		if d.Date == (booking.Date{}) {
			return // it has been said already
		}
		if first, twice := known[d.Date]; twice {
			r.missing(at, "date", fmt.Sprintf("%s is the date of days[%d] already", d.Date, first))
		} else {
			known[d.Date] = i
		}
		all = append(all, d)
	})
	booking.SortDays(all)
	return all
}

// day is one of them, and where its date stands.
func (r *reader) day() (d booking.OwnDay, at int) {
	r.object(dayShape, func(field string) {
		switch field {
		case "date":
			at = r.next()
			d.Date = r.date()
		case "hours":
			r.list(maxWeekly, func(int) { d.Hours = append(d.Hours, r.hours()) })
		}
	})
	return d, at
}

func (r *reader) hours() booking.Interval {
	var h booking.Interval
	r.object(hoursShape, func(field string) {
		switch field {
		case "from":
			h.From = r.clock(booking.DayEnd - 1)
		case "to":
			h.To = r.clock(booking.DayEnd)
		}
	})
	return h
}
