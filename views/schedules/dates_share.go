package schedules

import (
	"slices"
	"strings"

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

// DatesShare is the part of the dates that copies the open schedule or day, or all schedules, to others.
type DatesShare struct {
	W                 *views.Words
	Open, HasFocus    bool
	Title, Lead, URL  string
	All               bool   // all schedules are copied
	Schedule, Day     string // as the form carries them, one of them ""
	Service           booking.ID
	Year, Cycle       int // days of a cycle that can be shifted, else 0
	Targets           []WeekTarget
	Shift             string
	Wrong, ShiftWrong string
}

// Most is the longest shift: one of a whole cycle would be none.
func (s DatesShare) Most() int { return s.Cycle - 1 }

// mostCarried bounds the schedules that a form carries, as JSON: with what their undo carries, they have to fit into one request.
const mostCarried = 16_000

// ShareAll is the part that copies all schedules; nil while something is open, where there are not several, and where there is nobody else.
func (v ScheduleDates) ShareAll() *DatesShare {
	text := jsonOf(v.Resource.Schedules)
	if v.Form != nil || v.Day != nil || len(v.Resource.Schedules) < 2 || len(text) > mostCarried {
		return nil
	}
	s := v.newShare()
	s.All, s.Title, s.Lead, s.Schedule = true, v.W.T("hours.share.all"), v.W.T("hours.share.text.all"), text
	if days := bydate.Longest(v.Resource.Schedules); days > 1 {
		s.Cycle = days
	}
	s.Targets = v.targets(v.meetsAll)
	return v.asked(s)
}

func (v ScheduleDates) newShare() *DatesShare {
	return &DatesShare{W: v.W, URL: "/resources/" + string(v.Resource.ID) + "/hours/copies", Service: v.Head.Query.Service, Year: v.Year, Shift: "0"}
}

// Share is that part; nil where nothing that is stored is open, or there is nobody else.
func (v ScheduleDates) Share() *DatesShare {
	s := v.newShare()
	switch {
	case v.Form != nil && v.stored(v.Form.Seen):
		of := v.Form.Seen[0]
		s.Title, s.Lead, s.Schedule = v.W.T("hours.share"), v.W.T("hours.share.text"), jsonOf(v.Form.Seen)
		if bydate.CanShift(of) {
			s.Cycle = of.CycleDays
		}
		s.Targets = v.targets(func(r booking.Resource) (said, mark string) { return v.meetsSchedule(r, of) })
	case v.Form == nil && v.Day != nil && len(v.Day.Seen) == 1 && booking.SameDays(v.Resource.DaysWithin(v.Day.Seen[0].Date, v.Day.Seen[0].Date), v.Day.Seen):
		of := v.Day.Seen[0]
		s.Title, s.Lead, s.Day = v.W.T("hours.share.day"), v.W.T("hours.share.text.day"), jsonOf(v.Day.Seen)
		s.Targets = v.targets(func(r booking.Resource) (said, mark string) { return v.meetsDay(r, of) })
	}
	return v.asked(s)
}

// asked is the part with what was asked of it; nil where there is nobody to copy to.
func (v ScheduleDates) asked(s *DatesShare) *DatesShare {
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

// meetsAll says which schedules would go.
func (v ScheduleDates) meetsAll(r booking.Resource) (said, mark string) {
	if len(r.Schedules) == 0 {
		return "", ""
	}
	var spans []string
	for _, s := range r.Schedules[:min(len(r.Schedules), spansNamed)] {
		spans = append(spans, v.span(s))
	}
	if len(r.Schedules) > spansNamed {
		spans = append(spans, "…")
	}
	return v.W.T("hours.share.replaces.all", "count", len(r.Schedules), "spans", strings.Join(spans, "; ")), bydate.Mark(r.Schedules)
}

// spansNamed bounds the schedules that are said to go.
const spansNamed = 4

func (v ScheduleDates) meetsDay(r booking.Resource, of booking.OwnDay) (said, mark string) {
	if same := r.DaysWithin(of.Date, of.Date); len(same) > 0 {
		return v.W.T("hours.share.replaces.day", "hours", v.daySaid(same[0].Hours)), bydate.Mark(same)
	}
	return "", ""
}
