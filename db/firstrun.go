package db

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// FirstStep is where the company's first steps have got to, "" once they are
// done or put away.
func (s Scope) FirstStep(ctx context.Context) (booking.FirstStep, error) {
	var step booking.FirstStep
	err := sqlx.GetContext(ctx, s.q, &step, `select coalesce(first_step, '') from companies where id = $1`, s.company)
	return step, orNotFound(err, "error.company_unknown")
}

// SetFirstStep keeps where the first steps have got to; "" ends them.
func (a *Act) SetFirstStep(ctx context.Context, step booking.FirstStep) error {
	_, err := a.tx.ExecContext(ctx, `update companies set first_step = nullif($2, '') where id = $1`, a.company, step)
	return err
}

// CompanyRow is the company itself.
func (s Scope) CompanyRow(ctx context.Context) (booking.Company, error) {
	var row companyRow
	if err := sqlx.GetContext(ctx, s.q, &row, `select `+companyColumns+` from companies c where c.id = $1`, s.company); err != nil {
		return booking.Company{}, orNotFound(err, "error.company_unknown")
	}
	return row.company()
}

// SaveCompany writes what a company says of itself; its booking rules stay.
func (a *Act) SaveCompany(ctx context.Context, c booking.Company) error {
	_, err := a.tx.ExecContext(ctx, `update companies set name = $2, timezone = $3, locale = $4, currency = $5 where id = $1`,
		a.company, c.Name, c.Zone.String(), c.Locale, c.Currency)
	return err
}

// Begun says whether the company has, or has had, a service or a booking.
func (a *Act) Begun(ctx context.Context) (begun bool, err error) {
	return begun, a.tx.GetContext(ctx, &begun, `
		select exists (select 1 from services where company_id = $1) or exists (select 1 from bookings where company_id = $1)`, a.company)
}
