package clientdb

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
)

var updateClient = `
	update clients set name_key = $3, left_email = nullif(nullif($4, ''), $5), created_at = $6, revision = revision + 1, ` + db.AttributeSets(booking.ClientAttributes, 7) + `
	where company_id = $1 and id = $2`

// SaveClient writes a client's card and what he is found by, under a new revision.
func SaveClient(ctx context.Context, a *db.Act, c booking.Client) error {
	_, err := a.SQLX().ExecContext(ctx, updateClient,
		append([]any{a.Company(), c.ID, lookup.Fold(c.Name), c.Left, c.Email, c.CreatedAt}, db.AttributesOf(booking.ClientAttributes, c)...)...)
	if err != nil {
		return err
	}
	return rekey(ctx, a, c)
}

var insertClient = `
	insert into clients (company_id, id, name_key, created_at, ` + db.AttributeColumns(booking.ClientAttributes, "") + `)
	values ($1, $2, $3, $4, ` + db.AttributeValues(booking.ClientAttributes, 5) + `)`

// InsertClient writes the card of a new client, and what he is found by. A phone that
// another card has is refused by the table.
func InsertClient(ctx context.Context, a *db.Act, c booking.Client) error {
	_, err := a.SQLX().ExecContext(ctx, insertClient,
		append([]any{a.Company(), c.ID, lookup.Fold(c.Name), c.CreatedAt}, db.AttributesOf(booking.ClientAttributes, c)...)...)
	if err != nil {
		return err
	}
	return putKeys(ctx, a, c.ID, c.Contact)
}

// DeleteClient takes away a card that nothing hangs on.
func DeleteClient(ctx context.Context, a *db.Act, id booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from clients where company_id = $1 and id = $2`, a.Company(), id)
	return err
}

// rekey makes a client findable by his card, by what he called himself in his
// bookings, by his aliases, and by nothing else.
func rekey(ctx context.Context, a *db.Act, c booking.Client) error {
	if _, err := a.SQLX().ExecContext(ctx, `delete from client_keys where company_id = $1 and client_id = $2`, a.Company(), c.ID); err != nil {
		return err
	}
	var known []KnownClient
	err := a.SQLX().SelectContext(ctx, &known, `
		select distinct client_id as id, contact_name as name, coalesce(contact_phone, '') as phone, coalesce(contact_email, '') as email
		from bookings where company_id = $1 and client_id = $2
		union select id, '', '', left_email from clients where company_id = $1 and id = $2 and left_email is not null
		union select client_id, '', case when value like '+%' then value else '' end, case when value like '+%' then '' else value end
		from client_aliases where company_id = $1 and client_id = $2`, a.Company(), c.ID)
	if err != nil {
		return err
	}
	return putKeysOf(ctx, a, append(known, KnownClient{ID: c.ID, Name: c.Name, Phone: c.Phone, Email: c.Email}))
}

// MoveToClient gives all that another client has to one client, whom the values
// will find from now on, and ends the other.
func MoveToClient(ctx context.Context, a *db.Act, to, from booking.ID, values []string) error {
	for _, sql := range []string{
		`update bookings set client_id = $2 where company_id = $1 and client_id = $3`,
		`update leads set client_id = $2 where company_id = $1 and client_id = $3`,
		`update client_chats k set client_id = $2 where company_id = $1 and client_id = $3 and (booking_id is not null
			or not exists (select from client_chats o where o.company_id = $1 and o.client_id = $2 and o.booking_id is null))`,
		`update clients one set reminders_off_at = coalesce(one.reminders_off_at, other.reminders_off_at)
			from clients other where one.company_id = $1 and one.id = $2 and other.company_id = $1 and other.id = $3`,
		`update clients one set sms_off_at = coalesce(one.sms_off_at, other.sms_off_at)
			from clients other where one.company_id = $1 and one.id = $2 and other.company_id = $1 and other.id = $3`,
		`insert into client_tags (company_id, client_id, key, tag) select company_id, $2, key, tag from client_tags
			where company_id = $1 and client_id = $3 on conflict do nothing`,
		`update client_aliases set client_id = $2 where company_id = $1 and client_id = $3`,
		`insert into client_history (company_id, client_id, n, at, act, actor_kind, actor_user, actor_name, origin, detail)
			select $1, $2, (select coalesce(max(n), 0) from client_history where company_id = $1 and client_id = $2) + n,
				at, act, actor_kind, actor_user, actor_name, origin, detail
			from client_history where company_id = $1 and client_id = $3`,
		`delete from undos where company_id = $1 and client_id = $3 and $2::uuid is not null`,
		`delete from clients where company_id = $1 and id = $3 and $2::uuid is not null`,
	} {
		if _, err := a.SQLX().ExecContext(ctx, sql, a.Company(), to, from); err != nil {
			return err
		}
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into client_aliases (company_id, value, client_id) select $1, v, $2 from unnest($3::text[]) v
		on conflict (company_id, value) do update set client_id = excluded.client_id`, a.Company(), to, values)
	return err
}

