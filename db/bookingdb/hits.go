package bookingdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
)

// Hits are the bookings still to come about whose time e blocks, by start. e may
// be one that is not saved yet. One query.
func Hits(ctx context.Context, s db.Scope, setup db.Setup, e booking.Exception, now time.Time) ([]booking.Booking, error) {
	from := now
	if first := engine.Instant(e.FromDate, 0, setup.Company.Zone); first.After(now) {
		from = first
	}
	var until *time.Time
	if e.ToDate != nil {
		end := engine.Instant(e.ToDate.AddDays(2), booking.DayEnd, setup.Company.Zone)
		until = &end
	}
	var rows []Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, Select+`
		where b.company_id = $1 and b.status in ('pending', 'confirmed', 'arrived')
			and b.starts_at > $2 and b.ends_at > $3 and ($4::timestamptz is null or b.starts_at < $4)
			and ($5::text = '' or b.service_id = nullif($5, '')::uuid)
			and ($6::text = '' or exists (select from booking_resources r
				where r.company_id = b.company_id and r.booking_id = b.id and r.resource_id = nullif($6, '')::uuid))
		order by b.starts_at, b.number`,
		s.Company(), from.Add(-booking.MaxDurationMin*time.Minute), from, until, string(e.Service), string(e.Resource))
	if err != nil {
		return nil, err
	}
	bookings, err := FromRows(s, rows)
	if err != nil {
		return nil, err
	}
	return setup.Calendar(nil).Hits(e, bookings, now), nil
}

// BookingsOf are the company's bookings of these ids, by start. What is no id
// or not the company's is left out.
func BookingsOf(ctx context.Context, s db.Scope, of []booking.ID) ([]booking.Booking, error) {
	var known []booking.ID
	for _, id := range of {
		if booking.IsID(string(id)) {
			known = append(known, id)
		}
	}
	if len(known) == 0 {
		return nil, nil
	}
	var rows []Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, Select+`
		where b.company_id = $1 and b.id = any($2::uuid[]) order by b.starts_at, b.number`, s.Company(), db.IDs(known))
	if err != nil {
		return nil, err
	}
	return FromRows(s, rows)
}

// FromRows is FromRow for a list, in its order.
func FromRows(s db.Scope, rows []Row) ([]booking.Booking, error) {
	bookings := make([]booking.Booking, len(rows))
	for i, row := range rows {
		var err error
		if bookings[i], err = FromRow(s, row); err != nil {
			return nil, err
		}
	}
	return bookings, nil
}
