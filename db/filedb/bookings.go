package filedb

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
)

// BookingsByRef are the company's bookings that a company file names so: by
// their own ref, or by IDRef where they have none.
func BookingsByRef(ctx context.Context, s db.Scope, refs []string) (map[string]booking.Booking, error) {
	var named []string
	for _, ref := range refs {
		if id, ok := strings.CutPrefix(ref, idRef); ok && booking.IsID(id) {
			named = append(named, id)
		}
	}
	var rows []bookingdb.Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, bookingdb.Select+`
		where b.company_id = $1 and (b.ref = any($2) or (b.ref is null and b.id = any($3::text[]::uuid[])))`,
		s.Company(), refs, named)
	if err != nil {
		return nil, err
	}
	found := make(map[string]booking.Booking, len(rows))
	for _, row := range rows {
		b, err := bookingdb.FromRow(s, row)
		if err != nil {
			return nil, err
		}
		ref := b.Ref
		if ref == "" {
			ref = IDRef(b.ID)
			if _, taken := found[ref]; taken {
				continue
			}
		}
		found[ref] = b
	}
	return found, nil
}

// TakeNumbers gives the first of the next n booking numbers of the company.
func TakeNumbers(ctx context.Context, a *db.Act, n int) (first int64, err error) {
	err = a.SQLX().GetContext(ctx, &first, `
		update company_versions set last_booking_number = last_booking_number + $2
		where company_id = $1 returning last_booking_number - $2 + 1`, a.Company(), n)
	a.TookNumbers(first + int64(n) - 1)
	return first, err
}

// Clash is a stored booking in the way of the Index-th of a list.
type Clash struct {
	Index    int
	Resource string // ref
	Number   int64
	From     time.Time `db:"from"`
	To       time.Time `db:"to"`
}

// Clashes finds what stands in the way of the bookings, at most limit, in their order.
func Clashes(ctx context.Context, s db.Scope, list []booking.Booking, limit int) ([]Clash, error) {
	var index []int
	var resources []string
	var from, to []time.Time
	for i, b := range list {
		if !b.Status.Occupies() {
			continue
		}
		for _, r := range b.Resources {
			index, resources = append(index, i), append(resources, string(r))
			from, to = append(from, b.Occupied.From), append(to, b.Occupied.To)
		}
	}
	var clashes []Clash
	err := sqlx.SelectContext(ctx, s.Q(), &clashes, `
		select n.index, r.ref as resource, b.number, lower(br.occupied) as from, upper(br.occupied) as to
		from unnest($2::int[], $3::text[], $4::timestamptz[], $5::timestamptz[]) as n (index, resource, since, until)
			join booking_resources br on br.company_id = $1 and br.resource_id = n.resource::uuid
				and br.occupied && tstzrange(n.since, n.until) and br.status not in ('cancelled', 'rejected')
			join bookings b on b.company_id = $1 and b.id = br.booking_id
			join resources r on r.company_id = $1 and r.id = br.resource_id
		order by n.index, b.number limit $6`, s.Company(), index, resources, from, to, limit)
	return clashes, err
}

