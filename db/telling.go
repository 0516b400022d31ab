package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Telling is what people are to be told, and by whom it was done.
type Telling struct {
	Event   booking.Event
	Booking booking.ID // what it is about, or
	Lead    booking.ID // what it is about, or neither
	Actor   booking.Actor
	Client  bool              // the client is told too
	Wait    time.Duration     // before anybody is told
	Before  *booking.Snapshot // see Claim
}

// Tell writes one waiting delivery for each recipient, or lets the one that
// waits for him already take the event up: it keeps its first event and waits anew. It gives what
// waits now, which may be nothing. A member is not told of what he did himself.
func (a *Act) Tell(ctx context.Context, t Telling) ([]booking.Delivery, error) {
	var roles []string
	for _, role := range booking.Roles {
		if role.May(booking.ChangeBookings) {
			roles = append(roles, string(role))
		}
	}
	before, err := snapshotJSON(t.Before)
	if err != nil {
		return nil, err
	}
	var written []booking.Delivery
	err = sqlx.SelectContext(ctx, a.tx, &written, `
		with recipients (audience, channel, recipient, locale) as (
			select 'team', 'email', u.email, u.locale
			from members m join users u on u.id = m.user_id
			where m.company_id = $1 and m.role = any($4) and u.email <> '' and u.id <> $5
			union all
			select 'client', 'email', b.contact_email, c.locale
			from bookings b join companies c on c.id = b.company_id
			where $6 and b.company_id = $1 and b.id = nullif($2, '')::uuid and b.contact_email <> '')
		insert into deliveries (company_id, id, booking_id, lead_id, event, topic, audience, channel, recipient, locale,
			actor_user, actor_name, before, due_at, created_at, updated_at)
		select distinct on (audience, channel, recipient)
			$1::bigint, gen_random_uuid(), nullif($2, '')::uuid, nullif($3, '')::uuid, $7, $8, audience, channel, recipient, locale,
			nullif($5::bigint, 0), $9, $10::jsonb, now() + make_interval(secs => $11), now(), now()
		from recipients
		on conflict (company_id, booking_id, topic, audience, channel, recipient) where state = 'waiting'
			do update set due_at = excluded.due_at, actor_user = excluded.actor_user, actor_name = excluded.actor_name, updated_at = now()
		returning `+deliveryColumns,
		a.company, t.Booking, t.Lead, roles, t.Actor.User, t.Client, t.Event, t.Event.Topic(), t.Actor.Name, before, t.Wait.Seconds())
	return written, err
}
