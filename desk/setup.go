package desk

import (
	"context"
	"errors"

	"okno/booking"
	"okno/db"
)

// changeSetup performs a change of services, resources, hours or exceptions:
// every process reads them anew, and open boards draw themselves anew. A change
// that ends in errUnchanged is none, and no error.
func (d *Desk) changeSetup(ctx context.Context, m Member, change func(*db.Act) error) error {
	if err := m.must(booking.ChangeSetup); err != nil {
		return err
	}
	now := d.Now()
	err := d.act(ctx, m.Company, func(a *db.Act) error {
		if err := change(a); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.line("setup.changed", now, map[string]string{"section": m.Section})); err != nil {
			return err
		}
		if err := a.SetupChanged(ctx); err != nil {
			return err
		}
		return a.Changed(ctx, "", "reloaded", nil, now)
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}
