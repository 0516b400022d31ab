package companydb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/firststeps"
	"okno/db"
)

// FirstStep is where the company's first steps have got to, "" once they are
// done or put away.
func FirstStep(ctx context.Context, s db.Scope) (firststeps.FirstStep, error) {
	var step firststeps.FirstStep
	err := sqlx.GetContext(ctx, s.Q(), &step, `select coalesce(first_step, '') from companies where id = $1`, s.Company())
	return step, db.OrNotFound(err, "error.company_unknown")
}

// SetFirstStep keeps where the first steps have got to; "" ends them.
func SetFirstStep(ctx context.Context, a *db.Act, step firststeps.FirstStep) error {
	_, err := a.SQLX().ExecContext(ctx, `update companies set first_step = nullif($2, '') where id = $1`, a.Company(), step)
	return err
}

// CompanyRow is the company itself.
func CompanyRow(ctx context.Context, s db.Scope) (booking.Company, error) {
	var row db.CompanyRow
	if err := sqlx.GetContext(ctx, s.Q(), &row, `select `+db.CompanyColumns+` from companies c where c.id = $1`, s.Company()); err != nil {
		return booking.Company{}, db.OrNotFound(err, "error.company_unknown")
	}
	return row.Company()
}

// SaveCompany writes what a company says of itself; its booking rules stay.
func SaveCompany(ctx context.Context, a *db.Act, c booking.Company) error {
	_, err := a.SQLX().ExecContext(ctx, `update companies set name = $2, timezone = $3, locale = $4, currency = $5 where id = $1`,
		a.Company(), c.Name, c.Zone.String(), c.Locale, c.Currency)
	if err != nil || c.Zone.String() == a.ToldWhen().Zone {
		return err
	}
	return a.Recount(ctx, c.Zone, nil)
}

// Begun says whether the company has, or has had, a service or a booking.
func Begun(ctx context.Context, a *db.Act) (begun bool, err error) {
	return begun, a.SQLX().GetContext(ctx, &begun, `
		select exists (select 1 from services where company_id = $1) or exists (select 1 from bookings where company_id = $1)`, a.Company())
}
