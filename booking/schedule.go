package booking

import (
	"cmp"
	"slices"
)

const (
	// MaxCycleDays bounds the cycle of a Schedule: eight weeks.
	MaxCycleDays = 56
	// MaxSchedules bounds the schedules of one resource.
	MaxSchedules = 1_000
	// MaxOwnDays bounds its days with hours of their own: more than ten years.
	MaxOwnDays = 4_000
	// MaxIntervals bounds the hours of a week, of a cycle and of a day.
	MaxIntervals = 2_000
)

// Interval is one stretch of work on the wall clock. To <= From runs past
// midnight and belongs to the date on which it begins.
type Interval struct{ From, To Clock }

// CycleInterval is an Interval of one day of a cycle.
type CycleInterval struct {
	Day  int // 1 is the cycle's first day
	From Clock
	To   Clock
}

// Schedule is a dated pattern of a resource's hours: a week, several weeks that
// take turns, or a cycle of any other number of days.
type Schedule struct {
	From      Date
	To        *Date // its last date; nil has no end
	CycleDays int   // from 1 to MaxCycleDays
	Anchor    Date  // a date that is day 1 of the cycle; it may lie outside From–To
	Hours     []CycleInterval
}

// OwnDay is the hours that a resource has on one date, whatever its schedules
// say; none where it does not work.
type OwnDay struct {
	Date  Date
	Hours []Interval
}

// Day is which day of the cycle the date with that number is, from 1 to CycleDays.
func (s Schedule) Day(date int) int {
	day := (date - s.Anchor.Number()) % s.CycleDays
	if day < 0 {
		day += s.CycleDays
	}
	return day + 1
}

// Holds says whether the date with that number lies from From to To.
func (s Schedule) Holds(date int) bool {
	return s.From.Number() <= date && (s.To == nil || date <= s.To.Number())
}

// Dated says whether the resource's hours are anything but its ordinary week.
func (r *Resource) Dated() bool { return len(r.Schedules)+len(r.Days) > 0 }

// HoursOn appends the resource's hours on the date with that number to hours:
// those of the date's own, else those of the schedule that holds then and began
// last, else those of the ordinary week. Schedules and Days have to be in the
// order of their dates.
func (r *Resource) HoursOn(date int, hours []Interval) []Interval {
	if own := r.ownDay(date); own != nil {
		return append(hours, own.Hours...)
	}
	if s := r.ScheduleOn(date); s != nil {
		day := s.Day(date)
		for _, h := range s.Hours {
			if h.Day == day {
				hours = append(hours, Interval{h.From, h.To})
			}
		}
		return hours
	}
	weekday := WeekdayOf(date)
	for _, w := range r.Weekly {
		if w.Weekday == weekday {
			hours = append(hours, Interval{w.From, w.To})
		}
	}
	return hours
}

// ScheduleOn is the schedule by which the resource works on the date with that
// number, nil where it is the ordinary week.
func (r *Resource) ScheduleOn(date int) *Schedule {
	after, _ := slices.BinarySearchFunc(r.Schedules, date+1, func(s Schedule, n int) int { return cmp.Compare(s.From.Number(), n) })
	for i := after - 1; i >= 0; i-- { // those that have begun, of which some may be over
		if r.Schedules[i].Holds(date) {
			return &r.Schedules[i]
		}
	}
	return nil
}

// OwnDayOn are the hours of the date's own, nil where it has none.
func (r *Resource) OwnDayOn(date Date) *OwnDay { return r.ownDay(date.Number()) }

func (r *Resource) ownDay(date int) *OwnDay {
	i, own := slices.BinarySearchFunc(r.Days, date, func(d OwnDay, n int) int { return cmp.Compare(d.Date.Number(), n) })
	if !own {
		return nil
	}
	return &r.Days[i]
}

// DaysWithin are the days of their own from first to last.
func (r *Resource) DaysWithin(first, last Date) []OwnDay {
	at := func(date Date) int {
		i, _ := slices.BinarySearchFunc(r.Days, date.Number(), func(d OwnDay, n int) int { return cmp.Compare(d.Date.Number(), n) })
		return i
	}
	return r.Days[at(first):max(at(first), at(last.AddDays(1)))]
}

// SameHours says whether two resources work at the same times by the same rules.
func (r *Resource) SameHours(o *Resource) bool {
	return slices.Equal(r.Weekly, o.Weekly) && SameSchedules(r.Schedules, o.Schedules) && SameDays(r.Days, o.Days)
}

// SameSchedules says whether two lists of schedules are the same.
func SameSchedules(a, b []Schedule) bool {
	return slices.EqualFunc(a, b, func(a, b Schedule) bool {
		sameEnd := (a.To == nil) == (b.To == nil) && (a.To == nil || *a.To == *b.To)
		return sameEnd && a.From == b.From && a.CycleDays == b.CycleDays && a.Anchor == b.Anchor && slices.Equal(a.Hours, b.Hours)
	})
}

// SameDays says whether two lists of days are the same.
func SameDays(a, b []OwnDay) bool {
	return slices.EqualFunc(a, b, func(a, b OwnDay) bool { return a.Date == b.Date && slices.Equal(a.Hours, b.Hours) })
}

// SortSchedules puts schedules into the order of their dates and the hours of
// each into that of its cycle, each interval once.
func SortSchedules(all []Schedule) {
	for i := range all {
		hours := slices.Clone(all[i].Hours)
		slices.SortFunc(hours, func(a, b CycleInterval) int {
			return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
		})
		all[i].Hours = slices.Compact(hours)
	}
	slices.SortStableFunc(all, func(a, b Schedule) int { return cmp.Compare(a.From.Number(), b.From.Number()) })
}

// SortDays puts days into order, and the hours of each, each interval once.
func SortDays(all []OwnDay) {
	for i := range all {
		hours := slices.Clone(all[i].Hours)
		slices.SortFunc(hours, func(a, b Interval) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
		all[i].Hours = slices.Compact(hours)
	}
	slices.SortStableFunc(all, func(a, b OwnDay) int { return cmp.Compare(a.Date.Number(), b.Date.Number()) })
}
