package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"okno/booking"
)

// CompanyColumns in the order of companyRow.
const CompanyColumns = `c.id, c.slug, c.name, c.timezone, c.locale, c.languages, c.currency,
	c.step_min, c.min_notice_min, c.horizon_days, c.confirmation, c.starts,
	` + ClientRulesJSON + ` as client_rules,
	json_build_object('Marks', c.specialist_marks, 'Prices', c.specialist_prices, 'Contacts', c.specialist_contacts,
		'Moves', c.specialist_moves, 'Cancels', c.specialist_cancels, 'Books', c.specialist_books) as specialist_rules`

// ClientRulesJSON is a company's booking.ClientRules.
const ClientRulesJSON = `json_build_object('Phone', c.phone, 'Address', c.address, 'AllowCancel', c.allow_cancel, 'CancelCutoffMin', c.cancel_cutoff_min,
		'AllowMove', c.allow_move, 'MoveCutoffMin', c.move_cutoff_min, 'AllowLate', c.allow_late,
		'RemindersMin', c.reminders_min, 'AskAfter', c.ask_after, 'MaxComing', c.max_coming)`

// CompanyRow is a company as statements read it.
type CompanyRow struct {
	ID           booking.CompanyID
	Slug         string
	Name         string
	Timezone     string
	Locale       string
	Languages    string
	Currency     string
	StepMin      int `db:"step_min"`
	MinNoticeMin int `db:"min_notice_min"`
	HorizonDays  int `db:"horizon_days"`
	Confirmation booking.Confirmation
	Starts       booking.Starts
	ClientRules  []byte `db:"client_rules"`
	Specialist   []byte `db:"specialist_rules"`
}

// Company is the company of the row; an error where its zone is unknown to this machine.
func (r CompanyRow) Company() (booking.Company, error) {
	zone, err := time.LoadLocation(r.Timezone)
	if err != nil {
		return booking.Company{}, fmt.Errorf("zone of company %s: %w", r.Slug, err)
	}
	c := booking.Company{
		ID: r.ID, Slug: r.Slug, Name: r.Name, Zone: zone, Locale: r.Locale, Languages: r.Languages, Currency: r.Currency,
		StepMin: r.StepMin, MinNoticeMin: r.MinNoticeMin, HorizonDays: r.HorizonDays, Confirmation: r.Confirmation, Starts: r.Starts,
	}
	if err := json.Unmarshal(r.Specialist, &c.Specialist); err != nil {
		return c, err
	}
	return c, json.Unmarshal(r.ClientRules, &c.Client)
}

// CompanyBySlug finds a company by its name in addresses and on the command line.
func (d *DB) CompanyBySlug(ctx context.Context, slug string) (booking.Company, error) {
	var row CompanyRow
	if err := d.GetContext(ctx, &row, `select `+CompanyColumns+` from companies c where c.slug = $1`, slug); err != nil {
		return booking.Company{}, OrNotFound(err, "error.company_unknown")
	}
	return row.Company()
}

// Slugs are the slugs of all companies of the installation, in order.
func (d *DB) Slugs(ctx context.Context) ([]string, error) {
	var slugs []string
	err := d.SelectContext(ctx, &slugs, `select slug from companies order by slug`)
	return slugs, err
}
