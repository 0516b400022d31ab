package booking

import (
	"cmp"
	"slices"
	"time"
)

// NearDays is how many dates before and after the one asked for Near looks at.
const NearDays = 7

// Near are the n free starts nearest to start, in order of time: those of the
// same local date first, then those of the NearDays dates around it; of two
// equally near the earlier one. It is what is offered instead of a time that
// has just been taken. An Ask that makes no sense has none.
//
// It needs the occupancies of NearWindow.
func (c *Calendar) Near(a Ask, start time.Time, n int) []Slot {
	date := DateOf(start, c.Company.Zone)
	days, err := c.Days(a, date.AddDays(-NearDays), date.AddDays(NearDays))
	if err != nil {
		return nil
	}
	var others []Slot
	for i, day := range days {
		if i != NearDays {
			others = append(others, day.Slots...)
		}
	}
	near := nearest(days[NearDays].Slots, start, n)
	near = append(near, nearest(others, start, n-len(near))...)
	slices.SortFunc(near, func(x, y Slot) int { return x.Start.Compare(y.Start) })
	return near
}

// nearest are at most n of slots, the nearest to start first.
func nearest(slots []Slot, start time.Time, n int) []Slot {
	distance := func(s Slot) time.Duration { return s.Start.Sub(start).Abs() }
	slots = slices.Clone(slots)
	slices.SortFunc(slots, func(x, y Slot) int {
		return cmp.Or(cmp.Compare(distance(x), distance(y)), x.Start.Compare(y.Start))
	})
	return slots[:min(max(n, 0), len(slots))]
}
