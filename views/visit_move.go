package views

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"okno/booking"
)

// VisitWeeks is how many weeks the choice of another time shows at once.
const VisitWeeks = 4

// VisitMoveData is what the choice of another time is made of.
type VisitMoveData struct {
	Days    []booking.Day // whole weeks, from a Monday on
	Day     booking.Date  // whose times are shown; the zero Date where none is free
	Today   booking.Date
	Last    booking.Date // the company's horizon
	Anyone  bool         // also with somebody else than the booking's own specialist
	Others  bool         // there is somebody else
	Seen    string       // version tag of the booking
	Start   string       // what was chosen, where that was refused
	Without bool         // nobody can be asked: the service or the specialist is gone
}

// VisitMove is the choice of another time: a form that works without scripts.
type VisitMove struct {
	Seen     string
	With     string // "any", or ""
	Month    string // what the weeks are called
	Weeks    [][]VisitDay
	Weekdays []string
	Earlier  string // address of the weeks before, "" where there are none
	Later    string
	Day      string // «Среда, 2 декабря»
	Slots    []VisitSlot
	None     string // why there are no times
	People   []VisitPeople
}

// VisitDay is a date in the weeks; URL is "" where nothing is free.
type VisitDay struct {
	Number int
	Label  string // «среда, 2 декабря, есть время»
	URL    string
	Chosen bool
	Today  bool
}

// VisitSlot is a time that can be had.
type VisitSlot struct {
	Start, Time string
	Now         bool // where the booking stands
	Chosen      bool
}

// VisitPeople is a choice of whom to go to.
type VisitPeople struct {
	Label, URL string
	Chosen     bool
}

func newVisitMove(w *Words, d VisitData) VisitMove {
	m := d.Move
	v := VisitMove{Seen: m.Seen}
	if m.Anyone {
		v.With = "any"
	}
	for i := 1; i <= 7; i++ {
		v.Weekdays = append(v.Weekdays, w.WeekdayShort(i))
	}
	if m.Without || len(m.Days) == 0 {
		v.None = w.T("visit.move.closed")
		return v
	}
	first, last := m.Days[0].Date, m.Days[len(m.Days)-1].Date
	v.Month = w.spanOfMonths(first, last)
	if m.Today.Before(first) {
		v.Earlier = v.url(d.Token, first.AddDays(-7*VisitWeeks), m.Anyone)
	}
	if last.Before(m.Last) {
		v.Later = v.url(d.Token, last.AddDays(1), m.Anyone)
	}
	for i, day := range m.Days {
		if i%7 == 0 {
			v.Weeks = append(v.Weeks, nil)
		}
		cell := VisitDay{Number: day.Date.Day, Chosen: day.Date == m.Day, Today: day.Date == m.Today}
		cell.Label = w.DayMonth(day.Date)
		if len(day.Slots) > 0 {
			cell.URL = v.url(d.Token, day.Date, m.Anyone)
			cell.Label = w.T("visit.move.free_day", "day", cell.Label)
		}
		v.Weeks[i/7] = append(v.Weeks[i/7], cell)
		if !cell.Chosen {
			continue
		}
		v.Day = w.DayMonth(day.Date)
		for _, s := range day.Slots {
			start := s.Start.Format("2006-01-02T15:04:05Z07:00")
			v.Slots = append(v.Slots, VisitSlot{start, w.Time(s.Start), s.Start.Equal(d.Booking.Start), start == m.Start})
		}
	}
	if len(v.Slots) == 0 {
		v.None = w.T("visit.move.none")
	}
	if m.Others {
		day := m.Day
		if day == (booking.Date{}) {
			day = first
		}
		v.People = []VisitPeople{
			{w.T("visit.move.same", "names", staffNames(d.Resources)), v.url(d.Token, day, false), !m.Anyone},
			{w.T("visit.move.anyone"), v.url(d.Token, day, true), m.Anyone},
		}
	}
	return v
}

func (VisitMove) url(token string, day booking.Date, anyone bool) string {
	q := url.Values{"day": {day.String()}}
	if anyone {
		q.Set("with", "any")
	}
	return "/m/" + token + "/move?" + q.Encode()
}

func staffNames(resources []booking.Resource) []string {
	var names []string
	for _, r := range resources {
		if r.Kind == booking.Staff {
			names = append(names, r.Name)
		}
	}
	return names
}

// spanOfMonths names the months of the dates from first to last: «Ноябрь – декабрь 2026».
func (w *Words) spanOfMonths(first, last booking.Date) string {
	switch {
	case first.Year != last.Year:
		return fmt.Sprintf("%s %d – %s", w.month(first), first.Year, w.monthWithin(last))
	case first.Month != last.Month:
		return fmt.Sprintf("%s – %s", w.month(first), w.monthWithin(last))
	}
	return fmt.Sprintf("%s %d", w.month(first), first.Year)
}

// month is the name of the month of a date, as it stands at the beginning.
func (w *Words) month(d booking.Date) string {
	return w.T("month.name." + strconv.Itoa(int(d.Month)))
}

// monthWithin is the month and the year after other words: «ноябрь 2026», "November 2026".
func (w *Words) monthWithin(d booking.Date) string {
	name := w.month(d)
	if w.Locale() == "ru" {
		name = strings.ToLower(name)
	}
	return fmt.Sprintf("%s %d", name, d.Year)
}