// PutBookings writes bookings with their resources: new ones, and stored ones
// that Clear has taken off theirs. They cost what their services do; one that keeps its service
// keeps its price.
func PutBookings(ctx context.Context, a *db.Act, list []booking.Booking, at time.Time) error {
	col := func(of func(booking.Booking) string) []string { return db.Column(list, of) }
	when := func(of func(booking.Booking) time.Time) []time.Time { return db.Column(list, of) }
	local := make([]string, len(list))
	for i, b := range list {
		var err error
		if local[i], err = a.Local(b.Start); err != nil {
			return err
		}
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into bookings as b (company_id, id, number, ref, service_id, client_id, status, source, starts_at, ends_at, occupied,
			contact_name, contact_phone, contact_email, created_at, updated_at, price, starts_local)
		select $1, n.id::uuid, n.number, nullif(n.ref, ''), n.service::uuid, n.client::uuid, n.status, n.source, n.starts_at, n.ends_at,
			tstzrange(n.since, n.until), n.name, nullif(n.phone, ''), nullif(n.email, ''), $16, $16,
			`+db.PriceWith("n.service::uuid", "n.resources::uuid[]")+`, n.local::timestamp
		from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
				$9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[], $15::text[], $17::text[], $18::text[])
			as n (id, number, ref, service, client, status, source, starts_at, ends_at, since, until, name, phone, email, local, resources)
		on conflict (company_id, id) do update set service_id = excluded.service_id, client_id = excluded.client_id,
			status = excluded.status, starts_at = excluded.starts_at, coming = b.coming and b.starts_at = excluded.starts_at, ends_at = excluded.ends_at, occupied = excluded.occupied, starts_local = excluded.starts_local,
			contact_name = excluded.contact_name, contact_phone = excluded.contact_phone, contact_email = excluded.contact_email,
			price = case when b.service_id = excluded.service_id then b.price else excluded.price end,
			updated_at = excluded.updated_at, deleted_at = null`,
		a.Company(),
		col(func(b booking.Booking) string { return string(b.ID) }),
		db.Column(list, func(b booking.Booking) int64 { return b.Number }),
		col(func(b booking.Booking) string { return b.Ref }),
		col(func(b booking.Booking) string { return string(b.Service) }),
		col(func(b booking.Booking) string { return string(b.Client) }),
		col(func(b booking.Booking) string { return string(b.Status) }),
		col(func(b booking.Booking) string { return string(b.Source) }),
		when(func(b booking.Booking) time.Time { return b.Start }),
		when(func(b booking.Booking) time.Time { return b.End }),
		when(func(b booking.Booking) time.Time { return b.Occupied.From }),
		when(func(b booking.Booking) time.Time { return b.Occupied.To }),
		col(func(b booking.Booking) string { return b.Contact.Name }),
		col(func(b booking.Booking) string { return b.Contact.Phone }),
		col(func(b booking.Booking) string { return b.Contact.Email }),
		at, local,
		col(func(b booking.Booking) string { return "{" + strings.Join(db.IDs(b.Resources), ",") + "}" }))
	if err != nil {
		return err
	}
	var of, resources []string
	for _, b := range list {
		for _, r := range b.Resources {
			of, resources = append(of, string(b.ID)), append(resources, string(r))
		}
	}
	_, err = a.SQLX().ExecContext(ctx, `
		insert into booking_resources (company_id, booking_id, resource_id, status, occupied)
		select $1, b.id, n.resource::uuid, b.status, b.occupied
		from unnest($2::text[], $3::text[]) as n (booking, resource)
			join bookings b on b.company_id = $1 and b.id = n.booking::uuid`,
		a.Company(), of, resources)
	return err
}

// PutHistory adds one line to the history of each of several bookings, all by
// the same actor at the same time. Each booking may be named once.
func PutHistory(ctx context.Context, a *db.Act, bookings []booking.ID, lines []booking.HistoryLine) error {
	if len(lines) == 0 {
		return nil
	}
	details := make([]string, len(lines))
	for i, line := range lines {
		detail := line.Detail
		if detail == nil {
			detail = map[string]string{}
		}
		text, err := json.Marshal(detail)
		if err != nil {
			return err
		}
		details[i] = string(text)
	}
	actor := lines[0].Actor
	_, err := a.SQLX().ExecContext(ctx, `
		insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_user, actor_name, origin, detail)
		select $1, n.booking::uuid, coalesce(h.last, 0) + 1, $5, n.act, $6, nullif($7::bigint, 0), $8, $9, n.detail::jsonb
		from unnest($2::text[], $3::text[], $4::text[]) as n (booking, act, detail)
			left join lateral (select max(h.n) as last from booking_history h
				where h.company_id = $1 and h.booking_id = n.booking::uuid) h on true`,
		a.Company(), db.IDs(bookings), db.Column(lines, func(l booking.HistoryLine) string { return string(l.Act) }), details,
		lines[0].At, actor.Kind, actor.User, actor.Name, actor.Origin)
	return err
}
