package desk

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// ArchiveResource puts a resource away: it keeps its bookings, those ahead too,
// and nobody can book it any more.
func (d *Desk) ArchiveResource(ctx context.Context, m Member, id booking.ID) error {
	now := d.Now()
	return d.changeResource(ctx, m, id, func(a *db.Act, r booking.Resource) error {
		if r.Archived {
			return acts.ErrUnchanged
		}
		return a.SetResourceArchived(ctx, id, &now)
	})
}

// RestoreResource takes a resource out of the archive, switched on or off as it was.
func (d *Desk) RestoreResource(ctx context.Context, m Member, id booking.ID) error {
	return d.changeResource(ctx, m, id, func(a *db.Act, r booking.Resource) error {
		if !r.Archived {
			return acts.ErrUnchanged
		}
		return a.SetResourceArchived(ctx, id, nil)
	})
}

// SetResourceActive switches a resource on or off.
func (d *Desk) SetResourceActive(ctx context.Context, m Member, id booking.ID, active bool) error {
	return d.changeResource(ctx, m, id, func(a *db.Act, r booking.Resource) error {
		switch {
		case r.Archived:
			return booking.Fail(booking.Conflict, "error.resource_archived")
		case r.Active == active:
			return acts.ErrUnchanged
		}
		return a.SetResourceActive(ctx, id, active)
	})
}

// MoveResource puts a resource before another one of its kind, or last of it
// where before is "".
func (d *Desk) MoveResource(ctx context.Context, m Member, id, before booking.ID) error {
	return d.changeSetup(ctx, m, func(a *db.Act) error {
		all, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		if _, err := resourceIn(all, id); err != nil {
			return err
		}
		order, ok := booking.MovedResource(all, id, before)
		if !ok {
			return booking.Fail(booking.Conflict, "error.order_changed")
		}
		if slices.EqualFunc(all, order, func(r booking.Resource, id booking.ID) bool { return r.ID == id }) {
			return acts.ErrUnchanged
		}
		return a.OrderResources(ctx, order)
	})
}

// changeResource performs a change of one resource.
func (d *Desk) changeResource(ctx context.Context, m Member, id booking.ID, change func(*db.Act, booking.Resource) error) error {
	return d.changeSetup(ctx, m, func(a *db.Act) error {
		resources, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		r, err := resourceIn(resources, id)
		if err != nil {
			return err
		}
		return change(a, r)
	})
}
