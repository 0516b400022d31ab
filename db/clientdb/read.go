package clientdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/telling"
	"okno/db"
	"okno/db/bookingdb"
)

// VisitsOf are the bookings of a client but for deleted ones, the latest first, at most limit.
func VisitsOf(ctx context.Context, s db.Scope, client booking.ID, limit int) ([]booking.Booking, error) {
	var rows []bookingdb.Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, bookingdb.Select+`
		where b.company_id = $1 and b.client_id = $2 and b.deleted_at is null order by b.starts_at desc, b.number desc limit $3`, s.Company(), client, limit)
	if err != nil {
		return nil, err
	}
	return bookingdb.FromRows(s, rows)
}

// VisitsWith are those of them that are with a resource.
func VisitsWith(ctx context.Context, s db.Scope, client, resource booking.ID, limit int) ([]booking.Booking, error) {
	var rows []bookingdb.Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, bookingdb.Select+`
		where b.company_id = $1 and b.client_id = $2 and b.deleted_at is null and `+bookingdb.OnResource("b", "$4")+` order by b.starts_at desc, b.number desc limit $3`,
		s.Company(), client, limit, resource)
	if err != nil {
		return nil, err
	}
	return bookingdb.FromRows(s, rows)
}

// MustBeOf is NotFound for who is no client of a resource: whoever has or had no booking with it that was not cancelled or declined.
// Who works there knows nothing of them.
func MustBeOf(ctx context.Context, s db.Scope, client, resource booking.ID) error {
	unknown := "error.client_unknown"
	if !booking.IsID(string(client)) {
		return booking.Fail(booking.NotFound, unknown)
	}
	var is bool
	err := sqlx.GetContext(ctx, s.Q(), &is, `select true from clients c where c.company_id = $1 and c.id = $2 and c.erased_at is null and `+bookedWith("$3"),
		s.Company(), client, resource)
	return db.OrNotFound(err, unknown)
}

// bookedWith is that rule for a client c of the company $1 and a resource, the argument, as every query has it.
func bookedWith(resource string) string {
	return `exists (select from bookings b where b.company_id = $1 and b.client_id = c.id and b.deleted_at is null
			and b.status not in ('cancelled', 'rejected') and ` + bookingdb.OnResource("b", resource) + `)`
}

// Pairs are the clients who may be one person, the likeliest first, but for those who
// were found to be two. All of the company's clients are in memory for the while.
func Pairs(ctx context.Context, s db.Scope) ([]lookup.Pair, error) {
	var clients []booking.Client
	err := sqlx.SelectContext(ctx, s.Q(), &clients, `
		select `+clientColumns+` from clients c where c.company_id = $1 and c.erased_at is null`+db.SomebodyOnly+` order by c.created_at, c.id`, s.Company())
	if err != nil {
		return nil, err
	}
	var apart []struct{ One, Other booking.ID }
	if err := sqlx.SelectContext(ctx, s.Q(), &apart, `
		select one_id as one, other_id as other from client_pairs_apart where company_id = $1`, s.Company()); err != nil {
		return nil, err
	}
	known := map[[2]booking.ID]bool{}
	for _, p := range apart {
		known[[2]booking.ID{p.One, p.Other}] = true
	}
	var pairs []lookup.Pair
	for _, p := range lookup.Duplicates(clients) { // which compares what may not be shown
		if !known[[2]booking.ID{min(p.One.ID, p.Other.ID), max(p.One.ID, p.Other.ID)}] {
			p.One, p.Other = db.Masked(s, p.One), db.Masked(s, p.Other)
			pairs = append(pairs, p)
		}
	}
	return pairs, nil
}

// Standing is what a client's card says beside what stands on it.
type Standing struct {
	Dead   telling.Why // why mail to its address does not arrive, "" where it does
	Follow int         // how many of his bookings to come are named or reached as the card is
	Tags   string      // that clients of the company have (tags.List)
	SMS    bool        // the company writes to clients by SMS
	NoSMS  bool        // he wants none
}

// CardStanding of a client.
func CardStanding(ctx context.Context, s db.Scope, client booking.ID, now time.Time) (Standing, error) {
	var card Standing
	err := sqlx.GetContext(ctx, s.Q(), &card, `
		select coalesce((select a.why from dead_addresses a where a.company_id = $1 and a.address = c.email), '') as dead,
			exists (select from sms_settings t where t.company_id = $1 and t.enabled) as sms, c.sms_off_at is not null as nosms,
			(select count(*) from bookings b where b.company_id = $1 and b.client_id = c.id and b.deleted_at is null
				and b.status in ('pending', 'confirmed', 'arrived') and b.ends_at > $3
				and (b.contact_name = c.name or b.contact_phone = c.phone or b.contact_email = c.email)) as follow, `+companyTags+` as tags
		from clients c where c.company_id = $1 and c.id = $2`, s.Company(), client, now)
	return card, db.OrNotFound(err, "error.client_unknown")
}

// CountOf is how many bookings and leads a client has.
func CountOf(ctx context.Context, s db.Scope, client booking.ID) (bookings, leads int, err error) {
	err = s.Q().QueryRowxContext(ctx, `
		select (select count(*) from bookings where company_id = $1 and client_id = $2),
			(select count(*) from leads where company_id = $1 and client_id = $2)`, s.Company(), client).Scan(&bookings, &leads)
	return bookings, leads, err
}