// KeepApart remembers that two clients are two people.
func KeepApart(ctx context.Context, a *db.Act, one, other booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into client_pairs_apart (company_id, one_id, other_id) values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid))
		on conflict do nothing`, a.Company(), one, other)
	return err
}

// Nameless is what stands where a name was erased.
const Nameless = "—"

// SaveClientNote writes a client's note under the revision that the card has.
func SaveClientNote(ctx context.Context, a *db.Act, id booking.ID, note string) error {
	_, err := a.SQLX().ExecContext(ctx, `update clients set note = $3 where company_id = $1 and id = $2`, a.Company(), id, note)
	return err
}

// EraseClient takes everything personal of a client out of the company's tables:
// his card, what he is found by, what he called himself in his bookings and wrote
// in his leads, to whom messages went. Bookings, leads and their numbers stay.
func EraseClient(ctx context.Context, a *db.Act, id booking.ID, at time.Time) error {
	for _, sql := range []string{
		`delete from blocks b using clients c where b.company_id = $1 and c.company_id = $1 and c.id = $2
			and (b.phone <> '' and b.phone = c.phone or b.email <> '' and b.email = c.email)`,
		`delete from client_chats where company_id = $1 and client_id = $2`,
		`delete from client_tags where company_id = $1 and client_id = $2`,
		`delete from client_keys where company_id = $1 and client_id = $2`,
		`delete from client_aliases where company_id = $1 and client_id = $2`,
		`delete from client_pairs_apart where company_id = $1 and (one_id = $2 or other_id = $2)`,
		`update client_history set detail = '{}' where company_id = $1 and client_id = $2`,
		`update booking_history h set actor_name = case when actor_kind = 'visitor' then '' else actor_name end, detail = '{}'
			from bookings b where b.company_id = $1 and b.client_id = $2 and h.company_id = $1 and h.booking_id = b.id`,
		`update payments p set note = '' from bookings b where b.company_id = $1 and b.client_id = $2 and p.company_id = $1 and p.booking_id = b.id`,
		`delete from undos where company_id = $1 and client_id = $2`,
		`delete from undos u using bookings b where b.company_id = $1 and b.client_id = $2 and u.company_id = $1 and u.booking_id = b.id`,
		`update submissions s set body_hash = '' from bookings b
			where b.company_id = $1 and b.client_id = $2 and s.company_id = $1 and s.result ->> 'id' = b.id::text`,
		`update submissions s set body_hash = '' from leads l
			where l.company_id = $1 and s.company_id = $1 and s.result ->> 'id' = l.id::text and ` + leadsOf,
		`update lead_history h set actor_name = case when actor_kind = 'visitor' then '' else actor_name end, detail = detail - 'text'
			from leads l where l.company_id = $1 and h.company_id = $1 and h.lead_id = l.id and ` + leadsOf,
		`update leads l set page = '', contact_name = '` + Nameless + `', contact_phone = null, contact_email = null, search = '', fingerprint = null,
				payload = (select coalesce(jsonb_agg(answer || '{"value": ""}'), '[]') from jsonb_array_elements(payload) answer)
			where l.company_id = $1 and ` + leadsOf,
		`update deliveries d set before = null, told = null, error = '', receipt = '',
				recipient = case when audience = 'client' then '` + Nameless + `' else recipient end,
				actor_name = case when actor_user is null then '' else actor_name end,
				state = case when audience = 'client' and state in ('waiting', 'retrying') then 'dropped' else state end
			where company_id = $1 and (booking_id in (select id from bookings where company_id = $1 and client_id = $2)
				or lead_id in (select id from leads where company_id = $1 and client_id = $2))`,
		`delete from dead_addresses where company_id = $1 and address in (select email from clients where company_id = $1 and id = $2 union select left_email from clients where company_id = $1 and id = $2
			union select contact_email from bookings where company_id = $1 and client_id = $2)`,
		`delete from proven_addresses where company_id = $1 and address in (select contact_email from bookings where company_id = $1 and client_id = $2)`,
		`update bookings set contact_name = '` + Nameless + `', contact_phone = null, contact_email = null, notes = '' where company_id = $1 and client_id = $2`,
	} {
		if _, err := a.SQLX().ExecContext(ctx, sql, a.Company(), id); err != nil {
			return err
		}
	}
	_, err := a.SQLX().ExecContext(ctx, `
		update clients set name = '`+Nameless+`', name_key = '', left_email = null, erased_at = $3, revision = revision + 1, `+
		db.AttributeCleared(booking.ClientAttributes.Without("name"))+`
		where company_id = $1 and id = $2`, a.Company(), id, at)
	return err
}

// leadsOf finds the leads l of a client ($2): those that are linked to him or to
// a booking of his, and those that came under his phone or e-mail.
const leadsOf = `(l.client_id = $2 or l.booking_id in (select id from bookings where company_id = $1 and client_id = $2)
	or exists (select from clients c where c.company_id = $1 and c.id = $2 and (l.contact_phone = c.phone or l.contact_email in (c.email, c.left_email))))`
