package messagedb

import (
	"context"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// PlanReminders makes the waiting messages that come to a booking's client by
// the clock those which the booking wants as it stands: reminders of a confirmed
// one that are still to come, and the question how a completed one was. Those that
// wait and are not wanted any more are dropped. It gives what waits now.
//
// A reminder is of no use once the next one is due, and none once the visit has begun.
func PlanReminders(ctx context.Context, a *db.Act, id booking.ID) ([]telling.Delivery, error) {
	var planned []telling.Delivery
	err := sqlx.SelectContext(ctx, a.SQLX(), &planned, planReminders, remindersOf(a, id)...)
	return planned, err
}

// PlanComing is PlanReminders of the next n bookings of the company that are confirmed and to come.
func PlanComing(ctx context.Context, a *db.Act, now time.Time, n int) ([]telling.Delivery, error) {
	var ids []booking.ID
	err := sqlx.SelectContext(ctx, a.SQLX(), &ids, `
		select id from bookings where company_id = $1 and starts_at > $2 and status = 'confirmed' and deleted_at is null and contact_phone <> ''
		order by starts_at limit $3`, a.Company(), now, n)
	if err != nil {
		return nil, err
	}
	all := make([][]telling.Delivery, len(ids))
	for i, id := range ids {
		a.Collect(deliveriesInto(&all[i]), planReminders, remindersOf(a, id)...)
	}
	if err := a.Send(ctx); err != nil {
		return nil, err
	}
	return slices.Concat(all...), nil
}

var planReminders = `
		with one as materialized ( -- first of all, whatever PostgreSQL thinks of tables that it has not looked at yet
			select b.*, ` + db.ChatOf("b") + ` as chat, ` + db.InsteadOfMail("b") + ` as instead, ` + db.SMSOf("b") + ` as phone
			from bookings b where b.company_id = $1 and b.id = $2 and b.deleted_at is null and b.tell_client and b.status in ('confirmed', 'completed')),
		b as (
			select b.id, b.starts_at, b.ends_at, b.status, b.chat, b.phone, c.timezone, coalesce(b.locale, c.locale) as locale,
				case when not b.instead and not exists (select from dead_addresses a where a.company_id = b.company_id and a.address = b.contact_email)
					then nullif(b.contact_email, '') end as email,
				coalesce(s.reminders_min, c.reminders_min) as reminders, c.ask_after
			from one b
				join companies c on c.id = b.company_id
				join services s on s.company_id = b.company_id and s.id = b.service_id
				join clients k on k.company_id = b.company_id and k.id = b.client_id
			where k.reminders_off_at is null),
		ways (channel, recipient) as (
			select 'email', email from b where email is not null union all select 'telegram', chat from b where chat is not null
			union all select 'sms', phone from b join sms_settings t on t.company_id = $1 and $3 = any(t.kinds) where phone is not null),
		asked as (
			select $3 as event, $3 || '-' || m as topic, b.starts_at - make_interval(mins => m) as due,
				b.starts_at - make_interval(mins => coalesce(lead(m) over (order by m desc), 0)) as expires
			from b, unnest(b.reminders) m where b.status = 'confirmed'
			union all
			select $4, $4, greatest(now(), b.ends_at) + interval '2 hours', greatest(now(), b.ends_at) + interval '3 days'
			from b where b.status = 'completed' and b.ask_after and not exists (select from deliveries d
				where d.company_id = $1 and d.booking_id = b.id and d.topic = $4 and d.state in ('sent', 'logged'))),
		wanted as ( -- what comes by SMS comes before quiet hours, and there is no question
			select w.event, w.topic, w.expires, y.channel, y.recipient, case when y.channel = 'sms' then (
				select okno_before_quiet(w.due, b.timezone, t.quiet_from, t.quiet_to) from b, sms_settings t where t.company_id = $1) else w.due end as due
			from asked w, ways y where y.channel <> 'sms' or w.event = $3),
		dropped as (
			update deliveries d set state = 'dropped', updated_at = now(), error = case
				when d.channel = 'email' and (select coalesce(contact_email, '') from bookings where company_id = $1 and id = $2) = '' then $6
				when exists (select from b where d.channel = 'email' and b.email is null and b.chat is not null) then $7
				when d.channel = 'sms' and d.topic in (select topic from asked where due > now()) then $9
				when d.channel = 'telegram' and d.topic in (select topic from wanted where due > now()) then $8 else $5 end
			where d.company_id = $1 and d.booking_id = $2 and d.event in ($3, $4) and d.state = 'waiting'
				and not exists (select from wanted w where w.due > now() and w.topic = d.topic and w.channel = d.channel
					and (d.channel = 'email' or w.recipient = d.recipient)))
		insert into deliveries (company_id, id, booking_id, event, topic, audience, channel, recipient, locale,
			due_at, expires_at, created_at, updated_at)
		select $1::bigint, gen_random_uuid(), b.id, w.event, w.topic, 'client', w.channel, w.recipient, b.locale,
			w.due, w.expires, now(), now()
		from b, wanted w where w.due > now()
		on conflict (company_id, booking_id, topic, audience, channel, recipient) where state = 'waiting'
			do update set due_at = excluded.due_at, expires_at = excluded.expires_at, updated_at = now()
		returning ` + deliveryColumns

func remindersOf(a *db.Act, id booking.ID) []any {
	return []any{a.Company(), id, booking.BookingReminder, booking.BookingAsked, telling.DropGone, telling.DropNowhere, telling.DropChat, telling.DropLeft, telling.DropNoSMS}
}

// RemindersOff says whether the client of a booking wants no reminders.
func RemindersOff(ctx context.Context, s db.Scope, id booking.ID) (bool, error) {
	var off bool
	err := sqlx.GetContext(ctx, s.Q(), &off, `
		select k.reminders_off_at is not null from bookings b join clients k on k.company_id = b.company_id and k.id = b.client_id
		where b.company_id = $1 and b.id = $2`, s.Company(), id)
	return off, db.OrNotFound(err, "error.visit_unknown")
}

// SetRemindersOff switches the reminders of a booking's client off or on, and
// says whether there is such a booking.
func SetRemindersOff(ctx context.Context, a *db.Act, id booking.ID, off bool) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		update clients set reminders_off_at = case when $3 then coalesce(reminders_off_at, now()) end
		where company_id = $1 and id = (select client_id from bookings where company_id = $1 and id = $2)`, a.Company(), id, off)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}
