package desk

import (
	"context"
	"errors"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// changeSetup performs a change of services, resources, hours or exceptions, and
// settles with the bookings that it hits (Member.Resolutions). A change that ends in
// acts.ErrUnchanged is none, and no error.
func (d *Desk) changeSetup(ctx context.Context, m Member, change func(*db.Act) error) error {
	return d.writeSetup(ctx, m, func(a *db.Act, before db.Setup) error {
		if err := change(a); err != nil {
			return err
		}
		after, err := a.Setup(ctx)
		if err != nil {
			return err
		}
		return d.settle(ctx, a, m, before, after)
	})
}

// writeSetup performs a change of the setup and writes down what it has changed:
// every process reads the setup anew, and open boards draw themselves anew.
func (d *Desk) writeSetup(ctx context.Context, m Member, change func(*db.Act, db.Setup) error) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeSetup, func(a *db.Act) error {
		before, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		if err := change(a, before); err != nil {
			return err
		}
		if err := d.auditSetup(ctx, a, m, before); err != nil {
			return err
		}
		if err := a.SetupChanged(ctx); err != nil {
			return err
		}
		return a.Changed(ctx, "", "reloaded", nil, now)
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
func (d *Desk) auditSetup(ctx context.Context, a *db.Act, m Member, before db.Setup) error {
	after, err := a.Setup(ctx)
	if err != nil {
		return err
	}
	changes := booking.SetupChanges(before.Calendar(nil), after.Calendar(nil), before.Forms, after.Forms)
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
