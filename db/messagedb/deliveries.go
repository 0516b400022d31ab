// Package messagedb reads and writes what people are told: deliveries, what they are made of, who is told, in whose
// words, chats, and mail about accounts.
package messagedb

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// deliveryColumns are named as sqlx names the fields of booking.Delivery.
const deliveryColumns = `id, coalesce(booking_id::text, '') as booking, coalesce(lead_id::text, '') as lead,
	event, topic, audience, channel, recipient, locale, actor_name as actor, coalesce(own_resource::text, '') as own, held, counted,
	state, attempts, error, why, receipt, due_at as due, created_at as createdat, updated_at as updatedat`

// deliveryName is what a recipient is called.
const deliveryName = `, coalesce((select nullif(r.name, '') from notification_recipients r
	where r.company_id = d.company_id and d.audience = 'team' and r.address = d.recipient and r.kind = case d.channel when 'telegram' then 'chat' when 'push' then 'browser' end),
	case when d.audience = 'client' and d.channel = 'telegram' then coalesce((select k.name from client_chats k
		where k.company_id = d.company_id and k.chat = d.recipient limit 1), 'Telegram') end,
	case d.channel when 'push' then '' else d.recipient end) as name`

// Deliveries are the deliveries about a booking, oldest first.
func Deliveries(ctx context.Context, s db.Scope, id booking.ID) ([]telling.Delivery, error) {
	var deliveries []telling.Delivery
	err := sqlx.SelectContext(ctx, s.Q(), &deliveries, `select `+deliveryColumns+deliveryName+`
		from deliveries d where company_id = $1 and booking_id = $2 order by created_at, recipient, id`, s.Company(), id)
	for i, d := range deliveries {
		deliveries[i] = db.Masked(s, d.ForOne())
	}
	return deliveries, err
}

// Delivery is one delivery; NotFound when it went with its booking.
func Delivery(ctx context.Context, s db.Scope, id booking.ID) (telling.Delivery, error) {
	var d telling.Delivery
	err := sqlx.GetContext(ctx, s.Q(), &d, `select `+deliveryColumns+`
		from deliveries where company_id = $1 and id = $2`, s.Company(), id)
	return d, db.OrNotFound(err, "error.delivery_unknown")
}

// ToldDelivery is a delivery with what it told of its booking, and what the booking was
// before; Told is nil where it told nothing.
func ToldDelivery(ctx context.Context, s db.Scope, id booking.ID) (Claim, error) {
	var row struct {
		telling.Delivery
		Told, Before []byte
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `select `+deliveryColumns+`, told, before
		from deliveries where company_id = $1 and id = $2`, s.Company(), id)
	c := Claim{Delivery: row.Delivery}
	if err != nil {
		return c, db.OrNotFound(err, "error.delivery_unknown")
	}
	if c.Before, err = readSnapshot(row.Before); err == nil {
		c.Told, err = readSnapshot(row.Told)
	}
	return c, err
}

// Claim is a delivery that is held for one attempt.
type Claim struct {
	telling.Delivery
	Expired  bool
	Outsider bool              // it is a team's, by mail, and its recipient is no member
	Shown    bool              // a message about the booking stands in the chat, and is brought up to date by itself
	Before   *telling.Snapshot // the booking as the recipient knows it, else as it was before the act; nil where neither is known
	Proven   bool              // to be set before room is asked for: a client has opened a link in a mail to that address
	ByDesk   bool              // likewise: a member has made the booking
	Told     *telling.Snapshot // to be set before SettleDelivery: the booking as the message tells of it
}

// ClaimDelivery takes a delivery for one attempt: it becomes Sending, the attempt
// is counted, and nobody else may have it for the length of the lease. False when
// it is not to be had: settled, held by another worker, not due, or behind
// another one on its way to the same recipient about the same booking.
//
// A client's goes to the address or chat, and in the language, that his booking has now,
// which need not be those that it was written for.
//
// It is no act of the company: the version stays. Leases and pauses are measured
// by the database's clock, because the clocks of two workers may differ.
func ClaimDelivery(ctx context.Context, d *db.DB, company booking.CompanyID, id booking.ID, lease time.Duration) (Claim, bool, error) {
	var claimed []struct {
		telling.Delivery
		Expired, Shown, Outsider bool
		Before                   []byte
	}
	err := sqlx.SelectContext(ctx, d, &claimed, `
		update deliveries d set state = 'sending', attempts = attempts + 1, error = '', why = '',
			recipient = case when audience = 'client' then coalesce((select case d.channel when 'telegram' then `+db.ChatOf("b")+` when 'sms' then `+db.SMSOf("b")+` else nullif(b.contact_email, '') end
				from bookings b where b.company_id = d.company_id and b.id = d.booking_id), recipient) else recipient end,
			locale = case when audience = 'client' then coalesce((select coalesce(b.locale, c.locale)
				from bookings b join companies c on c.id = b.company_id where b.company_id = d.company_id and b.id = d.booking_id), locale) else locale end,
			due_at = now() + make_interval(secs => $3), updated_at = now()
		where company_id = $1 and id = $2 and state in ('waiting', 'retrying', 'sending') and due_at <= now()
		returning `+deliveryColumns+`, coalesce(expires_at <= now(), false) as expired,
			exists (select from deliveries t
				where t.company_id = d.company_id and t.booking_id = d.booking_id and t.channel = 'telegram' and d.channel = 'telegram'
					and t.audience = 'team' and d.audience = 'team' and t.recipient = d.recipient and t.state = 'sent' and t.receipt <> '') as shown,
			`+outsider+`, `+knownBefore, company, id, lease.Seconds())
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.ConstraintName == "deliveries_sending" {
		return Claim{}, false, nil
	}
	if err != nil || len(claimed) == 0 {
		return Claim{}, false, err
	}
	c := Claim{Delivery: claimed[0].Delivery, Expired: claimed[0].Expired, Shown: claimed[0].Shown, Outsider: claimed[0].Outsider}
	c.Before, err = readSnapshot(claimed[0].Before)
	return c, err == nil, err
}

