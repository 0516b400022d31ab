package schedules

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/bydate"
	"okno/views"
)

// ScheduleDates is the fragment #schedules of the dates.
type ScheduleDates struct {
	DatesData
	W         *views.Words
	Head      SchedulesHead
	Hue       views.Hue
	None      bool // the company has no resources
	Schedules []DatedLine
	Own       []DatedLine // from today on
	Months    []YearMonth
	Weekdays  []string
	Clashes   *views.Clashes // what was typed, beside what somebody else has saved
	said      map[string]string
}

// DatedLine is a schedule or a single day in the list.
type DatedLine struct {
	ID, Dates, Text, URL string
	Now                  bool // it holds today
}

// YearMonth is a month of the year at a glance.
type YearMonth struct {
	Name  string
	Value string // 2026-12
	Seen  string // the single days from which it would be as the one before, as JSON
	Weeks [][]YearDay
}

// YearDay is a date; the zero one fills a week up.
type YearDay struct {
	Number       int
	ID, URL      string
	Label, Class string
	Today        bool
}

// NewScheduleDates makes the fragment.
func NewScheduleDates(locale string, head SchedulesHead, d DatesData) ScheduleDates {
	w := views.In(locale)
	v := ScheduleDates{DatesData: d, W: w, Head: head, None: d.Resource.ID == "", Hue: views.ResourceHue(d.Resource), said: map[string]string{}}
	for field, sentence := range d.Problems {
		v.said[field] = w.Say(sentence)
	}
	today := d.Resource.ScheduleOn(d.Today.Number())
	for i := range d.Resource.Schedules {
		s := &d.Resource.Schedules[i]
		v.Schedules = append(v.Schedules, DatedLine{"schedule-" + s.From.String(), v.span(*s), v.cycleSaid(*s), v.open("edit", s.From.String()), s == today && d.Resource.OwnDayOn(d.Today) == nil})
	}
	for _, own := range d.Resource.Days {
		if !own.Date.Before(d.Today) {
			v.Own = append(v.Own, DatedLine{"own-" + own.Date.String(), w.Day(own.Date).Short(), v.daySaid(own.Hours), v.open("day", own.Date.String()), own.Date == d.Today})
		}
	}
	for day := 1; day <= 7; day++ {
		v.Weekdays = append(v.Weekdays, w.WeekdayShort(day))
	}
	v.months()
	v.Clashes = v.clashes()
	return v
}

func (ScheduleDates) View() string { return "schedule-dates-fragment" }

// Title is what the window is called.
func (v ScheduleDates) Title() string {
	if v.None {
		return v.W.T("schedules.title")
	}
	return v.W.T("hours.title", "name", v.Resource.Name)
}

// Said is what is wrong with a field; ProblemText with all.
func (v ScheduleDates) Said(field string) string { return v.said[field] }
func (v ScheduleDates) ProblemText() string      { return v.W.Say(v.Problem) }

// URL is where the form of schedules goes, DaysURL that of a day; RepeatURL gives
// a month the hours of the one before.
func (v ScheduleDates) URL() string       { return "/resources/" + string(v.Resource.ID) + "/schedules" }
func (v ScheduleDates) DaysURL() string   { return "/resources/" + string(v.Resource.ID) + "/days" }
func (v ScheduleDates) RepeatURL() string { return v.DaysURL() + "/repetition" }

// PageURL is the page with nothing open; WeekURL the ordinary week.
func (v ScheduleDates) PageURL() string { return v.query(v.Year).URL() }
func (v ScheduleDates) WeekURL() string { return v.Head.Query.In("week").Of(v.Resource.ID).URL() }

// YearURL is the page of another year.
func (v ScheduleDates) YearURL(years int) string { return v.query(v.Year + years).URL() }

func (v ScheduleDates) query(year int) ScheduleQuery {
	return v.Head.Query.In("dates").Of(v.Resource.ID).At(booking.Date{Year: year, Month: 1, Day: 1})
}

func (v ScheduleDates) open(name, value string) string {
	return v.PageURL() + "&" + url.Values{name: {value}}.Encode()
}

