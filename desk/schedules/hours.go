package schedules

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
	"okno/desk/setup"
)

// HoursSaved is what has become of a HoursChange.
type HoursSaved struct {
	Resource booking.Resource
	Changed  bool // it is other than before
}

// SaveHours performs the change. It is a Conflict where a schedule or a day is another
// one than was seen, or where another one stands in the place of a next one.
func (d *Desk) SaveHours(ctx context.Context, m acts.Member, c setup.HoursChange) (HoursSaved, error) {
	var saved HoursSaved
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		stored, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(stored, func(r booking.Resource) bool { return r.ID == c.Resource })
		if n < 0 {
			return booking.Fail(booking.NotFound, "error.resource_unknown")
		}
		if saved.Resource, err = setup.ApplyHours(stored[n], c); err != nil {
			return err
		}
		if saved.Changed = !saved.Resource.SameHours(&stored[n]); !saved.Changed {
			return acts.ErrUnchanged
		}
		return setupdb.ChangeHours(ctx, a, stored[n], saved.Resource)
	})
	return saved, err
}
