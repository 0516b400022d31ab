// Package clientdb reads and writes clients: by what they are known, how they are found, who is blocked.
package clientdb

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/telling"
	"okno/db"
)

// ClientFor is the client known by the contact's phone, else by its e-mail; where
// there is none, one with the given id is made. What is known of a client is
// completed, never overwritten, and only where the contact is vouched for, by the desk:
// else whoever knows a number would have its owner's mail from then on. What a visitor
// types identifies a client, and is that booking's alone; on a card that is made for him stands
// what he is known by, his phone, and his e-mail as one that he has left.
func ClientFor(ctx context.Context, a *db.Act, c booking.Contact, id booking.ID, at time.Time, vouched bool) (booking.ID, error) {
	known, err := clientKnownBy(ctx, a, c)
	if err != nil {
		return "", err
	}
	return ClientForKnown(ctx, a, known, c, id, at, vouched)
}

// AskKnown reads who is known by the contact, for ClientForKnown, once the act sends what it has put off.
func AskKnown(a *db.Act, c booking.Contact, known *booking.Client) {
	a.Collect(func(rows pgx.Rows) error {
		all, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[booking.Client])
		if err == nil && len(all) > 0 {
			*known = all[0]
		}
		return err
	}, selectKnownBy, a.Company(), c.Phone, c.Email)
}

// ClientForKnown is ClientFor where it has been read who is known by the contact.
func ClientForKnown(ctx context.Context, a *db.Act, known booking.Client, c booking.Contact, id booking.ID, at time.Time, vouched bool) (booking.ID, error) {
	if known.ID != "" {
		completed := known.Contact
		if vouched {
			completed = completes(known.Contact, c)
		}
		if completed != known.Contact {
			_, err := a.SQLX().ExecContext(ctx, `
				update clients set phone = nullif($3, ''), email = nullif($4, ''), left_email = nullif(left_email, $4), revision = revision + 1
				where company_id = $1 and id = $2`,
				a.Company(), known.ID, completed.Phone, completed.Email)
			if err != nil {
				return "", err
			}
		}
		if c == known.Contact {
			return known.ID, nil
		}
		return known.ID, putKeys(ctx, a, known.ID, c) // whatever he calls himself this time finds him too
	}
	a.Later(`
		insert into clients (company_id, id, name, name_key, phone, email, left_email, created_at)
		values ($1, $2, $3, $4, nullif($5, ''), case when $8 then nullif($6, '') end, case when not $8 then nullif($6, '') end, $7)`,
		a.Company(), id, c.Name, lookup.Fold(c.Name), c.Phone, c.Email, at, vouched)
	return id, putKeys(ctx, a, id, c)
}

// clientKnownBy is the oldest client with the contact's phone, else with its
// e-mail; the phones and e-mails of those who were merged into him are his.
func clientKnownBy(ctx context.Context, a *db.Act, c booking.Contact) (known booking.Client, err error) {
	var rows []booking.Client
	err = a.SQLX().SelectContext(ctx, &rows, selectKnownBy, a.Company(), c.Phone, c.Email)
	if err != nil || len(rows) == 0 {
		return known, err
	}
	return rows[0], nil
}

var selectKnownBy = `
		select ` + clientColumns + ` from clients c
		where c.company_id = $1 and c.erased_at is null and (
			(c.phone = $2 and $2 <> '') or ((c.email = $3 or c.left_email = $3) and $3 <> '' and (c.phone is null or $2 = ''))
			or c.id in (select client_id from client_aliases where company_id = $1 and (value = $2 and $2 <> '' or value = $3 and $2 = '' and $3 <> '')))
		order by (c.phone = $2) desc nulls last, (c.email = $3) desc nulls last, c.created_at, c.id limit 1`

// completes is known with what it lacks of the contact.
func completes(known, c booking.Contact) booking.Contact {
	if known.Phone == "" {
		known.Phone = c.Phone
	}
	if known.Email == "" {
		known.Email = c.Email
	}
	return known
}

// putKeys makes a client findable by the contact, beside what he is found by already.
func putKeys(ctx context.Context, a *db.Act, id booking.ID, c booking.Contact) error {
	return putKeysOf(ctx, a, []KnownClient{{ID: id, Name: c.Name, Phone: c.Phone, Email: c.Email}})
}

func putKeysOf(ctx context.Context, a *db.Act, list []KnownClient) error {
	var keys, of []string
	for _, c := range list {
		for _, key := range lookup.SearchKeys(booking.Contact{Name: c.Name, Phone: c.Phone, Email: c.Email}) {
			keys, of = append(keys, key), append(of, string(c.ID))
		}
		for _, key := range lookup.SearchKeys(booking.Contact{Email: c.Left}) {
			keys, of = append(keys, key), append(of, string(c.ID))
		}
	}
	a.Later(`
		insert into client_keys (company_id, key, client_id)
		select $1, key, id::uuid from unnest($2::text[], $3::text[]) as n (key, id)
		on conflict do nothing`, a.Company(), keys, of)
	return nil
}

// clientColumns are a booking.Client of the row c.
var clientColumns = `c.id, ` + db.AttributeSelect(booking.ClientAttributes, "c") + `, coalesce(c.left_email, '') as "left", c.revision,
	` + db.ClientChatWay("c") + ` as chat, ` + tagsOf + ` as tags, c.created_at as createdat, c.erased_at is not null as erased`

// Client is one client; NotFound when the company has none of that id.
func Client(ctx context.Context, s db.Scope, id booking.ID) (booking.Client, error) {
	if !booking.IsID(string(id)) {
		return booking.Client{}, booking.Fail(booking.NotFound, "error.client_unknown")
	}
	var row booking.Client
	err := sqlx.GetContext(ctx, s.Q(), &row, `select `+clientColumns+` from clients c where c.company_id = $1 and c.id = $2`, s.Company(), id)
	if err != nil {
		return booking.Client{}, db.OrNotFound(err, "error.client_unknown")
	}
	return db.Masked(s, row), nil
}

// ClientOf is the client of a booking, and why mail to the address that the booking has
// does not arrive; "" where it does.
func ClientOf(ctx context.Context, s db.Scope, b booking.Booking) (booking.Client, telling.Why, error) {
	var row struct {
		booking.Client
		Dead telling.Why
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select `+clientColumns+`, coalesce((select a.why from dead_addresses a where a.company_id = $1 and a.address = (select b.contact_email from bookings b where b.company_id = $1 and b.id = $3)), '') as dead
		from clients c where c.company_id = $1 and c.id = $2`, s.Company(), b.Client, b.ID)
	return db.Masked(s, row.Client), row.Dead, db.OrNotFound(err, "error.client_unknown")
}

// ClientByPhone is the client who has the phone (E.164), or who had it before he
// was merged with another; NotFound when there is none.
func ClientByPhone(ctx context.Context, s db.Scope, phone string) (booking.Client, error) {
	var row booking.Client
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select `+clientColumns+` from clients c
		where c.company_id = $1 and (c.phone = $2 or c.id in (select client_id from client_aliases where company_id = $1 and value = $2))
		order by (c.phone = $2) desc nulls last limit 1`, s.Company(), phone)
	if err != nil {
		return booking.Client{}, db.OrNotFound(err, "error.client_unknown")
	}
	return db.Masked(s, row), nil
}
