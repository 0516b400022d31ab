package messagedb

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
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

// SheetTime is when a company wants the sheet of its day.
type SheetTime struct {
	Company booking.CompanyID
	Zone    *time.Location
	At      booking.Clock
}

// lateSheet is for how long after its time a sheet is still worth sending.
const lateSheet = 3 * time.Hour

// Due says whether the sheet's time has come and is not long past, and which date it is of.
func (s SheetTime) Due(now time.Time) (booking.Date, bool) {
	date := booking.DateOf(now, s.Zone)
	at := engine.Instant(date, s.At, s.Zone)
	return date, !now.Before(at) && now.Sub(at) < lateSheet
}

// SheetTimes are those of all companies in which somebody wants the sheet.
func SheetTimes(ctx context.Context, d *db.DB) ([]SheetTime, error) {
	var rows []struct {
		ID       booking.CompanyID
		Timezone string
		At       booking.Clock
	}
	err := d.SelectContext(ctx, &rows, `
		select c.id, c.timezone, coalesce(s.sheet_at, $1) as at
		from companies c left join notification_settings s on s.company_id = c.id
		where exists (select from notification_recipients r
			where r.company_id = c.id and r.broken = '' and 'daily_sheet' = any(r.events))`, telling.DefaultTellingSettings().SheetAt)
	times := make([]SheetTime, len(rows))
	for i, r := range rows {
		zone, err := time.LoadLocation(r.Timezone)
		if err != nil {
			return nil, fmt.Errorf("zone of company %d: %w", r.ID, err)
		}
		times[i] = SheetTime{r.ID, zone, r.At}
	}
	return times, err
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
