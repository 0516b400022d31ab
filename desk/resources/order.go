package resources

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
)

// MoveResource puts a resource before another one of its kind, or last of it
// where before is "".
func (d *Desk) MoveResource(ctx context.Context, m acts.Member, id, before booking.ID) error {
	return d.ChangeSetup(ctx, m, func(a *db.Act) error {
		all, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		if _, err := kind.In(all, id); err != nil {
			return err
		}
		order, ok := booking.MovedResource(all, id, before)
		if !ok {
			return booking.Fail(booking.Conflict, "error.order_changed")
		}
		if slices.EqualFunc(all, order, func(r booking.Resource, id booking.ID) bool { return r.ID == id }) {
			return acts.ErrUnchanged
		}
		return setupdb.OrderResources(ctx, a, order)
	})
}
