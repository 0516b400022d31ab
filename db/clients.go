package db

import (
	"context"
	"time"

	"okno/booking"
)

// ClientFor is the client known by the contact's phone, else by its e-mail; where
// there is none, one with the given id is made. What is known of a client is
// completed, never overwritten: whoever knows a phone number cannot rename its owner.
func (a *Act) ClientFor(ctx context.Context, c booking.Contact, id booking.ID, at time.Time) (booking.ID, error) {
	var known []booking.ID
	err := a.tx.SelectContext(ctx, &known, `
		select id from clients
		where company_id = $1 and ((phone = $2 and $2 <> '') or (email = $3 and $3 <> '' and (phone is null or $2 = '')))
		order by (phone = $2) desc nulls last, created_at, id limit 1`, a.company, c.Phone, c.Email)
	if err != nil {
		return "", err
	}
	if len(known) == 1 {
		_, err := a.tx.ExecContext(ctx, `
			update clients set phone = coalesce(phone, nullif($3, '')), email = coalesce(email, nullif($4, ''))
			where company_id = $1 and id = $2 and (phone is null or email is null)`, a.company, known[0], c.Phone, c.Email)
		return known[0], err
	}
	_, err = a.tx.ExecContext(ctx, `
		insert into clients (company_id, id, name, phone, email, created_at)
		values ($1, $2, $3, nullif($4, ''), nullif($5, ''), $6)`, a.company, id, c.Name, c.Phone, c.Email, at)
	return id, err
}
