package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// ClientFor is the client known by the contact's phone, else by its e-mail; where
// there is none, one with the given id is made. What is known of a client is
// completed, never overwritten, and only where the contact is vouched for, by the desk:
// else whoever knows a number would have its owner's mail from then on. What a visitor
// types identifies a client, and is that booking's alone; on a card that is made for him stands
// what he is known by, his phone, and his e-mail as one that he has left.
func (a *Act) ClientFor(ctx context.Context, c booking.Contact, id booking.ID, at time.Time, vouched bool) (booking.ID, error) {
	known, err := a.clientKnownBy(ctx, c)
	if err != nil {
		return "", err
	}
	if known.ID != "" {
		completed := known.Contact
		if vouched {
			completed = completes(known.Contact, c)
		}
		if completed != known.Contact {
			_, err := a.tx.ExecContext(ctx, `
				update clients set phone = nullif($3, ''), email = nullif($4, ''), left_email = nullif(left_email, $4), revision = revision + 1
				where company_id = $1 and id = $2`,
				a.company, known.ID, completed.Phone, completed.Email)
			if err != nil {
				return "", err
			}
		}
		if c == known.Contact {
			return known.ID, nil
		}
		return known.ID, a.putKeys(ctx, known.ID, c) // whatever he calls himself this time finds him too
	}
	_, err = a.tx.ExecContext(ctx, `
		insert into clients (company_id, id, name, name_key, phone, email, left_email, created_at)
		values ($1, $2, $3, $4, nullif($5, ''), case when $8 then nullif($6, '') end, case when not $8 then nullif($6, '') end, $7)`,
		a.company, id, c.Name, booking.Fold(c.Name), c.Phone, c.Email, at, vouched)
	if err != nil {
		return "", err
	}
	return id, a.putKeys(ctx, id, c)
}

// clientKnownBy is the oldest client with the contact's phone, else with its
// e-mail; the phones and e-mails of those who were merged into him are his.
func (a *Act) clientKnownBy(ctx context.Context, c booking.Contact) (known booking.Client, err error) {
	var rows []clientRow
	err = a.tx.SelectContext(ctx, &rows, `
		select `+clientColumns+` from clients c
		where c.company_id = $1 and c.erased_at is null and (
			(c.phone = $2 and $2 <> '') or ((c.email = $3 or c.left_email = $3) and $3 <> '' and (c.phone is null or $2 = ''))
			or c.id in (select client_id from client_aliases where company_id = $1 and (value = $2 and $2 <> '' or value = $3 and $2 = '' and $3 <> '')))
		order by (c.phone = $2) desc nulls last, (c.email = $3) desc nulls last, c.created_at, c.id limit 1`, a.company, c.Phone, c.Email)
	if err != nil || len(rows) == 0 {
		return known, err
	}
	return rows[0].client(), nil
}

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
func (a *Act) putKeys(ctx context.Context, id booking.ID, c booking.Contact) error {
	return a.putKeysOf(ctx, []KnownClient{{ID: id, Name: c.Name, Phone: c.Phone, Email: c.Email}})
}

func (a *Act) putKeysOf(ctx context.Context, list []KnownClient) error {
	var keys, of []string
	for _, c := range list {
		for _, key := range booking.SearchKeys(booking.Contact{Name: c.Name, Phone: c.Phone, Email: c.Email}) {
			keys, of = append(keys, key), append(of, string(c.ID))
		}
		for _, key := range booking.SearchKeys(booking.Contact{Email: c.Left}) {
			keys, of = append(keys, key), append(of, string(c.ID))
		}
	}
	_, err := a.tx.ExecContext(ctx, `
		insert into client_keys (company_id, key, client_id)
		select $1, key, id::uuid from unnest($2::text[], $3::text[]) as n (key, id)
		on conflict do nothing`, a.company, keys, of)
	return err
}

const clientColumns = `c.id, c.name, coalesce(c.phone, '') as phone, coalesce(c.email, '') as email, coalesce(c.left_email, '') as "left", c.note, c.revision,
	c.created_at, c.erased_at is not null as erased`

type clientRow struct {
	ID                       booking.ID
	Name, Phone, Email, Note string
	Left                     string
	Revision                 int
	CreatedAt                time.Time `db:"created_at"`
	Erased                   bool
}

func (r clientRow) client() booking.Client {
	return booking.Client{
		ID: r.ID, Contact: booking.Contact{Name: r.Name, Phone: r.Phone, Email: r.Email}, Left: r.Left,
		Note: r.Note, Revision: r.Revision, CreatedAt: r.CreatedAt, Erased: r.Erased,
	}
}

// Client is one client; NotFound when the company has none of that id.
func (s Scope) Client(ctx context.Context, id booking.ID) (booking.Client, error) {
	if !booking.IsID(string(id)) {
		return booking.Client{}, booking.Fail(booking.NotFound, "error.client_unknown")
	}
	var row clientRow
	err := sqlx.GetContext(ctx, s.q, &row, `select `+clientColumns+` from clients c where c.company_id = $1 and c.id = $2`, s.company, id)
	if err != nil {
		return booking.Client{}, orNotFound(err, "error.client_unknown")
	}
	return masked(s, row.client()), nil
}

// ClientOf is the client of a booking, and why mail to the address that the booking has
// does not arrive; "" where it does.
func (s Scope) ClientOf(ctx context.Context, b booking.Booking) (booking.Client, booking.Why, error) {
	var row struct {
		clientRow
		Dead booking.Why
	}
	err := sqlx.GetContext(ctx, s.q, &row, `
		select `+clientColumns+`, coalesce((select a.why from dead_addresses a where a.company_id = $1 and a.address = (select b.contact_email from bookings b where b.company_id = $1 and b.id = $3)), '') as dead
		from clients c where c.company_id = $1 and c.id = $2`, s.company, b.Client, b.ID)
	return masked(s, row.client()), row.Dead, orNotFound(err, "error.client_unknown")
}

// ClientByPhone is the client who has the phone (E.164), or who had it before he
// was merged with another; NotFound when there is none.
func (s Scope) ClientByPhone(ctx context.Context, phone string) (booking.Client, error) {
	var row clientRow
	err := sqlx.GetContext(ctx, s.q, &row, `
		select `+clientColumns+` from clients c
		where c.company_id = $1 and (c.phone = $2 or c.id in (select client_id from client_aliases where company_id = $1 and value = $2))
		order by (c.phone = $2) desc nulls last limit 1`, s.company, phone)
	if err != nil {
		return booking.Client{}, orNotFound(err, "error.client_unknown")
	}
	return masked(s, row.client()), nil
}
