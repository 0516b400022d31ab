package db

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// VisitsOf are the bookings of a client but for deleted ones, the latest first, at most limit.
func (s Scope) VisitsOf(ctx context.Context, client booking.ID, limit int) ([]booking.Booking, error) {
	var rows []bookingRow
	err := sqlx.SelectContext(ctx, s.q, &rows, selectBookings+`
		where b.company_id = $1 and b.client_id = $2 and b.deleted_at is null order by b.starts_at desc, b.number desc limit $3`, s.company, client, limit)
	if err != nil {
		return nil, err
	}
	return bookingsOf(rows)
}

// AllClients are the company's clients, the oldest first, and the pairs of them
// that were found to be two people.
func (s Scope) AllClients(ctx context.Context) (clients []booking.Client, apart map[[2]booking.ID]bool, err error) {
	var rows []clientRow
	err = sqlx.SelectContext(ctx, s.q, &rows, `
		select `+clientColumns+` from clients c where c.company_id = $1 and c.erased_at is null order by c.created_at, c.id`, s.company)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		clients = append(clients, row.client())
	}
	var pairs []struct{ One, Other booking.ID }
	err = sqlx.SelectContext(ctx, s.q, &pairs, `
		select one_id as one, other_id as other from client_pairs_apart where company_id = $1`, s.company)
	apart = map[[2]booking.ID]bool{}
	for _, p := range pairs {
		apart[[2]booking.ID{p.One, p.Other}] = true
	}
	return clients, apart, err
}

// CountOf is how many bookings and leads a client has.
func (s Scope) CountOf(ctx context.Context, client booking.ID) (bookings, leads int, err error) {
	err = s.q.QueryRowxContext(ctx, `
		select (select count(*) from bookings where company_id = $1 and client_id = $2),
			(select count(*) from leads where company_id = $1 and client_id = $2)`, s.company, client).Scan(&bookings, &leads)
	return bookings, leads, err
}
