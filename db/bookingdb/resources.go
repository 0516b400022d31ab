package bookingdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// BookingsAhead are the first bookings of a resource, at most limit, that occupy
// its time and are not over at now, by start; and how many there are in all.
func BookingsAhead(ctx context.Context, s db.Scope, resource booking.ID, now time.Time, limit int) ([]booking.Booking, int, error) {
	var rows []struct {
		Row
		Total int
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select b.id, b.number, b.service_id, b.status, b.source, b.starts_at, b.ends_at, b.contact_name, count(*) over () as total
		from booking_resources r join bookings b on b.company_id = r.company_id and b.id = r.booking_id
		where r.company_id = $1 and r.resource_id = $2 and upper(r.occupied) > $3 and b.ends_at > $3
			and r.status not in ('cancelled', 'rejected')
		order by b.starts_at, b.number limit $4`, s.Company(), resource, now, limit)
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	bookings := make([]booking.Booking, len(rows))
	for i, row := range rows {
		if bookings[i], err = FromRow(s, row.Row); err != nil {
			return nil, 0, err
		}
	}
	return bookings, rows[0].Total, nil
}
