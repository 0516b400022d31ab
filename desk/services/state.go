package services

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
	"okno/desk/setup"
)

var kind = setup.Switch[booking.Service]{
	Table: setupdb.ServicesTable, Unknown: "error.service_unknown", Archived: "error.service_archived",
	All: func(ctx context.Context, a *db.Act) ([]booking.Service, error) { return a.Services(ctx) },
	State: func(s booking.Service) setup.State {
		return setup.State{ID: s.ID, Active: s.Active, Archived: s.Archived}
	},
}

// ArchiveService puts a service away: it keeps its bookings and is offered to nobody.
func (d *Desk) ArchiveService(ctx context.Context, m acts.Member, id booking.ID) error {
	return kind.Archive(ctx, d.Desk, m, id)
}

// RestoreService takes a service out of the archive, switched on or off as it was.
func (d *Desk) RestoreService(ctx context.Context, m acts.Member, id booking.ID) error {
	return kind.Restore(ctx, d.Desk, m, id)
}

// SetServiceActive switches a service on or off.
func (d *Desk) SetServiceActive(ctx context.Context, m acts.Member, id booking.ID, active bool) error {
	return kind.SetActive(ctx, d.Desk, m, id, active)
}
