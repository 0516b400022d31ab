package views

import (
	"strings"

	"okno/booking"
	"okno/booking/weekly"
)

// Week is a week in words, days of the same hours together: «пн–пт 9–18, сб
// 10–15», «пн, ср 9–13, 14–18; сб 10–15». "" where nobody works. Touching and
// overlapping intervals are one.
func (w *Words) Week(week []booking.WeeklyInterval) string {
	merged, _ := weekly.Merge(week)
	var of [8]string
	for _, i := range merged {
		if of[i.Weekday] != "" {
			of[i.Weekday] += "," + NBSP
		}
		of[i.Weekday] += w.shortHours(i)
	}
	var parts []string
	separator := ", "
	done := map[string]bool{"": true}
	for day := 1; day <= 7; day++ {
		hours := of[day]
		if done[hours] {
			continue
		}
		done[hours] = true
		days := w.days(func(day int) bool { return of[day] == hours })
		if strings.Contains(days+hours, ",") {
			separator = "; "
		}
		parts = append(parts, days+NBSP+hours)
	}
	return strings.Join(parts, separator)
}

// days names the weekdays that are meant: «пн–ср, пт». Two side by side are no run.
func (w *Words) days(meant func(day int) bool) string {
	short := func(day int) string { return w.WeekdayShort(day) }
	var parts []string
	for from := 1; from <= 7; from++ {
		if !meant(from) {
			continue
		}
		to := from
		for to < 7 && meant(to+1) {
			to++
		}
		if to < from+2 {
			to = from
			parts = append(parts, short(from))
		} else {
			parts = append(parts, short(from)+"–"+short(to))
		}
		from = to
	}
	return strings.Join(parts, ", ")
}

// shortHours is 9–18 or 9:30–18; a night's hours end at an earlier time than they begin.
func (w *Words) shortHours(i booking.WeeklyInterval) string {
	to := i.To
	if to == 0 {
		to = booking.DayEnd
	}
	return w.Hours(i.From, to, "–")
}
