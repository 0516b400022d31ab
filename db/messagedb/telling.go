package messagedb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// Telling is what people are to be told, and by whom it was done.
type Telling struct {
	Event   booking.Event
	Booking booking.ID // what it is about, or
	Lead    booking.ID // what it is about, or neither
	Actor   booking.Actor
	Client  bool              // the client is told too
	Wait    time.Duration     // before anybody is told
	Expires time.Time         // after which nobody wants to hear it; zero for never
	Before  *telling.Snapshot // see Claim
	Settle  time.Duration     // how long somebody may go on changing his mind; see Tell
}

// Tell writes one waiting delivery for each recipient, or lets the one that
// waits for him already take the event up: it keeps its first event and waits anew. It gives what
// waits now, which may be nothing. A member is not told of what he did himself,
// and the team not before its quiet hours end. A specialist is told of bookings of his own alone: see
// telling.NetOwn.
//
// Where a Settle is given it is waited for that long at the least, and twice as long with
// every message about the booking that the recipient has had in the last day, up to an hour: twenty
// acts in a second are one message, and an act a minute is no message a minute.
func Tell(ctx context.Context, a *db.Act, t Telling) ([]telling.Delivery, error) {
	arguments, err := tellArguments(a, t)
	if err != nil {
		return nil, err
	}
	var written []telling.Delivery
	err = sqlx.SelectContext(ctx, a.SQLX(), &written, tell, arguments...)
	return written, err
}

// TellOfBooking is Tell of a booking, once what comes to its client by the clock, and at which address, follows it: see
// FollowAddress and PlanReminders. It gives all that waits now, and sends what the act has put off along.
func TellOfBooking(ctx context.Context, a *db.Act, t Telling) ([]telling.Delivery, error) {
	arguments, err := tellArguments(a, t)
	if err != nil {
		return nil, err
	}
	var again, planned, written []telling.Delivery
	a.Collect(deliveriesInto(&again), followAddress, addressOf(a, t.Booking)...)
	a.Collect(deliveriesInto(&planned), planReminders, remindersOf(a, t.Booking)...)
	a.Collect(deliveriesInto(&written), tell, arguments...)
	if err := a.Send(ctx); err != nil {
		return nil, err
	}
	return slices.Concat(written, again, planned), nil
}

func deliveriesInto(all *[]telling.Delivery) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*all, err = pgx.CollectRows(rows, pgx.RowToStructByNameLax[telling.Delivery])
		return err
	}
}

