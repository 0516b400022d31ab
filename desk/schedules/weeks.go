package schedules

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
	"okno/desk/setup"
)

// SaveWeeks gives resources new weeks, all or none: one that is painted, one
// that is copied to others, and the weeks before, when that is undone. It is a
// Conflict, which names the resources, where any week is not the one seen.
func (d *Desk) SaveWeeks(ctx context.Context, m acts.Member, changes []setup.WeekChange) ([]setup.WeekSaved, error) {
	var saved []setup.WeekSaved
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		stored, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		if saved, err = setup.ApplyWeeks(stored, changes); err != nil {
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
		return setupdb.ChangeWeeks(ctx, a, changed)
	})
	return saved, err
}
