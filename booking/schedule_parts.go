package booking

import "slices"

// Mondays is the same schedule with a Monday as day 1, where it is of whole weeks.
func (s Schedule) Mondays() Schedule {
	turn := s.Anchor.Weekday() - 1
	if s.CycleDays%7 != 0 || turn == 0 {
		return s
	}
	all := []Schedule{s}
	all[0].Anchor, all[0].Hours = s.Anchor.AddDays(-turn), slices.Clone(s.Hours)
	for i := range all[0].Hours {
		all[0].Hours[i].Day = (all[0].Hours[i].Day-1+turn)%s.CycleDays + 1
	}
	SortSchedules(all)
	return all[0]
}

// DayHours are the hours of a day of the cycle.
func (s Schedule) DayHours(day int) []Interval {
	var hours []Interval
	for _, h := range s.Hours {
		if h.Day == day {
			hours = append(hours, Interval{h.From, h.To})
		}
	}
	return hours
}

// SchedulesFrom is the resource's schedule that begins on that date; none where there is none.
func (r *Resource) SchedulesFrom(from Date) []Schedule {
	i := slices.IndexFunc(r.Schedules, func(s Schedule) bool { return s.From == from })
	if i < 0 {
		return nil
	}
	return r.Schedules[i : i+1 : i+1]
}
