package firststeps

import (
	"slices"

	"okno/booking"
	"okno/booking/weekly"
)

// DailyHours is a week that is the same on each of its days: from–to, perhaps
// with a break, as a person types it.
type DailyHours struct {
	Days      []int // ISO 8601, ascending
	From, To  string
	BreakFrom string // both "" without a break
	BreakTo   string
	Night     bool // it is meant to end on the next date
}

// UsualHours is what is offered to whoever has no hours yet.
var UsualHours = DailyHours{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "18:00"}

// Week reads the text. What cannot be accepted comes back as one Invalid
// Error; a work that ends before it begins is one until Night says that it is meant
// ("error.night" at "to"). A work that ends at 00:00 ends with its day.
func (t DailyHours) Week() ([]booking.WeeklyInterval, error) {
	wrong := booking.Fields{}
	from, to := weekly.ClockField(wrong, "from", t.From), weekly.ClockField(wrong, "to", t.To)
	if to == 0 {
		to = booking.DayEnd
	}
	if len(wrong) == 0 && to <= from && !t.Night {
		wrong["to"] = booking.Say("error.night", "time", to)
	}
	pause := t.BreakFrom != "" || t.BreakTo != ""
	var begin, end booking.Clock
	if pause {
		begin, end = weekly.ClockField(wrong, "break_from", t.BreakFrom), weekly.ClockField(wrong, "break_to", t.BreakTo)
	}
	if pause && len(wrong) == 0 && !inside(from, to, begin, end) {
		wrong["break_from"] = booking.Say("error.break")
	}
	if len(t.Days) == 0 || slices.ContainsFunc(t.Days, func(d int) bool { return d < 1 || d > 7 }) {
		wrong["days"] = booking.Say("error.weekdays")
	}
	if len(wrong) > 0 {
		return nil, booking.FailFields(wrong)
	}
	var week []booking.WeeklyInterval
	for _, day := range t.Days {
		if pause {
			week = append(week, part(day, from, from, begin), part(day, from, end, to))
		} else {
			week = append(week, part(day, from, from, to))
		}
	}
	weekly.Sort(week)
	return week, nil
}

// inside says whether the break lies within from–to with work on either side.
func inside(from, to, begin, end booking.Clock) bool {
	after := func(c booking.Clock) booking.Clock { // minutes after from
		if c < from {
			c += booking.DayEnd
		}
		return c - from
	}
	length := after(to)
	if to <= from {
		length = to + booking.DayEnd - from
	}
	return 0 < after(begin) && after(begin) < after(end) && after(end) < length
}

// part is a part of the work that begins on a weekday at start: a part that
// begins earlier on the clock belongs to the night after it.
func part(weekday int, start, from, to booking.Clock) booking.WeeklyInterval {
	if from < start {
		weekday = weekday%7 + 1
	}
	return booking.WeeklyInterval{Weekday: weekday, From: from, To: to}
}

// DailyHoursOf is the week as DailyHours, if it has that form: false for days that
// differ, several breaks, or a break in the night.
func DailyHoursOf(week []booking.WeeklyInterval) (DailyHours, bool) {
	var t DailyHours
	var first []booking.WeeklyInterval
	week = slices.Clone(week)
	weekly.Sort(week)
	for len(week) > 0 {
		n := 1
		for n < len(week) && week[n].Weekday == week[0].Weekday {
			n++
		}
		if first == nil {
			first = week[:n]
		}
		same := slices.EqualFunc(first, week[:n], func(a, b booking.WeeklyInterval) bool { return a.From == b.From && a.To == b.To })
		if !same || n > 2 {
			return DailyHours{}, false
		}
		t.Days, week = append(t.Days, week[0].Weekday), week[n:]
	}
	switch len(first) {
	case 1:
		t.From, t.To = first[0].From.String(), first[0].To.String()
		t.Night = first[0].To <= first[0].From
	case 2:
		if first[0].To <= first[0].From || first[0].To >= first[1].From || first[1].From >= booking.DayEnd {
			return DailyHours{}, false
		}
		t.From, t.BreakFrom = first[0].From.String(), first[0].To.String()
		t.BreakTo, t.To = first[1].From.String(), first[1].To.String()
		t.Night = first[1].To <= first[1].From
	}
	if t.From == booking.DayEnd.String() {
		return DailyHours{}, false
	}
	return t, true
}
