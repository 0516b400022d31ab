package setup

import (
	"cmp"
	"slices"

	"okno/booking"
	"okno/booking/weekly"
)

// WeekChange is a resource's new week, and the week that whoever changes it has
// seen: a change that he has not seen is never overwritten. The week itself is
// compared and not the resource's revision, so that a new name or photo does
// not stand in the way, and an import of a company file does.
type WeekChange struct {
	Resource   booking.ID
	Seen, Week []booking.WeeklyInterval
}

// WeekSaved is what has become of a WeekChange.
type WeekSaved struct {
	Resource booking.Resource // with its new week, merged
	Before   []booking.WeeklyInterval
	Joined   []weekly.Join // what the merging has made one
}

// Changed says whether the week is another one than before.
func (s WeekSaved) Changed() bool { return !slices.Equal(s.Before, s.Resource.Weekly) }

// ApplyWeeks holds the changes against what is stored.
func ApplyWeeks(stored []booking.Resource, changes []WeekChange) ([]WeekSaved, error) {
	var saved []WeekSaved
	var foreign []string
	for _, c := range changes {
		n := slices.IndexFunc(stored, func(r booking.Resource) bool { return r.ID == c.Resource })
		if n < 0 {
			return nil, booking.Fail(booking.NotFound, "error.resource_unknown")
		}
		s := WeekSaved{Resource: stored[n], Before: stored[n].Weekly}
		if !slices.Equal(Week(s.Before), Week(c.Seen)) && !sameWeek(s.Before, c.Week) {
			foreign = append(foreign, s.Resource.Name)
		}
		s.Resource.Weekly, s.Joined = weekly.Merge(slices.Clone(c.Week))
		saved = append(saved, s)
	}
	if len(foreign) > 0 {
		return nil, booking.Fail(booking.Conflict, "week.conflict.names", "names", foreign)
	}
	return saved, nil
}

// sameWeek says whether two weeks are the same once they are merged.
func sameWeek(a, b []booking.WeeklyInterval) bool {
	one, _ := weekly.Merge(slices.Clone(a))
	other, _ := weekly.Merge(slices.Clone(b))
	return slices.Equal(one, other)
}

// Week is the hours of a week in the order of their days and times, each once.
func Week(intervals []booking.WeeklyInterval) []booking.WeeklyInterval {
	return slices.Compact(slices.SortedFunc(slices.Values(intervals), func(a, b booking.WeeklyInterval) int {
		return cmp.Or(cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	}))
}
