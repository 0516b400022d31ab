package messagedb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// PutBrowser lets a member be told in a browser for as long as the session, named by its hash, lasts. One that
// is known keeps what it is told of, unless it was somebody else's.
func PutBrowser(ctx context.Context, a *db.Act, r telling.Recipient, s telling.Subscription, session []byte) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into notification_recipients (company_id, id, kind, user_id, address, name, locale, events, endpoint, p256dh, auth, session_hash)
		values ($1, gen_random_uuid(), 'browser', $2, $3, $4, $5, $6, $7, $8, $9, $10)
		on conflict (company_id, kind, address) where kind <> 'member' do update set user_id = $2, name = $4, locale = $5, broken = '',
			events = case when notification_recipients.user_id = $2 then notification_recipients.events else $6 end,
			endpoint = $7, p256dh = $8, auth = $9, session_hash = $10`,
		a.Company(), r.User, s.Address(), r.Name, r.Locale, db.Texts(r.Rules), s.Endpoint, s.P256dh, s.Auth, session)
	return err
}

// FindBrowser is the subscription under an address, for as long as its member may see the company's bookings, or his
// own, and is signed in there; NotFound else.
func FindBrowser(ctx context.Context, s db.Scope, address string) (telling.Subscription, error) {
	var row struct {
		telling.Subscription
		Role booking.Role
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select r.endpoint, r.p256dh, r.auth, m.role
		from notification_recipients r
			join members m on m.company_id = r.company_id and m.user_id = r.user_id and m.disabled_at is null
			join sessions s on s.id_hash = r.session_hash and s.user_id = r.user_id and s.retired_at is null and s.expires_at > now()
		where r.company_id = $1 and r.kind = 'browser' and r.address = $2`, s.Company(), address)
	if err == nil && !row.Role.May(booking.SeeBookings) && !row.Role.May(booking.SeeOwn) {
		return telling.Subscription{}, booking.Fail(booking.NotFound, "error.recipient_unknown")
	}
	return row.Subscription, db.OrNotFound(err, "error.recipient_unknown")
}

// EndBrowser forgets a browser whose push service does not know it any more; it is no act of the company.
func EndBrowser(ctx context.Context, d *db.DB, company booking.CompanyID, address string) error {
	_, err := d.ExecContext(ctx, `delete from notification_recipients where company_id = $1 and kind = 'browser' and address = $2`, company, address)
	return err
}

// BreakBrowser says that nothing reaches a browser until it subscribes anew; it is no act of the company.
func BreakBrowser(ctx context.Context, d *db.DB, company booking.CompanyID, address, reason string) error {
	_, err := d.ExecContext(ctx, `
		update notification_recipients set broken = $3 where company_id = $1 and kind = 'browser' and address = $2`, company, address, reason)
	return err
}

// PushKey is the installation's key for push services: the public one, and the private one sealed.
type PushKey struct {
	Public []byte `db:"public_key"`
	Sealed []byte
}

// FindPushKey gives it; NotFound where none was made yet.
func FindPushKey(ctx context.Context, d *db.DB) (PushKey, error) {
	var k PushKey
	err := d.GetContext(ctx, &k, `select public_key, sealed from push_keys`)
	return k, db.OrNotFound(err, "error.page_unknown")
}

// KeepPushKey keeps one, unless somebody has been quicker.
func KeepPushKey(ctx context.Context, d *db.DB, k PushKey) error {
	_, err := d.ExecContext(ctx, `insert into push_keys (public_key, sealed) values ($1, $2) on conflict do nothing`, k.Public, k.Sealed)
	return err
}
