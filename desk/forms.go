package desk

import (
	"context"
	"slices"

	"okno/booking"
	"okno/db"
)

// CreateForm makes a form of the product's own fields under a name; it is
// switched on, and its key is made of the company's and its own name.
func (d *Desk) CreateForm(ctx context.Context, m Member, name string) (booking.ID, error) {
	var id booking.ID
	err := d.changeSetup(ctx, m, func(a *db.Act) error {
		forms, err := a.Forms(ctx)
		if err != nil {
			return err
		}
		text := booking.FormText{Name: name, Fields: booking.NewFormText(booking.Form{}).Fields}
		f, err := text.Form(booking.Form{Active: true}, nil)
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
func (d *Desk) SaveForm(ctx context.Context, m Member, id booking.ID, typed booking.FormText, revision int) error {
	return d.editForm(ctx, m, id, revision, func(a *db.Act, f booking.Form) (booking.Form, error) {
		services, err := a.Services(ctx)
		if err != nil {
			return f, err
		}
		return typed.Form(f, services)
	})
}

// SaveWidget writes how a form's widget looks, likewise.
func (d *Desk) SaveWidget(ctx context.Context, m Member, id booking.ID, typed booking.WidgetText, revision int) error {
	return d.editForm(ctx, m, id, revision, func(_ *db.Act, f booking.Form) (booking.Form, error) {
		w, err := typed.Widget(f.Settings)
		f.Settings.Widget = w
		return f, err
	})
}

func (d *Desk) editForm(ctx context.Context, m Member, id booking.ID, revision int, edit func(*db.Act, booking.Form) (booking.Form, error)) error {
	return d.changeForm(ctx, m, id, func(a *db.Act, f booking.Form) error {
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
		return a.UpdateForm(ctx, edited)
	})
}

// CopyForm makes another form like this one, switched off, under the name that
// called makes of its own and with a key of its own.
func (d *Desk) CopyForm(ctx context.Context, m Member, id booking.ID, called func(name string) string) (booking.ID, error) {
	var copied booking.ID
	err := d.changeSetup(ctx, m, func(a *db.Act) error {
		forms, err := a.Forms(ctx)
		if err != nil {
			return err
		}
		f, err := formIn(forms, id)
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
func (d *Desk) insertForm(ctx context.Context, a *db.Act, forms []booking.Form, f booking.Form) (booking.ID, error) {
	if len(forms) >= booking.MaxForms {
		return "", booking.Fail(booking.Invalid, "error.too_many_forms", "Max", booking.MaxForms)
	}
	company, err := a.CompanyRow(ctx)
	if err != nil {
		return "", err
	}
	if f.ID, err = booking.NewID(d.Random); err != nil {
		return "", err
	}
	f.Ref = booking.NewRef(f.Name, "form", func(ref string) bool {
		return slices.ContainsFunc(forms, func(each booking.Form) bool { return each.Ref == ref })
	})
	foreign := map[string]bool{}
	for {
		slug := company.Slug[:min(len(company.Slug), 20)]
		f.Key = booking.NewRef(slug+" "+f.Ref, "form", func(key string) bool {
			return foreign[key] || slices.ContainsFunc(forms, func(each booking.Form) bool { return each.Key == key })
		})
		taken, err := a.TakeKeys(ctx, []string{f.Key})
		if err != nil {
			return "", err
		}
		if len(taken) == 0 {
			return f.ID, a.InsertForm(ctx, f)
		}
		foreign[f.Key] = true
	}
}

// PreviewForm keeps a form as somebody is editing it, so that the widget beside
// the editor shows it. It is nothing that anybody else sees.
func (d *Desk) PreviewForm(ctx context.Context, m Member, preview booking.ID, f booking.Form) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	if !booking.IsID(string(preview)) {
		return booking.Fail(booking.NotFound, "error.form_unknown")
	}
	return d.DB.Of(m.Company).PutPreview(ctx, preview, f.Name, f.Settings, d.Now())
}
