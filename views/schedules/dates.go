package schedules

import (
	"encoding/json"
	"slices"
	"strconv"

	"okno/booking"
	"okno/booking/bydate"
	"okno/booking/engine"
	"okno/views"
)

// ScheduleDatesPage is GET /schedules?view=dates: one resource's hours by dates.
type ScheduleDatesPage struct {
	views.Base
	Dates ScheduleDates
}

// NewScheduleDatesPage makes the page. It sets the title.
func NewScheduleDatesPage(base views.Base, head SchedulesHead, d DatesData) ScheduleDatesPage {
	dates := NewScheduleDates(base.Locale, head, d)
	base.Title, base.Section, base.Path = dates.Title(), "schedules", head.Query.URL()
	return ScheduleDatesPage{base, dates}
}

func (ScheduleDatesPage) View() string { return "schedule-dates-page" }

// DatesData is what is known of a resource's hours by dates.
type DatesData struct {
	Resource  booking.Resource
	Resources []booking.Resource // all of the company's
	Year      int
	Loads     []engine.DayLoad // of each date of the year, without bookings
	Today     booking.Date
	CanChange bool
	Version   int64 // of the setup that it is read from

	Form  *ScheduleForm // nil: none is open
	Day   *DayForm      // likewise
	Month *MonthForm    // the month that was to be as the one before, where that was refused
	Copy  *CopyForm     // to whom what is open was to be copied, likewise

	Problem  booking.Sentence
	Problems map[string]booking.Sentence // by the field's name
	Clash    bool                        // what is open has been changed since by somebody else
	Focus    string                      // the id of what has the focus
}

// ScheduleForm is a schedule that is made or changed.
type ScheduleForm struct {
	Text   bydate.ScheduleText
	Opened string             // what the address has opened: "edit=2026-12-01", "new=2-2"
	Seen   []booking.Schedule // the schedules that are to go, as they were seen; none for a new one
}

// DayForm is a single day that is made or changed.
type DayForm struct {
	Text bydate.OwnDayText
	As   string           // "usual" where it is to be as usual again
	Seen []booking.OwnDay // the day as it was seen; none for one that is not there yet
}

// MonthForm are the single days from which a month was to be made like the one before.
type MonthForm struct {
	First, Last booking.Date // that were looked at
	Seen        []booking.OwnDay
}

// OpenDay opens the form of a date, with the hours that the resource has then.
func (d *DatesData) OpenDay(r booking.Resource, date booking.Date) {
	d.Day = &DayForm{Text: bydate.OwnDayText{Date: date.String(), Hours: bydate.HoursText(r.HoursOn(date.Number(), nil))}}
	d.Day.Seen, d.Focus = slices.Clone(r.DaysWithin(date, date)), "day-hours"
}

// OpenSchedule opens the form of a schedule.
func (d *DatesData) OpenSchedule(s booking.Schedule) {
	d.Form = &ScheduleForm{Text: NewScheduleText(s), Opened: "edit=" + s.From.String(), Seen: []booking.Schedule{s}}
	d.Focus = "schedule-from"
}

// Cycles are the kinds of schedules that are offered: the words of each are hours.new.NAME.
var Cycles = []string{"week", "two-weeks", "2-2", "3-3", "1-3", "day-night"}

// OpenNew opens the form of a new schedule, which is filled in as its kind usually
// is; a number is a cycle of so many days. False for what is no kind.
func (d *DatesData) OpenNew(r booking.Resource, kind string, from booking.Date) bool {
	s := booking.Schedule{From: from, Anchor: from, CycleDays: 7}
	work := func(from, to booking.Clock, days ...int) {
		for _, day := range days {
			s.Hours = append(s.Hours, booking.CycleInterval{Day: day, From: from, To: to})
		}
	}
	day, night := [2]booking.Clock{9 * 60, 21 * 60}, [2]booking.Clock{21 * 60, 9 * 60}
	switch kind {
	case "week", "two-weeks":
		if kind == "two-weeks" {
			s.CycleDays = 14
		}
		for _, w := range r.Weekly {
			for n := 0; n < s.CycleDays; n += 7 {
				work(w.From, w.To, w.Weekday+n)
			}
		}
		s.Anchor = from.AddDays(1 - from.Weekday())
	case "2-2":
		s.CycleDays = 4
		work(day[0], day[1], 1, 2)
	case "3-3":
		s.CycleDays = 6
		work(day[0], day[1], 1, 2, 3)
	case "1-3":
		s.CycleDays = 4
		work(0, booking.DayEnd, 1)
	case "day-night":
		s.CycleDays = 4
		work(day[0], day[1], 1)
		work(night[0], night[1], 2)
	default:
		n, err := strconv.Atoi(kind)
		if err != nil || n < 1 || n > booking.MaxCycleDays {
			return false
		}
		s.CycleDays = n
	}
	d.Form, d.Focus = &ScheduleForm{Text: NewScheduleText(s), Opened: "new=" + kind}, "schedule-from"
	return true
}

// Meet has what is open go over what is stored now, which it shows: the schedule that
// was changed, and one that begins on the same date.
func (d *DatesData) Meet(r booking.Resource) {
	d.Clash, d.Focus = true, "dates-problem"
	if d.Form != nil {
		from, _ := booking.ParseDate(d.Form.Text.From)
		was := d.Form.Seen
		d.Form.Seen = nil
		for _, s := range r.Schedules {
			if s.From == from || slices.ContainsFunc(was, func(o booking.Schedule) bool { return o.From == s.From }) {
				d.Form.Seen = append(d.Form.Seen, s)
			}
		}
	}
	if d.Day != nil {
		if date, err := booking.ParseDate(d.Day.Text.Date); err == nil {
			d.Day.Seen = slices.Clone(r.DaysWithin(date, date))
		}
	}
}

// NewScheduleText is a schedule as it stands in its form; of whole weeks the first day is a Monday.
func NewScheduleText(s booking.Schedule) bydate.ScheduleText {
	s = s.Mondays()
	text := bydate.ScheduleText{From: s.From.String(), Anchor: s.Anchor.String()}
	if s.To != nil {
		text.To = s.To.String()
	}
	for day := 1; day <= s.CycleDays; day++ {
		text.Days = append(text.Days, bydate.HoursText(s.DayHours(day)))
	}
	return text
}

// jsonOf is a list as a form carries it, "" where there is nothing in it.
func jsonOf[T any](list []T) string {
	if len(list) == 0 {
		return ""
	}
	text, _ := json.Marshal(list) // plain structs: it cannot fail
	return string(text)
}
