package desk

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// ArchiveForm puts a form away: it keeps its leads, and its widget says that it is closed.
func (d *Desk) ArchiveForm(ctx context.Context, m Member, id booking.ID) error {
	now := d.Now()
	return d.changeForm(ctx, m, id, func(a *db.Act, f booking.Form) error {
		if f.Archived {
			return acts.ErrUnchanged
		}
		return a.SetFormArchived(ctx, id, &now)
	})
}

// RestoreForm takes a form out of the archive, switched on or off as it was.
func (d *Desk) RestoreForm(ctx context.Context, m Member, id booking.ID) error {
	return d.changeForm(ctx, m, id, func(a *db.Act, f booking.Form) error {
		if !f.Archived {
			return acts.ErrUnchanged
		}
		return a.SetFormArchived(ctx, id, nil)
	})
}

// SetFormActive switches a form on or off; it leaves the revision alone, as for services.
func (d *Desk) SetFormActive(ctx context.Context, m Member, id booking.ID, active bool) error {
	return d.changeForm(ctx, m, id, func(a *db.Act, f booking.Form) error {
		switch {
		case f.Archived:
			return booking.Fail(booking.Conflict, "error.form_archived")
		case f.Active == active:
			return acts.ErrUnchanged
		}
		return a.SetFormActive(ctx, id, active)
	})
}

// changeForm performs a change of one form.
func (d *Desk) changeForm(ctx context.Context, m Member, id booking.ID, change func(*db.Act, booking.Form) error) error {
	return d.changeSetup(ctx, m, func(a *db.Act) error {
		forms, err := a.Forms(ctx)
		if err != nil {
			return err
		}
		f, err := formIn(forms, id)
		if err != nil {
			return err
		}
		return change(a, f)
	})
}

func formIn(forms []booking.Form, id booking.ID) (booking.Form, error) {
	i := slices.IndexFunc(forms, func(f booking.Form) bool { return f.ID == id })
	if i < 0 {
		return booking.Form{}, booking.Fail(booking.NotFound, "error.form_unknown")
	}
	return forms[i], nil
}
