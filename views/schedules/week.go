package schedules

import (
	"okno/booking"
	"okno/booking/weekly"
	"okno/views"
)

// ScheduleWeekPage is GET /schedules?view=week: one resource's working week, as
// typed rows and as a grid to paint on.
type ScheduleWeekPage struct {
	views.Base
	Week ScheduleWeek
}

// NewScheduleWeekPage makes the page. It sets the title.
func NewScheduleWeekPage(base views.Base, head SchedulesHead, d WeekData) ScheduleWeekPage {
	week := NewScheduleWeek(base.Locale, head, d)
	base.Title, base.Section, base.Path = week.Title(), "schedules", head.Query.URL()
	return ScheduleWeekPage{base, week}
}

func (ScheduleWeekPage) View() string { return "schedule-week-page" }

// WeekData is what is known of a resource's week.
type WeekData struct {
	Resource  booking.Resource // its Weekly is what is stored now
	Resources []booking.Resource
	Rows      []weekly.WeekRow // what stands in the form: stored, typed or painted
	Seen      string           // the week that the rows began from, as booking.WeekText
	Changed   bool             // the rows are not stored
	CanChange bool

	Problem    booking.Sentence            // above the form
	Problems   map[string]booking.Sentence // by the field's name
	Conflict   bool                        // somebody else has saved another week meanwhile
	Joined     []weekly.Join               // what saving has made one
	Focus      string                      // id of the field that takes the focus
	CopyFrom   int                         // weekday
	CopyTo     []int
	CopyOpen   bool
	ShareTo    []booking.ID // the resources ticked for a copy of the week
	ShareOpen  bool
	ShareWrong booking.Sentence
}

// ScheduleWeek is the fragment #schedules of the week.
type ScheduleWeek struct {
	WeekData
	W     *views.Words
	Head  SchedulesHead
	Hue   views.Hue
	Days  []WeekDay
	Grid  HoursGrid
	Total string
	None  bool // the company has no resources
	said  map[string]string
}

// WeekDay is one day with its rows.
type WeekDay struct {
	Number      int
	Name, Short string
	Rows        []WeekRow
	Total       string // of the intervals that begin on it
	Stored      string // what is stored, in words; for the comparison after a conflict
	Typed       string
}

// NewScheduleWeek makes the fragment.
func NewScheduleWeek(locale string, head SchedulesHead, d WeekData) ScheduleWeek {
	w := views.In(locale)
	v := ScheduleWeek{WeekData: d, W: w, Head: head, None: d.Resource.ID == "", said: map[string]string{}}
	for field, sentence := range d.Problems {
		v.said[field] = w.Say(sentence)
	}
	for _, r := range d.Resources {
		if r.ID == d.Resource.ID {
			v.Hue = views.ResourceHue(r)
		}
	}
	drawn := drawnWeek(d.Rows)
	for number := 1; number <= 7; number++ {
		day := WeekDay{
			Number: number, Name: w.Weekday(number), Short: w.WeekdayShort(number),
			Total:  hoursSaid(w, dayOfWeek(drawn, number)),
			Stored: intervalTexts(w, dayOfWeek(d.Resource.Weekly, number)),
			Typed:  typedInterval(w, d.Rows, number),
		}
		for _, r := range d.Rows {
			if r.Weekday == number {
				day.Rows = append(day.Rows, v.row(r))
			}
		}
		v.Days = append(v.Days, day)
	}
	v.Grid = weekGrid(w, drawn)
	v.Grid.CanChange = d.CanChange
	v.Total = weekTotal(w, drawn)
	return v
}

func (ScheduleWeek) View() string { return "schedule-week-fragment" }

// drawnWeek is what of the rows can be drawn: those that are not understood are
// left out, and a question that is open is taken for a yes.
func drawnWeek(rows []weekly.WeekRow) []booking.WeeklyInterval {
	var week []booking.WeeklyInterval
	for _, r := range rows {
		r.Night = true
		if one, err := weekly.ReadWeek([]weekly.WeekRow{r}); err == nil {
			week = append(week, one...)
		}
	}
	merged, _ := weekly.Merge(week)
	return merged
}

// weekGrid is a week as a picture.
func weekGrid(w *views.Words, week []booking.WeeklyInterval) HoursGrid {
	g := HoursGrid{W: w, Label: w.T("week.grid"), Total: w.T("week.total", "time", "{time}"), None: w.T("week.total.none")}
	for number := 1; number <= 7; number++ {
		g.Days = append(g.Days, GridDay{Number: number, Name: w.Weekday(number), Short: w.WeekdayShort(number)})
	}
	var hours []booking.CycleInterval
	for _, i := range week {
		hours = append(hours, booking.CycleInterval{Day: i.Weekday, From: i.From, To: i.To})
	}
	g.draw(hours)
	return g
}

func dayOfWeek(week []booking.WeeklyInterval, weekday int) []booking.WeeklyInterval {
	var day []booking.WeeklyInterval
	for _, i := range week {
		if i.Weekday == weekday {
			day = append(day, i)
		}
	}
	return day
}

// Title is what the window is called.
func (v ScheduleWeek) Title() string {
	if v.None {
		return v.W.T("schedules.title")
	}
	return v.W.T("week.title", "name", v.Resource.Name)
}

// URL is where the form goes; CopiesURL where the week goes to other resources.
func (v ScheduleWeek) URL() string       { return "/resources/" + string(v.Resource.ID) + "/week" }
func (v ScheduleWeek) CopiesURL() string { return v.URL() + "/copies" }

// PageURL is the page without what has been typed.
func (v ScheduleWeek) PageURL() string { return v.Head.Query.Of(v.Resource.ID).URL() }

// NowText is the stored week, for the forms that carry it.
func (v ScheduleWeek) NowText() string { return weekly.WeekText(v.Resource.Weekly) }

// Initials are the resource's.
func (v ScheduleWeek) Initials() string { return views.Initials(v.Resource.Name) }

// Said is what is wrong with a field, "" where nothing is; ProblemText what is
// wrong with all.
func (v ScheduleWeek) Said(field string) string { return v.said[field] }
func (v ScheduleWeek) ProblemText() string      { return v.W.Say(v.Problem) }
func (v ScheduleWeek) ShareText() string        { return v.W.Say(v.ShareWrong) }

// JoinedTexts are sentences about what saving has made one.
func (v ScheduleWeek) JoinedTexts() []string {
	var all []string
	for _, j := range v.Joined {
		all = append(all, v.W.T("week.joined", "of", dated(v.W, j.Of), "into", dated(v.W, j.Into)))
	}
	return all
}
