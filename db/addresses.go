package db

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// DeadAddress is a client's address that mail servers refuse for good.
type DeadAddress struct {
	Address string
	Why     booking.Why
	Error   string // the mail server's own words
}

// BuryAddress keeps that an address is dead, by the delivery that found it out: what
// else waits to go there stops. It is no act of the company.
func (d *DB) BuryAddress(ctx context.Context, company booking.CompanyID, delivery booking.ID, dead DeadAddress) error {
	return d.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `
			insert into dead_addresses (company_id, address, why, error) values ($1, $2, $3, $4)
			on conflict (company_id, address) do update set why = $3, error = $4, at = now()`,
			company, dead.Address, dead.Why, dead.Error); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			update deliveries set state = 'dropped', error = $4, updated_at = now()
			where company_id = $1 and id <> $2 and audience = 'client' and channel = 'email' and recipient = $3 and state in ('waiting', 'retrying')`,
			company, delivery, dead.Address, booking.DropAddress)
		return err
	})
}

// ReviveAddress forgets that an address was dead: it takes mail.
func (d *DB) ReviveAddress(ctx context.Context, company booking.CompanyID, address string) error {
	_, err := d.ExecContext(ctx, `delete from dead_addresses where company_id = $1 and address = $2`, company, address)
	return err
}

// DeadAddresses are those of the given addresses that are dead, by address.
func (s Scope) DeadAddresses(ctx context.Context, of ...string) (map[string]DeadAddress, error) {
	var rows []DeadAddress
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select address, why, error from dead_addresses where company_id = $1 and address = any($2::text[])`, s.company, of)
	dead := map[string]DeadAddress{}
	for _, row := range rows {
		dead[row.Address] = row
	}
	return dead, err
}

// FollowAddress lets what is to be told to a booking's client go to the address that the
// booking has now. What stopped because the old one was dead, or because there was none, and is still of use, waits
// again; it gives that.
func (a *Act) FollowAddress(ctx context.Context, id booking.ID) ([]booking.Delivery, error) {
	var again []booking.Delivery
	err := sqlx.SelectContext(ctx, a.tx, &again, `
		with b as (
			select id as booking, contact_email as email, starts_at from bookings
			where company_id = $1 and id = $2 and contact_email <> '' and tell_client and deleted_at is null),
		stale as (
			select distinct on (d.topic) d.id from deliveries d join b on b.booking = d.booking_id
			where d.company_id = $1 and d.audience = 'client' and d.channel = 'email' and d.recipient <> b.email
				and (d.state in ('waiting', 'retrying') or (b.starts_at > now() or d.event = $6)
					and (d.state = 'dropped' and d.error in ($3, $7) or d.state = 'parked' and d.why in ($4, $5)))
				and (d.expires_at is null or d.expires_at > now())
				and not exists (select from deliveries o
					where o.company_id = $1 and o.booking_id = b.booking and o.audience = 'client' and o.channel = 'email' and o.topic = d.topic
						and o.recipient = b.email and o.state in ('waiting', 'sending', 'retrying', 'sent'))
			order by d.topic, d.created_at desc, d.id)
		update deliveries d set state = 'waiting', recipient = b.email, attempts = 0, error = '', why = '', told = null, held = '',
			due_at = case when d.held = 'recipient' then now() else greatest(d.due_at, now()) end, updated_at = now()
		from stale, b where d.company_id = $1 and d.id = stale.id
		returning d.id, d.channel`, a.company, id, booking.DropAddress, booking.WhyAddress, booking.WhyScript, booking.BookingAsked, booking.DropNowhere)
	return again, err
}
