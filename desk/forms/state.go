package forms

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/setupdb"
	"okno/desk/setup"
)

var kind = setup.Switch[webform.Form]{
	Table: setupdb.FormsTable, Unknown: "error.form_unknown", Archived: "error.form_archived",
	All:   func(ctx context.Context, a *db.Act) ([]webform.Form, error) { return setupdb.Forms(ctx, a.Scope) },
	State: func(f webform.Form) setup.State { return setup.State{ID: f.ID, Active: f.Active, Archived: f.Archived} },
}

// ArchiveForm puts a form away: it keeps its leads, and its widget says that it is closed.
func (d *Desk) ArchiveForm(ctx context.Context, m acts.Member, id booking.ID) error {
	return kind.Archive(ctx, d.Desk, m, id)
}

// RestoreForm takes a form out of the archive, switched on or off as it was.
func (d *Desk) RestoreForm(ctx context.Context, m acts.Member, id booking.ID) error {
	return kind.Restore(ctx, d.Desk, m, id)
}

// SetFormActive switches a form on or off.
func (d *Desk) SetFormActive(ctx context.Context, m acts.Member, id booking.ID, active bool) error {
	return kind.SetActive(ctx, d.Desk, m, id, active)
}
