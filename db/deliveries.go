package db

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// deliveryColumns are named as sqlx names the fields of booking.Delivery.
const deliveryColumns = `id, coalesce(booking_id::text, '') as booking, coalesce(lead_id::text, '') as lead,
	event, topic, audience, channel, recipient, locale, actor_name as actor,
	state, attempts, error, receipt, due_at as due, created_at as createdat, updated_at as updatedat`

// Deliveries are the deliveries about a booking, oldest first.
func (s Scope) Deliveries(ctx context.Context, id booking.ID) ([]booking.Delivery, error) {
	var deliveries []booking.Delivery
	err := sqlx.SelectContext(ctx, s.q, &deliveries, `select `+deliveryColumns+`
		from deliveries where company_id = $1 and booking_id = $2 order by created_at, recipient, id`, s.company, id)
	return deliveries, err
}

// Delivery is one delivery; NotFound when it went with its booking.
func (s Scope) Delivery(ctx context.Context, id booking.ID) (booking.Delivery, error) {
	var d booking.Delivery
	err := sqlx.GetContext(ctx, s.q, &d, `select `+deliveryColumns+`
		from deliveries where company_id = $1 and id = $2`, s.company, id)
	return d, orNotFound(err, "error.delivery_unknown")
}

// Claim is a delivery that is held for one attempt.
type Claim struct {
	booking.Delivery
	Expired bool
	Before  *booking.Snapshot // the booking as the recipient knows it, else as it was before the act; nil where neither is known
	Told    *booking.Snapshot // to be set before SettleDelivery: the booking as the message tells of it
}

// ClaimDelivery takes a delivery for one attempt: it becomes Sending, the attempt
// is counted, and nobody else may have it for the length of the lease. False when
// it is not to be had: settled, held by another worker, not due, or behind
// another one on its way to the same recipient about the same booking.
//
// It is no act of the company: the version stays. Leases and pauses are measured
// by the database's clock, because the clocks of two workers may differ.
func (d *DB) ClaimDelivery(ctx context.Context, company booking.CompanyID, id booking.ID, lease time.Duration) (Claim, bool, error) {
	var claimed []struct {
		booking.Delivery
		Expired bool
		Before  []byte
	}
	err := sqlx.SelectContext(ctx, d, &claimed, `
		update deliveries d set state = 'sending', attempts = attempts + 1, error = '',
			due_at = now() + make_interval(secs => $3), updated_at = now()
		where company_id = $1 and id = $2 and state in ('waiting', 'retrying', 'sending') and due_at <= now()
		returning `+deliveryColumns+`, coalesce(expires_at <= now(), false) as expired,
			coalesce((select t.told from deliveries t
				where t.company_id = d.company_id and t.booking_id = d.booking_id and t.audience = d.audience
					and t.channel = d.channel and t.recipient = d.recipient and t.told is not null
				order by t.updated_at desc limit 1), d.before) as before`, company, id, lease.Seconds())
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.ConstraintName == "deliveries_sending" {
		return Claim{}, false, nil
	}
	if err != nil || len(claimed) == 0 {
		return Claim{}, false, err
	}
	c := Claim{Delivery: claimed[0].Delivery, Expired: claimed[0].Expired}
	if claimed[0].Before != nil {
		err = json.Unmarshal(claimed[0].Before, &c.Before)
	}
	return c, err == nil, err
}

// SettleDelivery writes how the attempt that ClaimDelivery began has ended; for
// Retrying, pause is the time until the next one. An attempt that was taken over
// meanwhile changes nothing, unless it did reach the recipient, which stays true.
func (d *DB) SettleDelivery(ctx context.Context, company booking.CompanyID, of Claim, pause time.Duration) error {
	told, err := snapshotJSON(of.Told)
	if err != nil {
		return err
	}
	_, err = d.ExecContext(ctx, `
		update deliveries set state = $4, error = $5, event = $7, told = $8, receipt = $9,
			due_at = now() + make_interval(secs => $6), updated_at = now()
		where company_id = $1 and id = $2
			and (state = 'sending' and attempts = $3 or $4 = 'sent' and state <> 'sent')`,
		company, of.ID, of.Attempts, of.State, of.Error, pause.Seconds(), of.Event, told, of.Receipt)
	return err
}

// snapshotJSON is null for no snapshot.
func snapshotJSON(s *booking.Snapshot) ([]byte, error) {
	if s == nil {
		return nil, nil
	}
	return json.Marshal(s)
}

// DueDelivery is a delivery that waits, and for how long it still has to.
type DueDelivery struct {
	ID      booking.ID
	Channel booking.Channel
	Wait    float64 // seconds
}

// DueDeliveries are those of ids that have not come to their end.
func (s Scope) DueDeliveries(ctx context.Context, of []booking.ID) ([]DueDelivery, error) {
	var due []DueDelivery
	err := sqlx.SelectContext(ctx, s.q, &due, `
		select id, channel, greatest(extract(epoch from due_at - now()), 0)::float8 as wait from deliveries
		where company_id = $1 and id = any($2::uuid[]) and state in ('waiting', 'retrying', 'sending')`, s.company, ids(of))
	return due, err
}
