package messagedb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// DeadAddress is a client's address that mail servers refuse for good.
type DeadAddress struct {
	Address string
	Why     telling.Why
	Error   string // the mail server's own words
}

// BuryAddress keeps that an address is dead, by the delivery that found it out: what
// else waits to go there stops. It is no act of the company.
func BuryAddress(ctx context.Context, d *db.DB, company booking.CompanyID, delivery booking.ID, dead DeadAddress) error {
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
			company, delivery, dead.Address, telling.DropAddress)
		return err
	})
}

// ReviveAddress forgets that an address was dead: it takes mail.
func ReviveAddress(ctx context.Context, d *db.DB, company booking.CompanyID, address string) error {
	_, err := d.ExecContext(ctx, `delete from dead_addresses where company_id = $1 and address = $2`, company, address)
	return err
}

// FollowAddress lets what is to be told to a booking's client go to the address that the
// booking has now. What stopped because the old one was dead, or because there was none, and is still of use, waits
// again; it gives that.
func FollowAddress(ctx context.Context, a *db.Act, id booking.ID) ([]telling.Delivery, error) {
	var again []telling.Delivery
	err := sqlx.SelectContext(ctx, a.SQLX(), &again, followAddress, addressOf(a, id)...)
	return again, err
}

const followAddress = `
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
		returning d.id, d.channel`

func addressOf(a *db.Act, id booking.ID) []any {
	return []any{a.Company(), id, telling.DropAddress, telling.WhyAddress, telling.WhyScript, booking.BookingAsked, telling.DropNowhere}
}

// TellAnew writes the delivery of a booking's confirmation to the address that its
// client has now. What he was told at another one counts no more: else there would be
// nothing new to tell.
func TellAnew(ctx context.Context, a *db.Act, id booking.ID) ([]telling.Delivery, error) {
	_, err := a.SQLX().ExecContext(ctx, `
		update deliveries d set told = null from bookings b
		where d.company_id = $1 and d.booking_id = $2 and d.audience = 'client' and b.company_id = $1 and b.id = $2 and d.recipient <> b.contact_email`, a.Company(), id)
	if err != nil {
		return nil, err
	}
	var written []telling.Delivery
	err = sqlx.SelectContext(ctx, a.SQLX(), &written, `
		insert into deliveries (company_id, id, booking_id, event, topic, audience, channel, recipient, locale, due_at, created_at, updated_at)
		select $1::bigint, gen_random_uuid(), b.id, $3, $4, 'client', 'email', b.contact_email, coalesce(b.locale, c.locale), now(), now(), now()
		from bookings b join companies c on c.id = b.company_id where b.company_id = $1 and b.id = $2
		on conflict (company_id, booking_id, topic, audience, channel, recipient) where state = 'waiting' do nothing
		returning `+deliveryColumns, a.Company(), id, booking.BookingCreated, booking.AboutBooking)
	return written, err
}
