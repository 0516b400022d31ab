package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// deliveryColumns are named as sqlx names the fields of booking.Delivery.
const deliveryColumns = `id, coalesce(booking_id::text, '') as booking, event, channel, recipient, locale,
	state, attempts, error, due_at as due, created_at as createdat, updated_at as updatedat`

// NotifyTeam writes one waiting delivery for each member who may change bookings
// and has an e-mail address, in his language. It gives what it wrote, which may be nothing.
func (a *Act) NotifyTeam(ctx context.Context, event booking.Event, id booking.ID) ([]booking.Delivery, error) {
	var roles []string
	for _, role := range booking.Roles {
		if role.May(booking.ChangeBookings) {
			roles = append(roles, string(role))
		}
	}
	var written []booking.Delivery
	err := sqlx.SelectContext(ctx, a.tx, &written, `
		insert into deliveries (company_id, id, booking_id, event, channel, recipient, locale, created_at, updated_at)
		select m.company_id, gen_random_uuid(), $2, $3, 'email', u.email, u.locale, now(), now()
		from members m join users u on u.id = m.user_id
		where m.company_id = $1 and m.role = any($4) and u.email <> ''
		returning `+deliveryColumns, a.company, id, event, roles)
	return written, err
}

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

// ClaimDelivery takes a delivery for one attempt: it becomes Sending, the attempt
// is counted, and nobody else may have it for the length of the lease. False when
// it is not to be had: settled, held by another worker, or not due.
//
// It is no act of the company: the version stays. Leases and pauses are measured
// by the database's clock, because the clocks of two workers may differ.
func (d *DB) ClaimDelivery(ctx context.Context, company booking.CompanyID, id booking.ID, lease time.Duration) (booking.Delivery, bool, error) {
	var claimed []booking.Delivery
	err := sqlx.SelectContext(ctx, d, &claimed, `
		update deliveries set state = 'sending', attempts = attempts + 1, error = '',
			due_at = now() + make_interval(secs => $3), updated_at = now()
		where company_id = $1 and id = $2
			and (state = 'waiting' or state in ('retrying', 'sending') and due_at <= now())
		returning `+deliveryColumns, company, id, lease.Seconds())
	if err != nil || len(claimed) == 0 {
		return booking.Delivery{}, false, err
	}
	return claimed[0], true, nil
}

// SettleDelivery writes how the attempt that ClaimDelivery began has ended; for
// Retrying, pause is the time until the next one. An attempt that was taken over
// meanwhile changes nothing, unless it did reach the recipient, which stays true.
func (d *DB) SettleDelivery(ctx context.Context, company booking.CompanyID, of booking.Delivery, pause time.Duration) error {
	_, err := d.ExecContext(ctx, `
		update deliveries set state = $4, error = $5,
			due_at = now() + make_interval(secs => $6), updated_at = now()
		where company_id = $1 and id = $2
			and (state = 'sending' and attempts = $3 or $4 = 'sent' and state <> 'sent')`,
		company, of.ID, of.Attempts, of.State, of.Error, pause.Seconds())
	return err
}
