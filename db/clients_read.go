package db

import (
	"context"
	"time"

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
	return s.bookingsOf(rows)
}

// Pairs are the clients who may be one person, the likeliest first, but for those who
// were found to be two. All of the company's clients are in memory for the while.
func (s Scope) Pairs(ctx context.Context) ([]booking.Pair, error) {
	var rows []clientRow
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select `+clientColumns+` from clients c where c.company_id = $1 and c.erased_at is null order by c.created_at, c.id`, s.company)
	if err != nil {
		return nil, err
	}
	clients := make([]booking.Client, len(rows))
	for i, row := range rows {
		clients[i] = row.client()
	}
	var apart []struct{ One, Other booking.ID }
	if err := sqlx.SelectContext(ctx, s.q, &apart, `
		select one_id as one, other_id as other from client_pairs_apart where company_id = $1`, s.company); err != nil {
		return nil, err
	}
	known := map[[2]booking.ID]bool{}
	for _, p := range apart {
		known[[2]booking.ID{p.One, p.Other}] = true
	}
	var pairs []booking.Pair
	for _, p := range booking.Duplicates(clients) { // which compares what may not be shown
		if !known[[2]booking.ID{min(p.One.ID, p.Other.ID), max(p.One.ID, p.Other.ID)}] {
			p.One, p.Other = masked(s, p.One), masked(s, p.Other)
			pairs = append(pairs, p)
		}
	}
	return pairs, nil
}

// CardStanding is why mail to the address on a client's card does not arrive, "" where
// it does, and how many of his bookings to come are named or reached as the card is.
func (s Scope) CardStanding(ctx context.Context, client booking.ID, now time.Time) (dead booking.Why, follow int, err error) {
	err = s.q.QueryRowxContext(ctx, `
		select coalesce((select a.why from dead_addresses a where a.company_id = $1 and a.address = c.email), ''),
			(select count(*) from bookings b where b.company_id = $1 and b.client_id = c.id and b.deleted_at is null
				and b.status in ('pending', 'confirmed', 'arrived') and b.ends_at > $3
				and (b.contact_name = c.name or b.contact_phone = c.phone or b.contact_email = c.email))
		from clients c where c.company_id = $1 and c.id = $2`, s.company, client, now).Scan(&dead, &follow)
	return dead, follow, orNotFound(err, "error.client_unknown")
}

// CountOf is how many bookings and leads a client has.
func (s Scope) CountOf(ctx context.Context, client booking.ID) (bookings, leads int, err error) {
	err = s.q.QueryRowxContext(ctx, `
		select (select count(*) from bookings where company_id = $1 and client_id = $2),
			(select count(*) from leads where company_id = $1 and client_id = $2)`, s.company, client).Scan(&bookings, &leads)
	return bookings, leads, err
}
