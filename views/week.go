package views

import (
	"fmt"
	"strings"

	"okno/booking"
)

// Week is a week in words: «пн–пт 9–18, сб 10–15»; days of several intervals
// are kept apart by semicolons: "Mon–Fri 9–13, 14–18; Sat 10–15". "" where nobody
// works. Touching and overlapping intervals are one.
func (w *Words) Week(week []booking.WeeklyInterval) string {
	merged, _ := booking.MergeWeek(week)
	var days [8]string
	several := false
	for _, i := range merged {
		if days[i.Weekday] != "" {
			days[i.Weekday] += ", "
			several = true
		}
		days[i.Weekday] += hoursOf(i)
	}
	var parts []string
	for from := 1; from <= 7; from++ {
		if days[from] == "" {
			continue
		}
		to := from
		for to < 7 && days[to+1] == days[from] {
			to++
		}
		parts = append(parts, w.days(from, to)+nbsp+strings.ReplaceAll(days[from], " ", nbsp))
		from = to
	}
	if several {
		return strings.Join(parts, "; ")
	}
	return strings.Join(parts, ", ")
}

// days is one weekday, two side by side, or a run of them.
func (w *Words) days(from, to int) string {
	short := func(day int) string { return w.T(fmt.Sprintf("calendar.short.%d", day)) }
	switch {
	case from == to:
		return short(from)
	case from+1 == to:
		return short(from) + "," + nbsp + short(to)
	}
	return short(from) + "–" + short(to)
}

// hoursOf is 9–18 or 9:30–18; a night's hours end at an earlier time than they begin.
func hoursOf(i booking.WeeklyInterval) string {
	to := i.To
	if to == 0 {
		to = booking.DayEnd
	}
	return shortClock(i.From) + "–" + shortClock(to)
}

func shortClock(c booking.Clock) string {
	if c%60 == 0 {
		return fmt.Sprint(int(c) / 60)
	}
	return fmt.Sprintf("%d:%02d", int(c)/60, int(c)%60)
}
