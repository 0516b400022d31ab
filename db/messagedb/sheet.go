package messagedb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
)

// SheetBookings are the company's bookings in force that start on the date, by time.
func SheetBookings(ctx context.Context, s db.Scope, company booking.Company, date booking.Date) ([]NotificationContext, error) {
	var rows []struct {
		notificationContextRow
		ID booking.ID
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `select b.id, `+notificationContextColumns+`
		where b.company_id = $1 and b.starts_at >= $2 and b.starts_at < $3 and b.status not in ('cancelled', 'rejected') and b.deleted_at is null
		order by b.starts_at, b.number`, s.Company(), engine.Instant(date, 0, company.Zone), engine.Instant(date, booking.DayEnd, company.Zone))
	var bookings []NotificationContext
	for _, row := range rows {
		o, err := row.context(row.ID)
		if err != nil {
			return nil, err
		}
		bookings = append(bookings, db.Masked(s, o))
	}
	return bookings, err
}
