package desk

import (
	"context"
	"slices"
	"time"

	"okno/booking"
	"okno/db"
)

// changeException runs an act on the company's exceptions, with what follows
// from any of them: the setup is another, and boards draw themselves anew.
func (d *Desk) changeException(ctx context.Context, m Member, do func(*db.Act, db.Setup) error) error {
	if err := m.must(booking.ChangeSetup); err != nil {
		return err
	}
	return d.act(ctx, m.Company, func(a *db.Act) error {
		setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		if err := do(a, setup); err != nil {
			return err
		}
		return m.setupChanged(ctx, a, d.Now())
	})
}

func (m Member) setupChanged(ctx context.Context, a *db.Act, now time.Time) error {
	if err := a.SetupChanged(ctx); err != nil {
		return err
	}
	return a.Changed(ctx, "", "reloaded", nil, now)
}

func exceptionOf(setup db.Setup, id booking.ID) (booking.Exception, bool) {
	i := slices.IndexFunc(setup.Exceptions, func(e booking.Exception) bool { return e.ID == id })
	if i < 0 {
		return booking.Exception{}, false
	}
	return setup.Exceptions[i], true
}
