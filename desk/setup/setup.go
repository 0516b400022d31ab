package setup

import (
	"context"
	"errors"

	"okno/acts"
	"okno/booking"
	"okno/booking/setuplog"
	"okno/db"
	"okno/db/companydb"
)

// ChangeSetup performs a change of services, resources, hours or exceptions, and
// settles with the bookings that it hits (Member.Resolutions). A change that ends in
// acts.ErrUnchanged is none, and no error.
func (d *Desk) ChangeSetup(ctx context.Context, m acts.Member, change func(*db.Act) error) error {
	return d.WriteSetup(ctx, m, func(a *db.Act, before db.Setup) error {
		if err := change(a); err != nil {
			return err
		}
		return d.Settle(ctx, a, m, before)
	})
}

// WriteSetup performs a change of the setup and writes down what it has changed:
// every process reads the setup anew, and open boards draw themselves anew.
func (d *Desk) WriteSetup(ctx context.Context, m acts.Member, change func(*db.Act, db.Setup) error) error {
	return d.writeSetup(ctx, &m, booking.ChangeSetup, change)
}

// WriteTime is WriteSetup for whoever may block time on the board: those who change the
// setup, and the front desk where the company lets it.
func (d *Desk) WriteTime(ctx context.Context, m acts.Member, change func(*db.Act, db.Setup) error) error {
	return d.writeSetup(ctx, &m, booking.ChangeBookings, func(a *db.Act, before db.Setup) error {
		if m.Role.May(booking.ChangeSetup) {
			return change(a, before)
		}
		may, err := companydb.DeskBlocks(ctx, a.Scope)
		if err != nil {
			return err
		}
		if !may {
			return booking.Fail(booking.Forbidden, "error.no_right")
		}
		return change(a, before)
	})
}

// Settle does with the bookings that a change has hit what the member has chosen (Member.Resolutions).
func (d *Desk) Settle(ctx context.Context, a *db.Act, m acts.Member, before db.Setup) error {
	after, err := a.Setup(ctx)
	if err != nil {
		return err
	}
	return d.Bookings.SettleHits(ctx, a, m, before, after)
}

// writeSetup finds m's role as it is in the transaction.
func (d *Desk) writeSetup(ctx context.Context, m *acts.Member, right booking.Right, change func(*db.Act, db.Setup) error) error {
	if err := m.Must(right); err != nil {
		return err
	}
	now := d.Now()
	err := d.ActAs(ctx, m, right, func(a *db.Act) error {
		before, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		if err := change(a, before); err != nil {
			return err
		}
		if err := d.auditSetup(ctx, a, *m, before); err != nil {
			return err
		}
		if err := a.SetupChanged(ctx); err != nil {
			return err
		}
		return a.Changed(ctx, "", booking.ActReloaded, nil, now)
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}

// maxAuditLines bounds what one act writes into the audit log.
const maxAuditLines = 50

// auditSetup writes a line for each thing that the act has changed, with what
// was there and is, and one for the section where there is nothing to name.
func (d *Desk) auditSetup(ctx context.Context, a *db.Act, m acts.Member, before db.Setup) error {
	after, err := a.Setup(ctx)
	if err != nil {
		return err
	}
	changes := setuplog.Changes(before.Calendar(nil), after.Calendar(nil), before.Forms, after.Forms)
	if len(changes) == 0 {
		changes = []map[string]string{{"section": m.Section}}
	}
	for _, detail := range changes[:min(len(changes), maxAuditLines)] {
		if err := a.WriteAudit(ctx, m.Line("setup.changed", d.Now(), detail)); err != nil {
			return err
		}
	}
	return nil
}
