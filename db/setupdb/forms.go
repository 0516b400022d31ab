package setupdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
)

// formColumns are a form's own; an archived one is never active.
const formColumns = `id, ref, name, key, active and archived_at is null as active, archived_at is not null as archived, revision, settings`

type formRow struct {
	webform.Form
	Settings []byte
}

func (r formRow) form() (webform.Form, error) {
	form := r.Form
	return form, json.Unmarshal(r.Settings, &form.Settings)
}

// Forms are all forms in the panel's order.
func Forms(ctx context.Context, s db.Scope) ([]webform.Form, error) {
	var rows []formRow
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select `+formColumns+` from forms where company_id = $1 order by position, id`, s.Company())
	if err != nil {
		return nil, err
	}
	forms := make([]webform.Form, len(rows))
	for i, row := range rows {
		if forms[i], err = row.form(); err != nil {
			return nil, err
		}
	}
	return forms, nil
}

// InsertForm writes a new form behind the others. Its key has to be the company's own.
func InsertForm(ctx context.Context, a *db.Act, f webform.Form) error {
	settings, err := json.Marshal(f.Settings)
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `
		insert into forms (company_id, id, ref, name, key, active, settings, position)
		select $1, $2, $3, $4, $5, $6, $7, coalesce(max(position), -1) + 1 from forms where company_id = $1`,
		a.Company(), f.ID, f.Ref, f.Name, f.Key, f.Active, settings)
	return err
}

// UpdateForm writes what a form's pages hold, and raises its revision.
func UpdateForm(ctx context.Context, a *db.Act, f webform.Form) error {
	settings, err := json.Marshal(f.Settings)
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `
		update forms set name = $3, settings = $4, revision = revision + 1 where company_id = $1 and id = $2`,
		a.Company(), f.ID, f.Name, settings)
	return err
}

// PutPreview keeps a form as somebody is editing it, for a day.
func PutPreview(ctx context.Context, s db.Scope, id booking.ID, name string, settings webform.FormSettings, at time.Time) error {
	text, err := json.Marshal(settings)
	if err != nil {
		return err
	}
	_, err = s.Q().ExecContext(ctx, `
		insert into form_previews (company_id, id, name, settings, updated_at) values ($1, $2, $3, $4, $5)
		on conflict (company_id, id) do update set name = excluded.name, settings = excluded.settings, updated_at = excluded.updated_at`,
		s.Company(), id, name, text, at)
	return err
}

// PreviewForm is a form as the widget beside its editor sees it: as it was last
// typed there, else as it is stored. Its key is not anybody's.
func PreviewForm(ctx context.Context, d *db.DB, company booking.CompanyID, form, preview booking.ID) (PublicForm, error) {
	var f PublicForm
	err := d.GetContext(ctx, &f, `
		select f.company_id as company, f.id, coalesce(p.name, f.name) as name, f.key, true as active,
			coalesce(p.settings, f.settings) as settings, v.setup_version as setup
		from forms f
		join company_versions v on v.company_id = f.company_id
		left join form_previews p on p.company_id = f.company_id and p.id = $3
		where f.company_id = $1 and f.id = $2`, company, form, preview)
	return f, db.OrNotFound(err, "error.form_unknown")
}
