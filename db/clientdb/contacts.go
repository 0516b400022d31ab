package clientdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
)

// PutContact writes whose a booking is and how he is named and reached. Whoever
// calls it sees to Rekey, and to what waits to be told (FollowAddress).
func PutContact(ctx context.Context, a *db.Act, id, client booking.ID, c booking.Contact, at time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update bookings set client_id = $3, contact_name = $4, contact_phone = nullif($5, ''), contact_email = nullif($6, ''), updated_at = $7
		where company_id = $1 and id = $2`, a.Company(), id, client, c.Name, c.Phone, c.Email, at)
	return err
}

// Rekey makes a client findable by his card and by what he is called and reached
// by in his bookings, and by nothing else.
func Rekey(ctx context.Context, a *db.Act, id booking.ID) error {
	c, err := Client(ctx, a.Scope, id)
	if err != nil {
		return err
	}
	return rekey(ctx, a, c)
}

// KnowBy makes a client findable by a contact, beside what he is found by already.
func KnowBy(ctx context.Context, a *db.Act, id booking.ID, c booking.Contact) error {
	return putKeys(ctx, a, id, c)
}

// ClientKnownBy is the client that ClientFor would find, the zero Client where it would make one.
func ClientKnownBy(ctx context.Context, a *db.Act, c booking.Contact) (booking.Client, error) {
	return clientKnownBy(ctx, a, c)
}

// ClientByEmail is the oldest client with the address on his card but for one;
// the zero Client where there is none.
func ClientByEmail(ctx context.Context, s db.Scope, email string, but booking.ID) (booking.Client, error) {
	var rows []booking.Client
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select `+clientColumns+` from clients c
		where c.company_id = $1 and c.email = $2 and c.erased_at is null and c.id::text <> $3 order by c.created_at, c.id limit 1`, s.Company(), email, but)
	if err != nil || len(rows) == 0 {
		return booking.Client{}, err
	}
	return db.Masked(s, rows[0]), nil
}

// BookingsToCome are those of a client that are still to come or going on, the next one first.
func BookingsToCome(ctx context.Context, s db.Scope, client booking.ID, now time.Time) ([]booking.Booking, error) {
	var rows []bookingdb.Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, bookingdb.Select+`
		where b.company_id = $1 and b.client_id = $2 and b.deleted_at is null and b.status in ('pending', 'confirmed', 'arrived') and b.ends_at > $3
		order by b.starts_at, b.number`, s.Company(), client, now)
	if err != nil {
		return nil, err
	}
	return bookingdb.FromRows(s, rows)
}

// ProveAddress keeps that a link in a mail to a client's address was opened, and says whether
// that is news.
func ProveAddress(ctx context.Context, a *db.Act, address string) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		insert into proven_addresses (company_id, address) values ($1, $2) on conflict do nothing`, a.Company(), address)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// LeftAlone says whether all that is known of a client came through forms from whoever left
// that e-mail there.
func LeftAlone(ctx context.Context, a *db.Act, id booking.ID, email string) (alone bool, err error) {
	err = a.SQLX().GetContext(ctx, &alone, `
		select not exists (select from bookings where company_id = $1 and client_id = $2
				and (source <> 'widget' or contact_email is distinct from $3))
			and not exists (select from client_history where company_id = $1 and client_id = $2 and act in ('edited', 'merged'))
			and not exists (select from client_aliases where company_id = $1 and client_id = $2)`, a.Company(), id, email)
	return alone, err
}