var tell = `
		with recipients (audience, channel, recipient, locale, wait, own) as (
			select 'team', 'email', u.email, u.locale, $11::float8, null::uuid
			from members m join users u on u.id = m.user_id
				left join notification_recipients r on r.company_id = m.company_id and r.user_id = m.user_id and r.kind = 'member'
			where m.company_id = $1 and m.disabled_at is null and u.email <> '' and u.id <> $5 and m.role <> 'specialist'
				and case when r.id is null then m.role = any($4) else $12 = any(r.events) end
			union all
			select 'team', case r.kind when 'chat' then 'telegram' when 'browser' then 'push' else 'email' end, r.address, coalesce(u.locale, r.locale), $11, null
			from notification_recipients r left join users u on r.kind = 'browser' and u.id = r.user_id left join members m on m.company_id = r.company_id and m.user_id = r.user_id
			where r.company_id = $1 and m.disabled_at is null and m.role is distinct from 'specialist' and r.kind <> 'member' and r.broken = '' and $12 = any(r.events)
				and coalesce(r.user_id, -1) <> $5
			union all
			` + tellOwn + `
			union all
			select 'client', 'email', b.contact_email, coalesce(b.locale, c.locale), $13, null
			from bookings b join companies c on c.id = b.company_id
			where $6 and b.company_id = $1 and b.id = nullif($2, '')::uuid and b.tell_client and b.contact_email <> '' and not ` + db.InsteadOfMail("b") + `
			union all
			select 'client', 'telegram', w.chat, w.locale, $13, null
			from (select ` + db.ChatOf("b") + ` as chat, coalesce(b.locale, c.locale) as locale from bookings b join companies c on c.id = b.company_id
				where $6 and b.company_id = $1 and b.id = nullif($2, '')::uuid and b.tell_client) w
			where w.chat is not null
			union all
			select 'client', 'sms', w.phone, w.locale, $13, null
			from (select ` + db.SMSOf("b") + ` as phone, coalesce(b.locale, c.locale) as locale from bookings b join companies c on c.id = b.company_id
				where $6 and $16 <> '' and b.company_id = $1 and b.id = nullif($2, '')::uuid and b.tell_client and b.status not in ('pending', 'rejected')) w
				join sms_settings t on t.company_id = $1 and $16 = any(t.kinds)
			where w.phone is not null),
		known as (` + knowOwn + `)
		insert into deliveries (company_id, id, booking_id, lead_id, event, topic, audience, channel, recipient, locale,
			actor_user, actor_name, own_resource, before, due_at, expires_at, created_at, updated_at)
		select distinct on (audience, channel, recipient)
			$1::bigint, gen_random_uuid(), nullif($2, '')::uuid, nullif($3, '')::uuid, $7, $8, audience, channel, recipient, locale,
			nullif($5::bigint, 0), $9, own, $10::jsonb, now() + make_interval(secs => greatest(wait, case when $15::float8 > 0 then (
				select least(3600, $15 * power(2, greatest(count(*) - 1, 0))) from deliveries d
				where d.company_id = $1 and d.booking_id = nullif($2, '')::uuid and d.topic = $8 and d.audience = r.audience
					and d.channel = r.channel and d.recipient = r.recipient and d.state = 'sent' and d.updated_at > now() - interval '1 day') else 0 end)),
			$14, now(), now()
		from recipients r order by audience, channel, recipient, own nulls last
		on conflict (company_id, booking_id, topic, audience, channel, recipient) where state = 'waiting'
			do update set due_at = excluded.due_at, actor_user = excluded.actor_user, actor_name = excluded.actor_name,
				own_resource = excluded.own_resource, updated_at = now()
		returning ` + deliveryColumns

func tellArguments(a *db.Act, t Telling) ([]any, error) {
	quiet, err := quietFor(a, t)
	if err != nil {
		return nil, err
	}
	before, err := snapshotJSON(t.Before)
	if err != nil {
		return nil, err
	}
	var defaults []string // the roles that are told unless something else is set
	for _, role := range booking.Roles {
		if role.May(booking.ChangeBookings) {
			defaults = append(defaults, string(role))
		}
	}
	return []any{
		a.Company(), t.Booking, t.Lead, defaults, t.Actor.User, t.Client, t.Event, t.Event.Topic(), t.Actor.Name, before,
		max(t.Wait, quiet).Seconds(), telling.Rule(t.Event), t.Wait.Seconds(), nullTime(t.Expires), t.Settle.Seconds(),
		telling.SMSKind(t.Event),
	}, nil
}

// quietFor is how long the team's quiet hours still last.
func quietFor(a *db.Act, t Telling) (time.Duration, error) {
	when := a.ToldWhen()
	quiet := telling.Quiet{From: when.From, To: when.To}
	if quiet.None() {
		return 0, nil
	}
	zone, err := time.LoadLocation(when.Zone)
	if err != nil {
		return 0, fmt.Errorf("zone of company %d: %w", a.Company(), err)
	}
	return quiet.Until(when.Now, zone).Sub(when.Now), nil
}

// TellOne writes one waiting delivery to one recipient, such as a test message.
func TellOne(ctx context.Context, a *db.Act, event booking.Event, r telling.Recipient) (telling.Delivery, error) {
	var d telling.Delivery
	err := sqlx.GetContext(ctx, a.SQLX(), &d, `
		insert into deliveries (company_id, id, event, topic, channel, recipient, locale, own_resource, created_at, updated_at)
		values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, nullif($7, '')::uuid, now(), now()) returning `+deliveryColumns,
		a.Company(), event, event.Topic(), r.Channel(), r.Address, r.Locale, r.Own)
	return d, err
}

// nullTime is null for the zero time.
func nullTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
