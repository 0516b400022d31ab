package messagedb

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
)

// Sheet is the company's day for the team: the bookings in force, by time.
type Sheet struct {
	Company  string
	Zone     *time.Location
	Date     booking.Date
	Bookings []NotificationContext
}

// ReadSheet of the company's date at the instant at.
func ReadSheet(ctx context.Context, s db.Scope, at time.Time) (Sheet, error) {
	var company struct{ Name, Timezone string }
	if err := sqlx.GetContext(ctx, s.Q(), &company, `select name, timezone from companies where id = $1`, s.Company()); err != nil {
		return Sheet{}, db.OrNotFound(err, "error.company_unknown")
	}
	zone, err := time.LoadLocation(company.Timezone)
	if err != nil {
		return Sheet{}, fmt.Errorf("zone of company %d: %w", s.Company(), err)
	}
	sheet := Sheet{Company: company.Name, Zone: zone, Date: booking.DateOf(at, zone)}
	var rows []struct {
		notificationContextRow
		ID booking.ID
	}
	err = sqlx.SelectContext(ctx, s.Q(), &rows, `select b.id, `+notificationContextColumns+`
		where b.company_id = $1 and b.starts_at >= $2 and b.starts_at < $3 and b.status not in ('cancelled', 'rejected') and b.deleted_at is null
		order by b.starts_at, b.number`, s.Company(), engine.Instant(sheet.Date, 0, zone), engine.Instant(sheet.Date, booking.DayEnd, zone))
	for _, row := range rows {
		o, err := row.context(row.ID)
		if err != nil {
			return Sheet{}, err
		}
		sheet.Bookings = append(sheet.Bookings, db.Masked(s, o))
	}
	return sheet, err
}
