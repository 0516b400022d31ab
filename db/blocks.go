package db

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Blocks are those whose bookings the company does not take over the web, the latest first.
func (s Scope) Blocks(ctx context.Context) (all []booking.BlockedClient, err error) {
	err = sqlx.SelectContext(ctx, s.q, &all, `
		select id, name, phone, email, by_name as by, at from blocks where company_id = $1 order by at desc, id limit 1000`, s.company)
	for i := range all {
		all[i] = masked(s, all[i])
	}
	return all, err
}

// BlockOf is the block that concerns the phone or the e-mail; the zero Block for none.
func (s Scope) BlockOf(ctx context.Context, c booking.Contact) (booking.BlockedClient, error) {
	var found []booking.BlockedClient
	err := sqlx.SelectContext(ctx, s.q, &found, `
		select id, name, phone, email, by_name as by, at from blocks
		where company_id = $1 and (phone <> '' and phone = $2 or email <> '' and email = $3) order by at desc limit 1`, s.company, c.Phone, c.Email)
	if err != nil || len(found) == 0 {
		return booking.BlockedClient{}, err
	}
	return found[0], nil
}

// BlockOfClient is the id of the block that concerns a client's card, "" for none.
func (s Scope) BlockOfClient(ctx context.Context, client booking.ID) (booking.ID, error) {
	c, err := s.Seen(false).Client(ctx, client) // what it is compared by is not shown
	if err != nil {
		return "", err
	}
	b, err := s.BlockOf(ctx, c.Contact)
	return b.ID, err
}

// InsertBlock writes one.
func (a *Act) InsertBlock(ctx context.Context, b booking.BlockedClient) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into blocks (company_id, id, name, phone, email, by_name, at) values ($1, $2, $3, $4, $5, $6, $7)`,
		a.company, b.ID, b.Name, b.Phone, b.Email, b.By, b.At)
	return err
}

// DeleteBlock lifts it, and gives what it was; NotFound for none.
func (a *Act) DeleteBlock(ctx context.Context, id booking.ID) (b booking.BlockedClient, err error) {
	if !booking.IsID(string(id)) {
		return b, booking.Fail(booking.NotFound, "error.block_unknown")
	}
	err = sqlx.GetContext(ctx, a.tx, &b, `
		delete from blocks where company_id = $1 and id = $2 returning id, name, phone, email, by_name as by, at`, a.company, id)
	return b, orNotFound(err, "error.block_unknown")
}
