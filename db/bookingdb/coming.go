package bookingdb

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// Coming are the bookings that occupy time after now, by start, with what the
// rules ask about and no more: id, service, resources, status, start, end and
// occupied span. There may be tens of thousands, so they are scanned by hand. One query.
func Coming(ctx context.Context, s db.Scope, now time.Time) ([]booking.Booking, error) {
	rows, err := s.Q().QueryxContext(ctx, `
		select b.id, b.service_id, b.status, b.starts_at, b.ends_at, lower(b.occupied), upper(b.occupied), r.resource_id
		from bookings b join booking_resources r on r.company_id = b.company_id and r.booking_id = b.id
		where b.company_id = $1 and upper(b.occupied) > $2 and b.ends_at > $3 and b.starts_at > $3
			and b.status not in ('cancelled', 'rejected') and b.deleted_at is null
		order by b.starts_at, b.id, r.resource_id`, s.Company(), now, now.Add(-(booking.MaxDurationMin+booking.MaxBufferMin)*time.Minute))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []booking.Booking
	for rows.Next() {
		var b booking.Booking
		var resource booking.ID
		if err := rows.Scan(&b.ID, &b.Service, &b.Status, &b.Start, &b.End, &b.Occupied.From, &b.Occupied.To, &resource); err != nil {
			return nil, err
		}
		if n := len(all) - 1; n >= 0 && all[n].ID == b.ID {
			all[n].Resources = append(all[n].Resources, resource)
			continue
		}
		b.Resources = []booking.ID{resource}
		all = append(all, b)
	}
	return all, rows.Err()
}
