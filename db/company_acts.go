package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/companies"
)

// InImport runs do in one act of the company with that slug, which is made where
// there is none and otherwise takes the given name and rules. It returns the
// company and its new version once they are committed.
func (d *DB) InImport(ctx context.Context, c booking.Company, at time.Time, do func(a *Act, created bool) error) (booking.CompanyID, int64, error) {
	var act *Act
	err := d.inPipeline(ctx, 0, func(tx *Pipeline) error {
		id, created, err := CompanyToImport(ctx, tx.Tx, c, at)
		if err != nil {
			return err
		}
		act = &Act{Scope: Scope{q: tx, company: id}, tx: tx}
		if err := act.lock(ctx, nil); err != nil {
			return err
		}
		if !created {
			if err := act.updateCompany(ctx, c); err != nil {
				return err
			}
		}
		return do(act, created)
	})
	if act != nil {
		d.tell(act.company)
	}
	if err != nil {
		return 0, 0, err
	}
	return act.company, act.version, nil
}

// CompanyToImport finds or makes the company. Of two imports that make the same
// one at the same time, the second waits for the first and then updates.
func CompanyToImport(ctx context.Context, tx *sqlx.Tx, c booking.Company, at time.Time) (id booking.CompanyID, created bool, err error) {
	const bySlug = `select id from companies where slug = $1`
	if err = tx.GetContext(ctx, &id, bySlug, c.Slug); !errors.Is(err, sql.ErrNoRows) {
		return id, false, err
	}
	err = tx.GetContext(ctx, &id, `
		insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation, created_at,
			allow_cancel, cancel_cutoff_min, allow_move, move_cutoff_min, allow_late, reminders_min, ask_after, phone, address, max_coming, starts, languages,
			specialist_marks, specialist_prices, specialist_contacts, specialist_moves, specialist_cancels, specialist_books)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)
		on conflict (slug) do nothing returning id`,
		c.Slug, c.Name, c.Zone.String(), c.Locale, c.Currency, c.StepMin, c.MinNoticeMin, c.HorizonDays, c.Confirmation, at,
		c.Client.AllowCancel, c.Client.CancelCutoffMin, c.Client.AllowMove, c.Client.MoveCutoffMin, c.Client.AllowLate,
		minutesColumn(c.Client.RemindersMin), c.Client.AskAfter, c.Client.Phone, c.Client.Address, c.Client.MaxComing, c.Starts, c.Languages,
		c.Specialist.Marks, c.Specialist.Prices, c.Specialist.Contacts, c.Specialist.Moves, c.Specialist.Cancels, c.Specialist.Books)
	if errors.Is(err, sql.ErrNoRows) {
		return id, false, tx.GetContext(ctx, &id, bySlug, c.Slug)
	}
	if err != nil {
		return 0, false, err
	}
	_, err = tx.ExecContext(ctx, `insert into company_versions (company_id) values ($1)`, id)
	return id, true, err
}

func (a *Act) updateCompany(ctx context.Context, c booking.Company) error {
	if err := a.SaveClientRules(ctx, c.Client); err != nil {
		return err
	}
	if err := a.SaveSpecialistRules(ctx, c.Specialist); err != nil {
		return err
	}
	return a.SaveSettings(ctx, c)
}

var updateSettings = `update companies set ` + AttributeSets(companies.SettingAttributes, 2) + ` where id = $1`

// SaveSettings writes the plain settings of the act's company.
func (a *Act) SaveSettings(ctx context.Context, c booking.Company) error {
	_, err := a.tx.ExecContext(ctx, updateSettings, append([]any{a.company}, AttributesOf(companies.SettingAttributes, c)...)...)
	if err != nil || c.Zone.String() == a.told.Zone {
		return err
	}
	return a.Recount(ctx, c.Zone, nil)
}

// SaveClientRules writes what a client may do by himself, and how he is reminded.
func (a *Act) SaveClientRules(ctx context.Context, r booking.ClientRules) error {
	_, err := a.tx.ExecContext(ctx, `
		update companies set allow_cancel = $2, cancel_cutoff_min = $3, allow_move = $4, move_cutoff_min = $5,
			allow_late = $6, reminders_min = $7, ask_after = $8, phone = $9, address = $10, max_coming = $11
		where id = $1`,
		a.company, r.AllowCancel, r.CancelCutoffMin, r.AllowMove, r.MoveCutoffMin, r.AllowLate, minutesColumn(r.RemindersMin), r.AskAfter,
		r.Phone, r.Address, r.MaxComing)
	return err
}

// SaveSpecialistRules writes what specialists may do with their own bookings, and see of them.
func (a *Act) SaveSpecialistRules(ctx context.Context, r booking.SpecialistRules) error {
	_, err := a.tx.ExecContext(ctx, `
		update companies set specialist_marks = $2, specialist_prices = $3, specialist_contacts = $4,
			specialist_moves = $5, specialist_cancels = $6, specialist_books = $7 where id = $1`,
		a.company, r.Marks, r.Prices, r.Contacts, r.Moves, r.Cancels, r.Books)
	return err
}

// minutesColumn is a list that is never null, as the driver takes it.
func minutesColumn(minutes []int) []int { return append([]int{}, minutes...) }
