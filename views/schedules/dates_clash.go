package schedules

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/bydate"
	"okno/views"
)

// clashes are what is open beside what somebody else has stored meanwhile; nil where
// nothing is open, or there is nothing to compare it with.
func (v ScheduleDates) clashes() *views.Clashes {
	c := &views.Clashes{W: v.W, URL: v.PageURL()}
	switch {
	case !v.Clash:
		return nil
	case v.Form != nil:
		c.Draft = v.FormDraft()
		v.addSchedule(c)
	case v.Day != nil:
		c.Draft = v.DayDraft()
		v.addDay(c)
	case v.Month != nil:
		v.addMonth(c)
	default:
		return nil
	}
	return c
}

func (v ScheduleDates) addSchedule(c *views.Clashes) {
	if len(v.Form.Seen) == 0 {
		c.Add(v.W.T("hours.edit"), v.W.T("hours.clash.kept"), v.W.T("hours.clash.gone"))
		return
	}
	yours, now := v.Form.Text, NewScheduleText(v.Form.Seen[0])
	if len(v.Form.Seen) > 1 { // the other one, on the date to which this one was moved
		now = NewScheduleText(v.Form.Seen[slices.IndexFunc(v.Form.Seen, func(s booking.Schedule) bool { return s.From.String() == yours.From })])
	}
	c.Add(v.W.T("hours.from"), v.dateSaid(yours.From), v.dateSaid(now.From))
	c.Add(v.W.T("hours.to"), v.dateSaid(yours.To), v.dateSaid(now.To))
	if len(yours.Days) != len(now.Days) {
		c.Add(v.W.T("hours.hours"), v.W.T("hours.cycle", "count", len(yours.Days)), v.W.T("hours.cycle", "count", len(now.Days)))
		return
	}
	if !v.Plain() {
		c.Add(v.AnchorLabel(), v.dateSaid(yours.Anchor), v.dateSaid(now.Anchor))
	}
	for i := range yours.Days {
		c.Add(v.dayLabel(i), v.typedSaid(yours.Days[i]), v.typedSaid(now.Days[i]))
	}
}

func (v ScheduleDates) addDay(c *views.Clashes) {
	yours, now := v.typedSaid(v.Day.Text.Hours), v.W.T("hours.day.usual")
	if v.Day.As == "usual" {
		yours = v.W.T("hours.day.usual")
	}
	if len(v.Day.Seen) > 0 {
		now = v.daySaid(v.Day.Seen[0].Hours)
	}
	c.Add(v.W.T("hours.hours"), yours, now)
}

// addMonth adds the dates whose own hours are others than were seen.
func (v ScheduleDates) addMonth(c *views.Clashes) {
	seen := booking.Resource{Days: v.Month.Seen}
	own := func(r booking.Resource, d booking.Date) string {
		if day := r.OwnDayOn(d); day != nil {
			return v.daySaid(day.Hours)
		}
		return v.W.T("hours.day.usual")
	}
	for d := v.Month.First; !v.Month.Last.Before(d); d = d.AddDays(1) {
		c.Add(v.W.DateShort(d), own(seen, d), own(v.Resource, d))
	}
}

func (v ScheduleDates) dateSaid(text string) string {
	if date, err := booking.ParseDate(text); err == nil {
		return v.W.Day(date).Full()
	}
	return strings.TrimSpace(text)
}

// typedSaid is what was typed as it is said of a stored day, where it is understood.
func (v ScheduleDates) typedSaid(text string) string {
	hours, problem := bydate.ReadHours(text)
	if problem.Key != "" {
		return text
	}
	return v.daySaid(hours)
}
