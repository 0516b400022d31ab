package clientdb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// Blocks are those whose bookings the company does not take over the web, the latest first.
func Blocks(ctx context.Context, s db.Scope) (all []booking.BlockedClient, err error) {
	err = sqlx.SelectContext(ctx, s.Q(), &all, `
		select id, name, phone, email, by_name as by, at, reason from blocks where company_id = $1 order by at desc, id limit 1000`, s.Company())
	for i := range all {
		all[i] = db.Masked(s, all[i])
	}
	return all, err
}

// BlockOf is the block that concerns the phone or the e-mail; the zero Block for none.
func BlockOf(ctx context.Context, s db.Scope, c booking.Contact) (booking.BlockedClient, error) {
	var found []booking.BlockedClient
	err := sqlx.SelectContext(ctx, s.Q(), &found, `
		select id, name, phone, email, by_name as by, at, reason from blocks
		where company_id = $1 and (phone <> '' and phone = $2 or email <> '' and email = $3) order by at desc limit 1`, s.Company(), c.Phone, c.Email)
	if err != nil || len(found) == 0 {
		return booking.BlockedClient{}, err
	}
	return found[0], nil
}

// BlockOfClient is the id of the block that concerns a client's card, "" for none.
func BlockOfClient(ctx context.Context, s db.Scope, client booking.ID) (booking.ID, error) {
	c, err := Client(ctx, s.Seen(false), client) // what it is compared by is not shown
	if err != nil {
		return "", err
	}
	b, err := BlockOf(ctx, s, c.Contact)
	return b.ID, err
}

// InsertBlock writes one.
func InsertBlock(ctx context.Context, a *db.Act, b booking.BlockedClient) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into blocks (company_id, id, name, phone, email, by_name, at, reason) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.Company(), b.ID, b.Name, b.Phone, b.Email, b.By, b.At, b.Reason)
	return err
}

// BlockByID is one of them; NotFound for none.
func BlockByID(ctx context.Context, s db.Scope, id booking.ID) (b booking.BlockedClient, err error) {
	if !booking.IsID(string(id)) {
		return b, booking.Fail(booking.NotFound, "error.block_unknown")
	}
	err = sqlx.GetContext(ctx, s.Q(), &b, `select id, name, phone, email, by_name as by, at, reason from blocks where company_id = $1 and id = $2`, s.Company(), id)
	return db.Masked(s, b), db.OrNotFound(err, "error.block_unknown")
}

// SetBlockReason writes another reason.
func SetBlockReason(ctx context.Context, a *db.Act, id booking.ID, reason string) error {
	_, err := a.SQLX().ExecContext(ctx, `update blocks set reason = $3 where company_id = $1 and id = $2`, a.Company(), id, reason)
	return err
}

// DeleteBlock lifts it, and gives what it was; NotFound for none.
func DeleteBlock(ctx context.Context, a *db.Act, id booking.ID) (b booking.BlockedClient, err error) {
	if !booking.IsID(string(id)) {
		return b, booking.Fail(booking.NotFound, "error.block_unknown")
	}
	err = sqlx.GetContext(ctx, a.SQLX(), &b, `
		delete from blocks where company_id = $1 and id = $2 returning id, name, phone, email, by_name as by, at, reason`, a.Company(), id)
	return b, db.OrNotFound(err, "error.block_unknown")
}
