package services

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/serviceorder"
	"okno/db"
	"okno/db/setupdb"
)

// MoveService puts a service before another one of its category, or last in it
// where before is "".
func (d *Desk) MoveService(ctx context.Context, m acts.Member, id, before booking.ID) error {
	return d.ChangeSetup(ctx, m, func(a *db.Act) error {
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		return orderServices(ctx, a, services, id, before)
	})
}

// MoveCategory puts a category before another one, or last where before is nil.
func (d *Desk) MoveCategory(ctx context.Context, m acts.Member, category string, before *string) error {
	return d.ChangeSetup(ctx, m, func(a *db.Act) error {
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		moved, ok := serviceorder.MovedCategory(services, category, before)
		if !ok {
			return booking.Fail(booking.Conflict, "error.order_changed")
		}
		return putOrder(ctx, a, services, moved)
	})
}

func orderServices(ctx context.Context, a *db.Act, services []booking.Service, id, before booking.ID) error {
	moved, ok := serviceorder.Moved(services, id, before)
	if !ok {
		if _, err := kind.In(services, id); err != nil {
			return err
		}
		return booking.Fail(booking.Conflict, "error.order_changed")
	}
	return putOrder(ctx, a, services, moved)
}

func putOrder(ctx context.Context, a *db.Act, before, after []booking.Service) error {
	if slices.EqualFunc(before, after, func(a, b booking.Service) bool { return a.ID == b.ID }) {
		return acts.ErrUnchanged
	}
	ids := make([]booking.ID, len(after))
	for i, s := range after {
		ids[i] = s.ID
	}
	return setupdb.OrderServices(ctx, a, ids)
}

// after is the service that stands behind id in its category, "" for the last one.
func after(services []booking.Service, id booking.ID) booking.ID {
	all := serviceorder.Grouped(services)
	i := slices.IndexFunc(all, func(s booking.Service) bool { return s.ID == id })
	if i+1 < len(all) && all[i+1].Category == all[i].Category && !all[i+1].Archived {
		return all[i+1].ID
	}
	return ""
}