// knownBefore is a delivery's booking as its recipient was told of it last, else as it was before the act.
const knownBefore = `coalesce((select t.told from deliveries t
		where t.company_id = d.company_id and t.booking_id = d.booking_id and t.audience = d.audience
			and t.channel = d.channel and (t.recipient = d.recipient or d.audience = 'client') and t.told is not null
		order by t.updated_at desc limit 1), d.before) as before`

// outsider: see Claim.
const outsider = `d.audience = 'team' and d.channel = 'email' and not exists (select from members m join users u on u.id = m.user_id
		where m.company_id = d.company_id and m.disabled_at is null and u.email = d.recipient) as outsider`

// readSnapshot is nil for null.
func readSnapshot(data []byte) (s *telling.Snapshot, err error) {
	if data != nil {
		err = json.Unmarshal(data, &s)
	}
	return s, err
}

// SettleDelivery writes how the attempt that ClaimDelivery began has ended; for
// Retrying, pause is the time until the next one. An attempt that was taken over
// meanwhile changes nothing, unless it did reach the recipient, which stays true. What is
// held for a bound was no attempt.
func SettleDelivery(ctx context.Context, d *db.DB, company booking.CompanyID, of Claim, pause time.Duration) error {
	told, err := snapshotJSON(of.Told)
	if err != nil {
		return err
	}
	before, err := snapshotJSON(of.Before) // what the message tells the difference to, for when it is edited
	if err != nil {
		return err
	}
	_, err = d.ExecContext(ctx, `
		update deliveries set state = $4, error = $5, event = $7, told = $8, receipt = $9, why = $10, recipient = $11, before = coalesce($12, before),
			held = $13, counted = $14, attempts = case when $4 = 'retrying' and $13 <> '' then greatest(attempts - 1, 0) else attempts end,
			due_at = now() + make_interval(secs => $6), updated_at = now()
		where company_id = $1 and id = $2
			and (state = 'sending' and attempts = $3 or $4 = 'sent' and state <> 'sent')`,
		company, of.ID, of.Attempts, of.State, of.Error, pause.Seconds(), of.Event, told, of.Receipt, of.Why, of.Recipient, before, of.Held, of.Counted)
	return err
}

// snapshotJSON is null for no snapshot.
func snapshotJSON(s *telling.Snapshot) ([]byte, error) {
	if s == nil {
		return nil, nil
	}
	return json.Marshal(s)
}

// DueDelivery is a delivery that waits, and for how long it still has to.
type DueDelivery struct {
	ID      booking.ID
	Channel telling.Channel
	Wait    float64 // seconds
}

// DueDeliveries are those of ids that have not come to their end.
func DueDeliveries(ctx context.Context, s db.Scope, of []booking.ID) ([]DueDelivery, error) {
	var due []DueDelivery
	err := sqlx.SelectContext(ctx, s.Q(), &due, `
		select id, channel, greatest(extract(epoch from due_at - now()), 0)::float8 as wait from deliveries
		where company_id = $1 and id = any($2::uuid[]) and state in ('waiting', 'retrying', 'sending')`, s.Company(), db.IDs(of))
	return due, err
}

// DeliveryFilter narrows the list of deliveries; what is "" does not.
type DeliveryFilter struct {
	State   telling.DeliveryState
	Channel telling.Channel
	Event   booking.Event
}

// ListedDelivery is a delivery with what a list says about it.
type ListedDelivery struct {
	telling.Delivery
	Number int64 // of the booking, 0 where there is none
}

// DeliveryList are the newest deliveries of the company that the filter lets through, at most n.
func DeliveryList(ctx context.Context, s db.Scope, f DeliveryFilter, n int) ([]ListedDelivery, error) {
	var list []ListedDelivery
	err := sqlx.SelectContext(ctx, s.Q(), &list, `
		select `+deliveryColumns+deliveryName+`, coalesce((select b.number from bookings b where b.company_id = d.company_id and b.id = d.booking_id), 0) as number
		from deliveries d
		where company_id = $1 and ($2 = '' or state = $2) and ($3 = '' or channel = $3) and ($4 = '' or event = $4)
		order by created_at desc, id limit $5`, s.Company(), f.State, f.Channel, f.Event, n)
	for i := range list {
		list[i].Delivery = db.Masked(s, list[i].Delivery.ForOne())
	}
	return list, err
}

// SendAgain lets a delivery wait once more that was given up, only logged, or of which nobody knows. An address
// that was dead is tried anew. False when there is none such.
func SendAgain(ctx context.Context, a *db.Act, id booking.ID) (bool, error) {
	_, err := a.SQLX().ExecContext(ctx, `
		delete from dead_addresses a using deliveries d
		where a.company_id = $1 and d.company_id = $1 and d.id = $2 and d.channel = 'email' and d.recipient = a.address`, a.Company(), id) // perhaps it lives again
	if err != nil {
		return false, err
	}
	result, err := a.SQLX().ExecContext(ctx, `
		update deliveries set state = 'waiting', attempts = 0, error = '', why = '', told = null, held = '', due_at = now(), updated_at = now(),
			counted = counted and channel <> 'sms'
		where company_id = $1 and id = $2 and state in ('parked', 'logged', 'unknown')`, a.Company(), id)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}
