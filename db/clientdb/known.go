package clientdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
)

// KnownClient is a client's record: "" where no phone or e-mail is known.
type KnownClient struct {
	ID    booking.ID
	Name  string
	Phone string
	Email string
	Left  string // an e-mail that a visitor left; see booking.Client
}

// ClientsKnownBy are the clients with any of these phones or e-mails, oldest
// first; whoever is known by an alias comes once more with that.
func ClientsKnownBy(ctx context.Context, s db.Scope, phones, emails []string) ([]KnownClient, error) {
	var known []KnownClient
	err := sqlx.SelectContext(ctx, s.Q(), &known, `
		select id, name, phone, email, "left" from (
			select id, name, coalesce(phone, '') as phone, coalesce(email, '') as email, coalesce(left_email, '') as "left", created_at from clients
			where company_id = $1 and (phone = any($2) or email = any($3) or left_email = any($3))
			union all
			select c.id, c.name, case when a.value like '+%' then a.value else '' end, case when a.value like '+%' then '' else a.value end, '', c.created_at
			from client_aliases a join clients c on c.company_id = $1 and c.id = a.client_id
			where a.company_id = $1 and a.value = any($2::text[] || $3::text[])) known
		order by created_at, id`, s.Company(), phones, emails)
	return known, err
}

// PutClients writes new clients, and what was not known of those that are
// stored; what is known already stays.
func PutClients(ctx context.Context, a *db.Act, list []KnownClient, at time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into clients as c (company_id, id, name, phone, email, left_email, created_at, name_key)
		select $1, id::uuid, name, nullif(phone, ''), nullif(email, ''), nullif("left", ''), $6, name_key
		from unnest($2::text[], $3::text[], $4::text[], $5::text[], $8::text[], $7::text[]) as n (id, name, phone, email, "left", name_key)
		on conflict (company_id, id) do update
			set phone = coalesce(c.phone, excluded.phone), email = coalesce(c.email, excluded.email),
				left_email = nullif(coalesce(c.left_email, excluded.left_email), coalesce(c.email, excluded.email))`,
		a.Company(),
		db.Column(list, func(c KnownClient) string { return string(c.ID) }),
		db.Column(list, func(c KnownClient) string { return c.Name }),
		db.Column(list, func(c KnownClient) string { return c.Phone }),
		db.Column(list, func(c KnownClient) string { return c.Email }), at,
		db.Column(list, func(c KnownClient) string { return lookup.Fold(c.Name) }),
		db.Column(list, func(c KnownClient) string { return c.Left }))
	if err != nil {
		return err
	}
	return putKeysOf(ctx, a, list)
}
