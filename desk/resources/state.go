package resources

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
	"okno/desk/setup"
)

var kind = setup.Switch[booking.Resource]{
	Table: setupdb.ResourcesTable, Unknown: "error.resource_unknown", Archived: "error.resource_archived",
	All: func(ctx context.Context, a *db.Act) ([]booking.Resource, error) { return a.Resources(ctx) },
	State: func(r booking.Resource) setup.State {
		return setup.State{ID: r.ID, Active: r.Active, Archived: r.Archived}
	},
}

// ArchiveResource puts a resource away: it keeps its bookings, those ahead too,
// and nobody can book it any more.
func (d *Desk) ArchiveResource(ctx context.Context, m acts.Member, id booking.ID) error {
	return kind.Archive(ctx, d.Desk, m, id)
}

// RestoreResource takes a resource out of the archive, switched on or off as it was.
func (d *Desk) RestoreResource(ctx context.Context, m acts.Member, id booking.ID) error {
	return kind.Restore(ctx, d.Desk, m, id)
}

// SetResourceActive switches a resource on or off.
func (d *Desk) SetResourceActive(ctx context.Context, m acts.Member, id booking.ID, active bool) error {
	return kind.SetActive(ctx, d.Desk, m, id, active)
}
