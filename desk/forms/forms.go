package forms

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/companydb"
	"okno/db/setupdb"
)

// CreateForm makes a form of the product's own fields under a name; it is
// switched on, and its key is made of the company's and its own name.
func (d *Desk) CreateForm(ctx context.Context, m acts.Member, name string) (booking.ID, error) {
	var id booking.ID
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		forms, err := setupdb.Forms(ctx, a.Scope)
		if err != nil {
			return err
		}
		text := webform.FormText{Typed: booking.Typed{"name": name}, Fields: webform.NewFormText(webform.Form{}).Fields}
		f, err := text.Form(webform.Form{Active: true}, nil)
		if err != nil {
			return err
		}
		f.Settings.Fields = nil
		id, err = d.insertForm(ctx, a, forms, f)
		return err
	})
	return id, err
}

// SaveForm writes what a form asks and offers, on top of the revision that was
// seen; else it is a Conflict and nothing is written.
func (d *Desk) SaveForm(ctx context.Context, m acts.Member, id booking.ID, typed webform.FormText, revision int) error {
	return d.editForm(ctx, m, id, revision, func(a *db.Act, f webform.Form) (webform.Form, error) {
		services, err := a.Services(ctx)
		if err != nil {
			return f, err
		}
		return typed.Form(f, services)
	})
}

// SaveWidget writes how a form's widget looks, likewise.
func (d *Desk) SaveWidget(ctx context.Context, m acts.Member, id booking.ID, typed webform.WidgetText, revision int) error {
	return d.editForm(ctx, m, id, revision, func(_ *db.Act, f webform.Form) (webform.Form, error) {
		w, err := typed.Widget(f.Settings)
		f.Settings.Widget = w
		return f, err
	})
}

func (d *Desk) editForm(ctx context.Context, m acts.Member, id booking.ID, revision int, edit func(*db.Act, webform.Form) (webform.Form, error)) error {
	return kind.Change(ctx, d.Desk, m, id, func(a *db.Act, f webform.Form) error {
		switch {
		case f.Archived:
			return booking.Fail(booking.Conflict, "error.form_archived")
		case f.Revision != revision:
			return booking.Fail(booking.Conflict, "error.form_changed")
		}
		edited, err := edit(a, f)
		if err != nil {
			return err
		}
		return setupdb.UpdateForm(ctx, a, edited)
	})
}

// CopyForm makes another form like this one, switched off, under the name that
// called makes of its own and with a key of its own.
func (d *Desk) CopyForm(ctx context.Context, m acts.Member, id booking.ID, called func(name string) string) (booking.ID, error) {
	var copied booking.ID
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		forms, err := setupdb.Forms(ctx, a.Scope)
		if err != nil {
			return err
		}
		f, err := kind.In(forms, id)
		if err != nil {
			return err
		}
		name := []rune(called(f.Name))
		f.Name, f.Active, f.Archived = string(name[:min(len(name), booking.MaxName)]), false, false
		copied, err = d.insertForm(ctx, a, forms, f)
		return err
	})
	return copied, err
}

// insertForm writes f with an ID, a ref and a key of its own.
func (d *Desk) insertForm(ctx context.Context, a *db.Act, forms []webform.Form, f webform.Form) (booking.ID, error) {
	if len(forms) >= webform.MaxForms {
		return "", booking.Fail(booking.Invalid, "error.too_many_forms", "Max", webform.MaxForms)
	}
	company, err := companydb.CompanyRow(ctx, a.Scope)
	if err != nil {
		return "", err
	}
	if f.ID, err = booking.NewID(d.Random); err != nil {
		return "", err
	}
	f.Ref = booking.NewRef(f.Name, "form", func(ref string) bool {
		return slices.ContainsFunc(forms, func(each webform.Form) bool { return each.Ref == ref })
	})
	foreign := map[string]bool{}
	for {
		slug := company.Slug[:min(len(company.Slug), 20)]
		f.Key = booking.NewRef(slug+" "+f.Ref, "form", func(key string) bool {
			return foreign[key] || slices.ContainsFunc(forms, func(each webform.Form) bool { return each.Key == key })
		})
		taken, err := setupdb.TakeKeys(ctx, a, []string{f.Key})
		if err != nil {
			return "", err
		}
		if len(taken) == 0 {
			return f.ID, setupdb.InsertForm(ctx, a, f)
		}
		foreign[f.Key] = true
	}
}

// PreviewForm keeps a form as somebody is editing it, so that the widget beside
// the editor shows it. It is nothing that anybody else sees.
func (d *Desk) PreviewForm(ctx context.Context, m acts.Member, preview booking.ID, f webform.Form) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	if !booking.IsID(string(preview)) {
		return booking.Fail(booking.NotFound, "error.form_unknown")
	}
	return setupdb.PutPreview(ctx, d.DB.Of(m.Company), preview, f.Name, f.Settings, d.Now())
}
