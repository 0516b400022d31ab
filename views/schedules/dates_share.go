package schedules

import (
	"slices"

	"okno/booking"
	"okno/booking/bydate"
	"okno/views"
)

// CopyForm is what was asked when a schedule or a day was to be copied.
type CopyForm struct {
	To         []booking.ID // who was ticked, in their order
	Shift      string       // by how many days the cycle of each next one begins later, as typed
	Wrong      booking.Sentence
	ShiftWrong booking.Sentence
}

// DatesShare is the part of the dates that copies the open schedule or day to others.
type DatesShare struct {
	W                 *views.Words
	Open, HasFocus    bool
	Title, Lead, URL  string
	Schedule, Day     string // as the form carries them, one of them ""
	Service           booking.ID
	Year, Cycle       int // days of a cycle that can be shifted, else 0
	Targets           []WeekTarget
	Shift             string
	Wrong, ShiftWrong string
}

// Most is the longest shift: one of a whole cycle would be none.
func (s DatesShare) Most() int { return s.Cycle - 1 }

// Share is that part; nil where nothing that is stored is open, or there is nobody else.
func (v ScheduleDates) Share() *DatesShare {
	s := &DatesShare{W: v.W, URL: "/resources/" + string(v.Resource.ID) + "/hours/copies", Service: v.Head.Query.Service, Year: v.Year, Shift: "0"}
	switch {
	case v.Form != nil && v.stored(v.Form.Seen):
		of := v.Form.Seen[0]
		s.Title, s.Lead, s.Schedule = v.W.T("hours.share"), v.W.T("hours.share.text"), jsonOf(v.Form.Seen)
		if of.CycleDays > 1 && of.CycleDays != 7 {
			s.Cycle = of.CycleDays
		}
		s.Targets = v.targets(func(r booking.Resource) (said, mark string) { return v.meetsSchedule(r, of) })
	case v.Form == nil && v.Day != nil && len(v.Day.Seen) == 1 && booking.SameDays(v.Resource.DaysWithin(v.Day.Seen[0].Date, v.Day.Seen[0].Date), v.Day.Seen):
		of := v.Day.Seen[0]
		s.Title, s.Lead, s.Day = v.W.T("hours.share.day"), v.W.T("hours.share.text.day"), jsonOf(v.Day.Seen)
		s.Targets = v.targets(func(r booking.Resource) (said, mark string) { return v.meetsDay(r, of) })
	}
	if len(s.Targets) == 0 {
		return nil
	}
	if v.Copy != nil {
		s.Open, s.Shift = true, v.Copy.Shift
		s.Wrong, s.ShiftWrong = v.W.Say(v.Copy.Wrong), v.W.Say(v.Copy.ShiftWrong)
		s.HasFocus = v.Focus == "dates-share"
	}
	return s
}

// stored says whether it is one schedule, and the resource has it so.
func (v ScheduleDates) stored(seen []booking.Schedule) bool {
	return len(seen) == 1 && booking.SameSchedules(v.Resource.SchedulesFrom(seen[0].From), seen)
}

// targets are all others, with what is said of each and the mark of what would be replaced.
func (v ScheduleDates) targets(meets func(booking.Resource) (said, mark string)) []WeekTarget {
	var all []WeekTarget
	for _, r := range v.Resources {
		if r.ID != v.Resource.ID && !r.Archived {
			said, mark := meets(r)
			all = append(all, WeekTarget{r.ID, r.Name, said, mark, v.Copy != nil && slices.Contains(v.Copy.To, r.ID)})
		}
	}
	return all
}

// meetsSchedule says what a schedule would replace, else from when on another one would stand before it.
func (v ScheduleDates) meetsSchedule(r booking.Resource, of booking.Schedule) (said, mark string) {
	if same := r.SchedulesFrom(of.From); len(same) > 0 {
		return v.W.T("hours.share.replaces", "hours", v.cycleSaid(same[0])), bydate.Mark(same)
	}
	later := slices.IndexFunc(r.Schedules, func(o booking.Schedule) bool { return of.From.Before(o.From) && of.Holds(o.From.Number()) })
	if later >= 0 {
		return v.W.T("hours.share.later", "from", v.W.Day(r.Schedules[later].From).Full()), ""
	}
	return "", ""
}

func (v ScheduleDates) meetsDay(r booking.Resource, of booking.OwnDay) (said, mark string) {
	if same := r.DaysWithin(of.Date, of.Date); len(same) > 0 {
		return v.W.T("hours.share.replaces.day", "hours", v.daySaid(same[0].Hours)), bydate.Mark(same)
	}
	return "", ""
}