// NewsURL asks for the page with what is open in it, where the setup is another one by now; "" while
// it says what is wrong with what was sent.
func (v ScheduleDates) NewsURL() string {
	here := url.Values{"since": {strconv.FormatInt(v.Version, 10)}}
	switch {
	case v.None || v.Problem.Key != "" || v.Copy != nil:
		return ""
	case v.Form != nil:
		name, value, _ := strings.Cut(v.Form.Opened, "=")
		here.Set(name, value)
	case v.Day != nil:
		here.Set("day", v.Day.Text.Date)
	}
	return v.PageURL() + "&" + here.Encode()
}

// LeaveURL is the page with nothing open and the focus where the form was opened.
func (v ScheduleDates) LeaveURL() string {
	back := "dates-schedules"
	switch {
	case v.Day != nil:
		back = "date-" + v.Day.Text.Date
	case strings.HasPrefix(v.Form.Opened, "edit="):
		back = "schedule-" + strings.TrimPrefix(v.Form.Opened, "edit=")
	}
	return v.open("back", back)
}

// FormSeen and DaySeen are what the forms were begun with, as they carry it.
func (v ScheduleDates) FormSeen() string { return jsonOf(v.Form.Seen) }
func (v ScheduleDates) DaySeen() string  { return jsonOf(v.Day.Seen) }

// FormDraft and DayDraft are under what name the browser keeps what is typed.
func (v ScheduleDates) FormDraft() string {
	return "schedule:" + string(v.Resource.ID) + ":" + v.Form.Opened
}
func (v ScheduleDates) DayDraft() string {
	return "day:" + string(v.Resource.ID) + ":" + v.Day.Text.Date
}

// Earlier and Later say whether there is a year before and after.
func (v ScheduleDates) Earlier() bool { return v.Year > booking.FirstYear }
func (v ScheduleDates) Later() bool   { return v.Year < booking.LastYear }

// Initials are the resource's.
func (v ScheduleDates) Initials() string { return views.Initials(v.Resource.Name) }

// OrdinaryText is the ordinary week.
func (v ScheduleDates) OrdinaryText() string {
	if text := v.W.Week(v.Resource.Weekly); text != "" {
		return text
	}
	return v.W.T("week.total.none")
}

// Offers are the kinds of new schedules.
func (v ScheduleDates) Offers() []views.Choice {
	var all []views.Choice
	for _, kind := range Cycles {
		all = append(all, views.Choice{Value: v.open("new", kind), Label: v.W.T("hours.new." + kind)})
	}
	return all
}

// span says from when to when a schedule holds.
func (v ScheduleDates) span(s booking.Schedule) string {
	if s.To == nil {
		return v.W.T("hours.since", "from", v.W.Day(s.From).Full())
	}
	return v.W.T("hours.span", "from", v.W.Day(s.From).Full(), "to", v.W.Day(*s.To).Full())
}

// cycleSaid is what a schedule has: weeks as weeks are said, other cycles day by day.
func (v ScheduleDates) cycleSaid(s booking.Schedule) string {
	s = s.Mondays()
	var parts []string
	if s.CycleDays%7 == 0 {
		for n := 0; n < s.CycleDays; n += 7 {
			var week []booking.WeeklyInterval
			for _, h := range s.Hours {
				if h.Day > n && h.Day <= n+7 {
					week = append(week, booking.WeeklyInterval{Weekday: h.Day - n, From: h.From, To: h.To})
				}
			}
			text := v.W.Week(week)
			if text == "" {
				text = v.W.T("hours.off")
			}
			if s.CycleDays > 7 {
				text = v.W.T("hours.week", "n", n/7+1) + ": " + text
			}
			parts = append(parts, text)
		}
		return strings.Join(parts, "; ")
	}
	for day := 1; day <= s.CycleDays; day++ {
		parts = append(parts, strconv.Itoa(day)+": "+v.daySaid(s.DayHours(day)))
	}
	return v.W.T("hours.cycle", "count", s.CycleDays) + ". " + strings.Join(parts, "; ")
}

