package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Hits are the bookings still to come about whose time e blocks, by start. e may
// be one that is not saved yet. One query.
func (s Scope) Hits(ctx context.Context, setup Setup, e booking.Exception, now time.Time) ([]booking.Booking, error) {
	from := now
	if first := booking.Instant(e.FromDate, 0, setup.Company.Zone); first.After(now) {
		from = first
	}
	var until *time.Time
	if e.ToDate != nil {
		end := booking.Instant(e.ToDate.AddDays(2), booking.DayEnd, setup.Company.Zone)
		until = &end
	}
	var rows []bookingRow
	err := sqlx.SelectContext(ctx, s.q, &rows, selectBookings+`
		where b.company_id = $1 and b.status in ('pending', 'confirmed', 'arrived')
			and b.starts_at > $2 and b.ends_at > $3 and ($4::timestamptz is null or b.starts_at < $4)
			and ($5::text = '' or b.service_id = nullif($5, '')::uuid)
			and ($6::text = '' or exists (select from booking_resources r
				where r.company_id = b.company_id and r.booking_id = b.id and r.resource_id = nullif($6, '')::uuid))
		order by b.starts_at, b.number`,
		s.company, from.Add(-booking.MaxDurationMin*time.Minute), from, until, string(e.Service), string(e.Resource))
	if err != nil {
		return nil, err
	}
	bookings, err := s.bookingsOf(rows)
	if err != nil {
		return nil, err
	}
	return setup.Calendar(nil).Hits(e, bookings, now), nil
}

// BookingsOf are the company's bookings of these ids, by start. What is no id
// or not the company's is left out.
func (s Scope) BookingsOf(ctx context.Context, of []booking.ID) ([]booking.Booking, error) {
	var known []booking.ID
	for _, id := range of {
		if booking.IsID(string(id)) {
			known = append(known, id)
		}
	}
	if len(known) == 0 {
		return nil, nil
	}
	var rows []bookingRow
	err := sqlx.SelectContext(ctx, s.q, &rows, selectBookings+`
		where b.company_id = $1 and b.id = any($2::uuid[]) order by b.starts_at, b.number`, s.company, ids(known))
	if err != nil {
		return nil, err
	}
	return s.bookingsOf(rows)
}

func (s Scope) bookingsOf(rows []bookingRow) ([]booking.Booking, error) {
	bookings := make([]booking.Booking, len(rows))
	for i, row := range rows {
		var err error
		if bookings[i], err = s.bookingOf(row); err != nil {
			return nil, err
		}
	}
	return bookings, nil
}

// MoveBooking puts a booking from one of its resources to another. A SlotTaken
// error says that the other is not free; false, that the booking is not there.
func (a *Act) MoveBooking(ctx context.Context, id, from, to booking.ID, at time.Time) (bool, error) {
	result, err := a.tx.ExecContext(ctx, `
		update booking_resources set resource_id = $4 where company_id = $1 and booking_id = $2 and resource_id = $3`,
		a.company, id, from, to)
	if err != nil {
		return false, err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return false, err
	}
	_, err = a.tx.ExecContext(ctx, `update bookings set updated_at = $3 where company_id = $1 and id = $2`, a.company, id, at)
	return true, err
}
