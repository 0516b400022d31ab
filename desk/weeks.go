package desk

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
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
	Joined   []booking.Join // what the merging has made one
}

// Changed says whether the week is another one than before.
func (s WeekSaved) Changed() bool { return !slices.Equal(s.Before, s.Resource.Weekly) }

// SaveWeeks gives resources new weeks, all or none: one that is painted, one
// that is copied to others, and the weeks before, when that is undone. It is a
// Conflict, which names the resources, where any week is not the one seen.
func (d *Desk) SaveWeeks(ctx context.Context, m Member, changes []WeekChange) ([]WeekSaved, error) {
	var saved []WeekSaved
	err := d.changeSetup(ctx, m, func(a *db.Act) error {
		stored, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		if saved, err = applyWeeks(stored, changes); err != nil {
			return err
		}
		var changed []booking.Resource
		for _, s := range saved {
			if s.Changed() {
				changed = append(changed, s.Resource)
			}
		}
		if len(changed) == 0 {
			return acts.ErrUnchanged
		}
		return a.ChangeWeeks(ctx, changed)
	})
	return saved, err
}

// applyWeeks holds the changes against what is stored.
func applyWeeks(stored []booking.Resource, changes []WeekChange) ([]WeekSaved, error) {
	var saved []WeekSaved
	var foreign []string
	for _, c := range changes {
		n := slices.IndexFunc(stored, func(r booking.Resource) bool { return r.ID == c.Resource })
		if n < 0 {
			return nil, booking.Fail(booking.NotFound, "error.resource_unknown")
		}
		s := WeekSaved{Resource: stored[n], Before: stored[n].Weekly}
		if !slices.Equal(week(s.Before), week(c.Seen)) && !sameWeek(s.Before, c.Week) {
			foreign = append(foreign, s.Resource.Name)
		}
		s.Resource.Weekly, s.Joined = booking.MergeWeek(slices.Clone(c.Week))
		saved = append(saved, s)
	}
	if len(foreign) > 0 {
		return nil, booking.Fail(booking.Conflict, "week.conflict.names", "names", foreign)
	}
	return saved, nil
}

// sameWeek says whether two weeks are the same once they are merged.
func sameWeek(a, b []booking.WeeklyInterval) bool {
	one, _ := booking.MergeWeek(slices.Clone(a))
	other, _ := booking.MergeWeek(slices.Clone(b))
	return slices.Equal(one, other)
}
