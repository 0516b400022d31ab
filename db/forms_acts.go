package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// formColumns are a form's own; an archived one is never active.
const formColumns = `id, ref, name, key, active and archived_at is null as active, archived_at is not null as archived, revision, settings`

type formRow struct {
	booking.Form
	Settings []byte
}

func (r formRow) form() (booking.Form, error) {
	form := r.Form
	return form, json.Unmarshal(r.Settings, &form.Settings)
}

// Forms are all forms in the panel's order.
func (s Scope) Forms(ctx context.Context) ([]booking.Form, error) {
	var rows []formRow
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select `+formColumns+` from forms where company_id = $1 order by position, id`, s.company)
	if err != nil {
		return nil, err
	}
	forms := make([]booking.Form, len(rows))
	for i, row := range rows {
		if forms[i], err = row.form(); err != nil {
			return nil, err
		}
	}
	return forms, nil
}

// InsertForm writes a new form behind the others. Its key has to be the company's own.
func (a *Act) InsertForm(ctx context.Context, f booking.Form) error {
	settings, err := json.Marshal(f.Settings)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `
		insert into forms (company_id, id, ref, name, key, active, settings, position)
		select $1, $2, $3, $4, $5, $6, $7, coalesce(max(position), -1) + 1 from forms where company_id = $1`,
		a.company, f.ID, f.Ref, f.Name, f.Key, f.Active, settings)
	return err
}

// UpdateForm writes what a form's pages hold, and raises its revision.
func (a *Act) UpdateForm(ctx context.Context, f booking.Form) error {
	settings, err := json.Marshal(f.Settings)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `
		update forms set name = $3, settings = $4, revision = revision + 1 where company_id = $1 and id = $2`,
		a.company, f.ID, f.Name, settings)
	return err
}

// SetFormActive switches a form on or off.
func (a *Act) SetFormActive(ctx context.Context, id booking.ID, active bool) error {
	_, err := a.tx.ExecContext(ctx, `update forms set active = $3 where company_id = $1 and id = $2`, a.company, id, active)
	return err
}

// SetFormArchived archives a form at an instant, or takes it out again (nil).
func (a *Act) SetFormArchived(ctx context.Context, id booking.ID, at *time.Time) error {
	_, err := a.tx.ExecContext(ctx, `update forms set archived_at = $3 where company_id = $1 and id = $2`, a.company, id, at)
	return err
}

// PutPreview keeps a form as somebody is editing it, for a day.
func (s Scope) PutPreview(ctx context.Context, id booking.ID, name string, settings booking.FormSettings, at time.Time) error {
	text, err := json.Marshal(settings)
	if err != nil {
		return err
	}
	_, err = s.q.ExecContext(ctx, `
		insert into form_previews (company_id, id, name, settings, updated_at) values ($1, $2, $3, $4, $5)
		on conflict (company_id, id) do update set name = excluded.name, settings = excluded.settings, updated_at = excluded.updated_at`,
		s.company, id, name, text, at)
	return err
}

// PreviewForm is a form as the widget beside its editor sees it: as it was last
// typed there, else as it is stored. Its key is not anybody's.
func (d *DB) PreviewForm(ctx context.Context, company booking.CompanyID, form, preview booking.ID) (PublicForm, error) {
	var f PublicForm
	err := d.GetContext(ctx, &f, `
		select f.company_id as company, f.id, coalesce(p.name, f.name) as name, f.key, true as active,
			coalesce(p.settings, f.settings) as settings, v.setup_version as setup
		from forms f
		join company_versions v on v.company_id = f.company_id
		left join form_previews p on p.company_id = f.company_id and p.id = $3
		where f.company_id = $1 and f.id = $2`, company, form, preview)
	return f, orNotFound(err, "error.form_unknown")
}
