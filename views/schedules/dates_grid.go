package schedules

import (
	"strconv"

	"okno/booking"
	"okno/booking/bydate"
)

// namedDays is up to how many columns say "Day 3" above them; more have the number alone.
const namedDays = 7

// FormGrid is the open schedule's cycle as a picture. Days whose hours cannot be read are empty in it.
func (v ScheduleDates) FormGrid() HoursGrid {
	g := HoursGrid{W: v.W, CanChange: true, Label: v.W.T("hours.grid"), Total: v.W.T("hours.total", "time", "{time}"), None: v.W.T("week.total.none")}
	if v.Plain() {
		g.Total = v.W.T("week.total", "time", "{time}")
	}
	var hours []booking.CycleInterval
	for i, text := range v.Form.Text.Days {
		d := GridDay{Number: i + 1, Name: v.dayLabel(i), Short: strconv.Itoa(i + 1)}
		switch {
		case v.Weekly():
			d.Short = v.W.WeekdayShort(i%7 + 1)
		case len(v.Form.Text.Days) <= namedDays:
			d.Short = d.Name
		}
		g.Days = append(g.Days, d)
		read, _ := bydate.ReadHours(text)
		for _, h := range read {
			hours = append(hours, booking.CycleInterval{Day: i + 1, From: h.From, To: h.To})
		}
	}
	for n := 1; v.Weekly() && !v.Plain() && n <= len(g.Days)/7; n++ {
		g.Weeks = append(g.Weeks, v.W.T("hours.week", "n", n))
	}
	g.draw(hours)
	return g
}

// FormTotal is the sum of its hours, in words.
func (v ScheduleDates) FormTotal() string {
	minutes := 0
	for _, text := range v.Form.Text.Days {
		read, _ := bydate.ReadHours(text)
		for _, h := range read {
			minutes += booking.WeeklyInterval{From: h.From, To: h.To}.Minutes()
		}
	}
	switch {
	case minutes == 0:
		return v.W.T("week.total.none")
	case v.Plain():
		return v.W.T("week.total", "time", v.W.Minutes(minutes))
	}
	return v.W.T("hours.total", "time", v.W.Minutes(minutes))
}
