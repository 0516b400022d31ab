package start

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"okno/acts"
	"okno/booking"
	"okno/booking/companies"
	"okno/booking/firststeps"
	"okno/booking/webform"
	"okno/db"
	"okno/db/companydb"
	"okno/db/filedb"
	"okno/db/setupdb"
)

// AddCompany makes a company that has nothing yet and opens its first steps.
// Conflict when the slug is taken.
func (d *Desk) AddCompany(ctx context.Context, slug string, typed companies.CompanyText) error {
	if !companies.IsSlug(slug) {
		return booking.Fail(booking.Invalid, "error.slug", "Max", companies.MaxSlug)
	}
	c, err := typed.Company(booking.Company{
		Slug: slug, StepMin: 15, MinNoticeMin: 60, HorizonDays: 60, Confirmation: booking.Auto,
		Client: booking.DefaultClientRules(), Specialist: booking.DefaultSpecialistRules,
	})
	if err != nil {
		return err
	}
	_, _, err = d.DB.InImport(ctx, c, d.Now(), func(a *db.Act, created bool) error {
		if !created {
			return booking.Fail(booking.Conflict, "error.slug_taken", "slug", slug)
		}
		return companydb.SetFirstStep(ctx, a, firststeps.StepCompany)
	})
	return err
}

// OpenFirstSteps opens the first steps of a company that has no resources or no
// services, at the first of them; steps that are open stay where they are.
func (d *Desk) OpenFirstSteps(ctx context.Context, m acts.Member) error {
	return d.firstSteps(ctx, m, func(a *db.Act, now firststeps.FirstStep) error {
		if now != "" {
			return acts.ErrUnchanged
		}
		resources, services, err := inUse(ctx, a)
		if err != nil {
			return err
		}
		if len(resources) > 0 && len(services) > 0 {
			return booking.Fail(booking.Conflict, "error.first_over")
		}
		return companydb.SetFirstStep(ctx, a, firststeps.StepCompany)
	})
}

// EndFirstSteps ends the first steps: they are done, or put away.
func (d *Desk) EndFirstSteps(ctx context.Context, m acts.Member) error {
	return d.firstSteps(ctx, m, func(a *db.Act, now firststeps.FirstStep) error {
		if now == "" {
			return acts.ErrUnchanged
		}
		return companydb.SetFirstStep(ctx, a, "")
	})
}

