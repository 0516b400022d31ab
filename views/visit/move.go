package visit

import (
	"net/url"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
)

// VisitMoveData is what the choice of another time is made of.
type VisitMoveData struct {
	Days    []engine.Day // whole weeks, from a Monday on
	Day     booking.Date // whose times are shown; the zero Date where none is free
	Today   booking.Date
	Last    booking.Date // the company's horizon
	Anyone  bool         // also with somebody else than the booking's own specialist
	Others  bool         // there is somebody else
	Seen    string       // version tag of the booking
	Start   string       // what was chosen, where that was refused
	Without bool         // nobody can be asked: the service or the specialist is gone
}

func newVisitMove(w *views.Words, d VisitData) views.VisitMove {
	m := d.Move
	v := views.VisitMove{Seen: m.Seen}
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
	v.Month = w.SpanOfMonths(first, last)
	if m.Today.Before(first) {
		v.Earlier = moveURL(d.Token, first.AddDays(-7*views.VisitWeeks), m.Anyone)
	}
	if last.Before(m.Last) {
		v.Later = moveURL(d.Token, last.AddDays(1), m.Anyone)
	}
	for i, day := range m.Days {
		if i%7 == 0 {
			v.Weeks = append(v.Weeks, nil)
		}
		cell := views.VisitDay{Number: day.Date.Day, Chosen: day.Date == m.Day, Today: day.Date == m.Today}
		cell.Label = w.DayMonth(day.Date)
		if len(day.Slots) > 0 {
			cell.URL = moveURL(d.Token, day.Date, m.Anyone)
			cell.Label = w.T("visit.move.free_day", "day", cell.Label)
		}
		v.Weeks[i/7] = append(v.Weeks[i/7], cell)
		if !cell.Chosen {
			continue
		}
		v.Day = w.DayMonth(day.Date)
		for _, s := range day.Slots {
			start := s.Start.Format("2006-01-02T15:04:05Z07:00")
			v.Slots = append(v.Slots, views.VisitSlot{Start: start, Time: w.Time(s.Start), Now: s.Start.Equal(d.Booking.Start), Chosen: start == m.Start})
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
		v.People = []views.VisitPeople{
			{Label: w.T("visit.move.same", "names", staffNames(d.Resources)), URL: moveURL(d.Token, day, false), Chosen: !m.Anyone},
			{Label: w.T("visit.move.anyone"), URL: moveURL(d.Token, day, true), Chosen: m.Anyone},
		}
	}
	return v
}

func moveURL(token string, day booking.Date, anyone bool) string {
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