func (v ScheduleDates) daySaid(hours []booking.Interval) string {
	var all []string
	for _, h := range hours {
		all = append(all, v.W.Clocks(h.From, h.To))
	}
	if len(all) == 0 {
		return v.W.T("hours.off")
	}
	return strings.Join(all, ", ")
}

// FormDay is a row of the open schedule's form.
type FormDay struct{ Name, Label, Value, Wrong string }

// FormDays are its rows.
func (v ScheduleDates) FormDays() []FormDay {
	var all []FormDay
	for i, value := range v.Form.Text.Days {
		name := fmt.Sprint("day-", i+1)
		all = append(all, FormDay{name, v.dayLabel(i), v.W.TypedHours(value), v.said[name]})
	}
	return all
}

// dayLabel is what the day of the open schedule's cycle is called.
func (v ScheduleDates) dayLabel(i int) string {
	switch {
	case !v.Weekly():
		return v.W.T("hours.day", "n", i+1)
	case v.Plain():
		return v.W.Weekday(i + 1)
	}
	return v.W.T("hours.week", "n", i/7+1) + ", " + v.W.WeekdayShort(i%7+1)
}

// AnchorLabel is what the first date of the cycle is called.
func (v ScheduleDates) AnchorLabel() string {
	if v.Weekly() {
		return v.W.T("hours.anchor.week")
	}
	return v.W.T("hours.anchor")
}

// Weekly says whether the open schedule is of whole weeks, Plain whether of a single one.
func (v ScheduleDates) Weekly() bool { return len(v.Form.Text.Days)%7 == 0 }
func (v ScheduleDates) Plain() bool  { return len(v.Form.Text.Days) == 7 }

// DayValue is what the open day's form holds.
func (v ScheduleDates) DayValue() string { return v.W.TypedHours(v.Day.Text.Hours) }

// DayTitle is the open day.
func (v ScheduleDates) DayTitle() string {
	if date, err := booking.ParseDate(v.Day.Text.Date); err == nil {
		return v.W.Heading(date)
	}
	return v.W.T("hours.day.new")
}

// months is the year at a glance.
func (v *ScheduleDates) months() {
	for month := time.January; month <= time.December && len(v.Loads) > 0; month++ {
		first := booking.Date{Year: v.Year, Month: month, Day: 1}
		m := YearMonth{Name: v.W.MonthWithin(first), Value: first.String()[:7]}
		m.Seen = jsonOf(v.Resource.DaysWithin(bydate.BeforeMonth(first), first.AddDays(31-first.AddDays(31).Day)))
		week := make([]YearDay, first.Weekday()-1, 7)
		for d := first; d.Month == month; d = d.AddDays(1) {
			week = append(week, v.yearDay(d))
			if len(week) == 7 {
				m.Weeks, week = append(m.Weeks, week), nil
			}
		}
		if len(week) > 0 {
			m.Weeks = append(m.Weeks, append(week, make([]YearDay, 7-len(week))...))
		}
		v.Months = append(v.Months, m)
	}
}

func (v ScheduleDates) yearDay(d booking.Date) YearDay {
	load := v.Loads[booking.Date{Year: v.Year, Month: 1, Day: 1}.DaysUntil(d)]
	hours := v.Resource.HoursOn(d.Number(), nil)
	day := YearDay{Number: d.Day, ID: "date-" + d.String(), URL: v.open("day", d.String()), Today: d == v.Today, Class: "is-off"}
	label := v.W.DateShort(d) + ": " + v.daySaid(hours)
	switch {
	case load.Open > 0:
		day.Class = "is-open"
	case len(hours) > 0 && load.Closed > 0:
		day.Class, label = "is-blocked", label+", "+v.W.T("hours.legend.blocked")
	}
	switch {
	case v.Resource.OwnDayOn(d) != nil:
		day.Class, label = day.Class+" is-own", label+", "+v.W.T("hours.legend.own")
	case v.Resource.ScheduleOn(d.Number()) != nil:
		day.Class, label = day.Class+" is-dated", label+", "+v.W.T("hours.legend.dated")
	}
	day.Label = label
	return day
}
