package messagedb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// WaitingLead is a lead that nobody has answered.
type WaitingLead struct {
	Company booking.CompanyID `db:"company_id"`
	Lead    booking.ID        `db:"id"`
}

// WaitingLeads are the leads that have waited for longer than their company
// wants, and of which the team has not been told so. What is older than a day more is left alone.
func WaitingLeads(ctx context.Context, d *db.DB, now time.Time) ([]WaitingLead, error) {
	var leads []WaitingLead
	err := d.SelectContext(ctx, &leads, `
		select l.company_id, l.id from leads l left join notification_settings s on s.company_id = l.company_id
		where l.status = 'new' and l.booking_id is null
			and l.created_at between $1::timestamptz - make_interval(days => 1, mins => coalesce(s.lead_wait_min, $2))
				and $1::timestamptz - make_interval(mins => coalesce(s.lead_wait_min, $2))
			and not exists (select from notification_ticks t where t.company_id = l.company_id and t.what = 'lead_waits ' || l.id)
		order by l.created_at limit 100`, now, telling.DefaultTellingSettings().LeadWaitMin)
	return leads, err
}

// Ticked says whether a thing has been told on a date.
func Ticked(ctx context.Context, s db.Scope, what string, on booking.Date) (bool, error) {
	var told bool
	err := sqlx.GetContext(ctx, s.Q(), &told, `
		select exists (select from notification_ticks where company_id = $1 and what = $2 and on_date = $3)`, s.Company(), what, tickDate(on))
	return told, err
}

// Tick keeps that it is told in this act; false when it was before.
func Tick(ctx context.Context, a *db.Act, what string, on booking.Date) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		insert into notification_ticks (company_id, what, on_date) values ($1, $2, $3) on conflict do nothing`, a.Company(), what, tickDate(on))
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// tickDate is the date, a fixed one for what is told once for all.
func tickDate(on booking.Date) string {
	if on == (booking.Date{}) {
		return "2000-01-01"
	}
	return on.String()
}
