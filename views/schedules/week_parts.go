package schedules

import (
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/weekly"
	"okno/views"
)

// WeekRow is a typed interval with its problems.
type WeekRow struct {
	W                             *views.Words
	Key                           string
	Day                           int
	From, To                      string
	Asked                         bool // it runs into the next day, which is asked about
	Night                         bool // and has been said yes to
	Question                      string
	FromWrong, ToWrong, NightOpen string
}

func (v ScheduleWeek) row(r weekly.WeekRow) WeekRow {
	row := WeekRow{
		W: v.W, Key: r.Key, Day: r.Weekday, From: v.W.TypedClock(r.From), To: v.W.TypedClock(r.To), Night: r.Night,
		FromWrong: v.said["from-"+r.Key], ToWrong: v.said["to-"+r.Key], NightOpen: v.said["night-"+r.Key],
	}
	from, err1 := weekly.ReadClock(r.From)
	to, err2 := weekly.ReadClock(r.To)
	if err1 == nil && err2 == nil {
		i := booking.WeeklyInterval{Weekday: 1, From: from, To: to}
		row.Asked = i.Overnight() || i.From == i.To
		row.Question = nextDaySaid(v.W, i)
	}
	return row
}

// Blank is the row that the script makes new rows from.
func (v ScheduleWeek) Blank() WeekRow { return WeekRow{W: v.W, Key: "KEY", Day: 0} }

// nextDaySaid says where a night or a whole day ends.
func nextDaySaid(w *views.Words, i booking.WeeklyInterval) string {
	if i.From == i.To {
		return w.T("week.round", "to", i.To)
	}
	return w.T("week.night", "to", i.To)
}

// intervalText is 10:00–18:00; a night is 22:00–2:00 with its day in words nearby.
func intervalText(w *views.Words, i booking.WeeklyInterval) string {
	return w.Clocks(i.From, i.To)
}

// intervalTexts are those of a day in words, a dash where there are none.
func intervalTexts(w *views.Words, day []booking.WeeklyInterval) string {
	var all []string
	for _, i := range day {
		all = append(all, intervalText(w, i))
	}
	return orDash(all)
}

func orDash(all []string) string {
	if len(all) == 0 {
		return "—"
	}
	return strings.Join(all, ", ")
}

// typedInterval is what stands in the rows of a day.
func typedInterval(w *views.Words, rows []weekly.WeekRow, weekday int) string {
	var all []string
	for _, r := range rows {
		if r.Weekday == weekday {
			all = append(all, w.TypedClock(r.From)+"–"+w.TypedClock(r.To))
		}
	}
	return orDash(all)
}

// dated are intervals with their days: «пн 10:00–14:00, пн 13:00–18:00».
func dated(w *views.Words, week []booking.WeeklyInterval) string {
	var all []string
	for _, i := range week {
		all = append(all, w.WeekdayShort(i.Weekday)+" "+intervalText(w, i))
	}
	return strings.Join(all, ", ")
}

// hoursSaid is the length of a day's hours, "" of none.
func hoursSaid(w *views.Words, day []booking.WeeklyInterval) string {
	if n := weekly.WeekMinutes(day); n > 0 {
		return w.Minutes(n)
	}
	return ""
}

// weekTotal is «38 ч в неделю».
func weekTotal(w *views.Words, week []booking.WeeklyInterval) string {
	merged, _ := weekly.Merge(slices.Clone(week))
	if n := weekly.WeekMinutes(merged); n > 0 {
		return w.T("week.total", "time", w.Minutes(n))
	}
	return w.T("week.total.none")
}

// WeekTarget is a resource that the week can be copied to.
type WeekTarget struct {
	ID                booking.ID
	Name, Total, Seen string
	Chosen            bool
}

// Targets are the other resources, with the weeks that they have now.
func (v ScheduleWeek) Targets() []WeekTarget {
	var all []WeekTarget
	for _, r := range v.Resources {
		if r.ID != v.Resource.ID && !r.Archived {
			all = append(all, WeekTarget{r.ID, r.Name, weekTotal(v.W, r.Weekly), weekly.WeekMark(r.Weekly), slices.Contains(v.ShareTo, r.ID)})
		}
	}
	return all
}

// Copies are the choices of the days: where to copy from, and where to.
func (v ScheduleWeek) Copies() []WeekCopy {
	var all []WeekCopy
	for _, d := range v.Days {
		all = append(all, WeekCopy{d.Number, d.Name, d.Number == v.CopyFrom, slices.Contains(v.CopyTo, d.Number)})
	}
	return all
}

// WeekCopy is a day of Copies.
type WeekCopy struct {
	Number   int
	Name     string
	From, To bool
}
