package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Sheet is the company's day for the team: the bookings in force, by time.
type Sheet struct {
	Company  string
	Zone     *time.Location
	Date     booking.Date
	Bookings []NotificationContext
}

// Sheet of the company's date at the instant at.
func (s Scope) Sheet(ctx context.Context, at time.Time) (Sheet, error) {
	var company struct{ Name, Timezone string }
	if err := sqlx.GetContext(ctx, s.q, &company, `select name, timezone from companies where id = $1`, s.company); err != nil {
		return Sheet{}, orNotFound(err, "error.company_unknown")
	}
	zone, err := time.LoadLocation(company.Timezone)
	if err != nil {
		return Sheet{}, fmt.Errorf("zone of company %d: %w", s.company, err)
	}
	sheet := Sheet{Company: company.Name, Zone: zone, Date: booking.DateOf(at, zone)}
	var rows []struct {
		notificationContextRow
		ID booking.ID
	}
	err = sqlx.SelectContext(ctx, s.q, &rows, `select b.id, `+notificationContextColumns+`
		where b.company_id = $1 and b.starts_at >= $2 and b.starts_at < $3 and b.status not in ('cancelled', 'rejected') and b.deleted_at is null
		order by b.starts_at, b.number`, s.company, booking.Instant(sheet.Date, 0, zone), booking.Instant(sheet.Date, booking.DayEnd, zone))
	for _, row := range rows {
		o, err := row.context(row.ID)
		if err != nil {
			return Sheet{}, err
		}
		sheet.Bookings = append(sheet.Bookings, masked(s, o))
	}
	return sheet, err
}