// firstSteps performs an act on the steps themselves, which changes no setup.
func (d *Desk) firstSteps(ctx context.Context, m acts.Member, do func(*db.Act, firststeps.FirstStep) error) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err
	}
	err := d.ActAs(ctx, &m, booking.ChangeSetup, func(a *db.Act) error {
		now, err := companydb.FirstStep(ctx, a.Scope)
		if err != nil {
			return err
		}
		return do(a, now)
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}

// takeStep performs one of the first steps and goes on to the next, never back.
// Steps that are over are a Conflict.
func (d *Desk) takeStep(ctx context.Context, m acts.Member, step firststeps.FirstStep, do func(*db.Act) error) error {
	return d.ChangeSetup(ctx, m, func(a *db.Act) error {
		now, err := companydb.FirstStep(ctx, a.Scope)
		if err != nil {
			return err
		}
		if now == "" {
			return booking.Fail(booking.Conflict, "error.first_over")
		}
		if err := do(a); err != nil {
			return err
		}
		if next := step.Next(); next.Number() > now.Number() {
			return companydb.SetFirstStep(ctx, a, next)
		}
		return nil
	})
}

// SaveFirstCompany writes name, zone, language and currency, and where clients reach it. seen is the company
// as the form showed it: what somebody else has made of it since is a Conflict.
// Only who may change the company gives it another name, phone or address, and another zone, language or
// currency once it has services or bookings, archived ones too.
func (d *Desk) SaveFirstCompany(ctx context.Context, m acts.Member, typed, seen companies.CompanyText) error {
	return d.takeStep(ctx, m, firststeps.StepCompany, func(a *db.Act) error {
		stored, err := companydb.CompanyRow(ctx, a.Scope)
		if err != nil {
			return err
		}
		if err := m.ReadRole(ctx, a, booking.ChangeSetup); err != nil {
			return err
		}
		if !m.Role.May(booking.ChangeCompany) {
			is := companies.CompanyTextOf(stored)
			typed.Name, typed.Phone, typed.Address = is.Name, is.Phone, is.Address
			seen.Name, seen.Phone, seen.Address = is.Name, is.Phone, is.Address
		}
		c, err := typed.Company(stored)
		if err != nil {
			return err
		}
		if c.Name != stored.Name {
			if err := d.PlainName(ctx, a, c.Name); err != nil {
				return err
			}
		}
		now := companies.CompanyTextOf(stored)
		if companies.CompanyTextOf(c) == now {
			return nil
		}
		if seen != now {
			return &booking.Error{Code: booking.Conflict, Sentence: booking.Say("error.first_changed")}
		}
		if begun, err := companydb.Begun(ctx, a); err != nil || begun && !m.Role.May(booking.ChangeCompany) {
			return errors.Join(err, booking.Fail(booking.Forbidden, "error.no_right"))
		}
		return d.saveFirst(ctx, a, m, stored, c)
	})
}

// saveFirst writes what has changed of a company in its first step, and that it has.
func (d *Desk) saveFirst(ctx context.Context, a *db.Act, m acts.Member, stored, c booking.Company) error {
	if c.Client.Phone != stored.Client.Phone || c.Client.Address != stored.Client.Address {
		err := errors.Join(a.SaveClientRules(ctx, c.Client), a.WriteAudit(ctx, m.Line("company.client_rules", d.Now(), nil)))
		if err != nil {
			return err
		}
	}
	changes := companies.Changes(stored, c)
	if len(changes) == 0 {
		return nil
	}
	if err := companydb.SaveCompany(ctx, a, c); err != nil {
		return err
	}
	return a.WriteAudit(ctx, m.Line("company.changed", d.Now(), changes))
}

// MakeFirstForm makes a form where the company has none, as the last step does.
func (d *Desk) MakeFirstForm(ctx context.Context, m acts.Member) error {
	return d.takeStep(ctx, m, firststeps.StepServices, func(a *db.Act) error { return d.firstForm(ctx, a) })
}

// firstForm makes a form where there is none. Its key is the slug, numbered from
// 2 on while another company has it.
func (d *Desk) firstForm(ctx context.Context, a *db.Act) error {
	forms, err := filedb.FormsForFile(ctx, a.Scope)
	if err != nil || len(forms) > 0 {
		return err
	}
	company, err := companydb.CompanyRow(ctx, a.Scope)
	if err != nil {
		return err
	}
	form := webform.Form{Ref: "site", Name: siteName[company.Locale], Active: true}
	form.Settings.Widget.Mode = webform.Inline
	if form.ID, err = booking.NewID(d.Random); err != nil {
		return err
	}
	for n := 1; ; n++ {
		form.Key = company.Slug
		if n > 1 {
			tail := "-" + strconv.Itoa(n)
			form.Key = company.Slug[:min(len(company.Slug), companies.MaxSlug-len(tail))] + tail
		}
		taken, err := setupdb.TakeKeys(ctx, a, []string{form.Key})
		if err != nil {
			return err
		}
		if len(taken) == 0 {
			return setupdb.PutForms(ctx, a, []webform.Form{form})
		}
	}
}

var siteName = map[string]string{"ru": "Сайт", "en": "Website"}

// inUse are the company's resources and services that are not archived.
func inUse(ctx context.Context, a *db.Act) ([]booking.Resource, []booking.Service, error) {
	resources, err := a.Resources(ctx)
	if err != nil {
		return nil, nil, err
	}
	services, err := a.Services(ctx)
	return slices.DeleteFunc(resources, func(r booking.Resource) bool { return r.Archived }),
		slices.DeleteFunc(services, func(s booking.Service) bool { return s.Archived }), err
}

// changes is what rows of a form come to: what cannot be accepted, and what
// somebody else has changed meanwhile.
type changes struct{ wrong, foreign map[string]booking.Sentence }

func newChanges() changes {
	return changes{map[string]booking.Sentence{}, map[string]booking.Sentence{}}
}

// err is the Error that keeps the rows from being written: Invalid, or a
// Conflict whose Fields say what stands there now; nil where all is well.
func (c changes) err() error {
	if len(c.wrong) > 0 {
		return booking.FailFields(c.wrong)
	}
	if len(c.foreign) > 0 {
		return &booking.Error{Code: booking.Conflict, Sentence: booking.Say("error.first_changed"), Fields: c.foreign}
	}
	return nil
}

func field(name string, row int) string { return name + "_" + strconv.Itoa(row) }
