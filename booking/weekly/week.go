// Package weekly is the hours of a week: how they are typed, put in order and joined.
package weekly

import (
	"cmp"
	"slices"

	"okno/booking"
)

const (
	weekMinutes = 7 * int(booking.DayEnd)
	// MaxWeekRows bounds the intervals of one resource's week.
	MaxWeekRows = 200
	// MaxWeekCopies bounds how many resources take over a week at once.
	MaxWeekCopies = 100
)

// WeekMinutes is the length of all intervals together.
func WeekMinutes(week []booking.WeeklyInterval) int {
	sum := 0
	for _, i := range week {
		sum += i.Minutes()
	}
	return sum
}

// Sort puts intervals into the order of the week.
func Sort(week []booking.WeeklyInterval) {
	slices.SortFunc(week, func(a, b booking.WeeklyInterval) int {
		return cmp.Or(cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}

// Join is several intervals that have become one, or as many as it takes where
// they are longer than a day together.
type Join struct{ Of, Into []booking.WeeklyInterval }

// Merge is the same working time in as few intervals as people would write:
// overlapping ones become one, and so do touching ones, unless they touch at
// midnight, where one day's hours end and the next day's begin. It covers the
// same minutes of the week as what it was given, in order, and merging it again
// changes nothing. joined says what became of what.
func Merge(week []booking.WeeklyInterval) (merged []booking.WeeklyInterval, joined []Join) {
	for _, g := range weekGroups(week) {
		into := g.intervals()
		merged = append(merged, into...)
		if len(g.of) > 1 {
			Sort(g.of)
			joined = append(joined, Join{g.of, into})
		}
	}
	Sort(merged)
	return merged, joined
}

// weekGroup is a stretch of the week and the intervals that it is made of.
type weekGroup struct {
	from, to int
	of       []booking.WeeklyInterval
}

// meets says whether an interval that begins at from belongs to a stretch that
// ends at to and began before.
func meets(to, from int) bool { return from < to || from == to && from%int(booking.DayEnd) != 0 }

// weekGroups joins what overlaps or touches, also over the end of the week.
func weekGroups(week []booking.WeeklyInterval) []weekGroup {
	var all, groups []weekGroup
	for _, i := range week {
		from, to := i.Span()
		if from < to {
			all = append(all, weekGroup{from, to, []booking.WeeklyInterval{i}})
		}
	}
	slices.SortStableFunc(all, func(a, b weekGroup) int { return cmp.Compare(a.from, b.from) })
	for _, g := range all {
		if n := len(groups); n > 0 && meets(groups[n-1].to, g.from) {
			groups[n-1].take(g, 0)
		} else {
			groups = append(groups, g)
		}
	}
	for len(groups) > 1 {
		last := &groups[len(groups)-1]
		if last.to <= weekMinutes || !meets(last.to, groups[0].from+weekMinutes) {
			break
		}
		last.take(groups[0], weekMinutes)
		groups = groups[1:]
	}
	return groups
}

func (g *weekGroup) take(o weekGroup, later int) {
	g.to = max(g.to, o.to+later)
	g.of = append(g.of, o.of...)
}

// intervals writes the stretch down: as one interval where it is no longer than
// a day, else cut at each midnight.
func (g weekGroup) intervals() []booking.WeeklyInterval {
	day := int(booking.DayEnd)
	if g.to-g.from >= weekMinutes { // no end, no beginning
		g.from, g.to = 0, weekMinutes
	}
	var all []booking.WeeklyInterval
	for from := g.from; from < g.to; {
		to := g.to
		if g.to-g.from > day {
			to = min(to, (from/day+1)*day)
		}
		start := from % weekMinutes
		i := booking.WeeklyInterval{Weekday: start/day + 1, From: booking.Clock(start % day), To: booking.Clock(start%day + to - from)}
		if i.To > booking.DayEnd {
			i.To -= booking.DayEnd
		}
		all = append(all, i)
		from = to
	}
	return all
}
