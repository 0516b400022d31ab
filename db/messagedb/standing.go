package messagedb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// standingColumns are those of a company c that its standing is made of.
const standingColumns = `c.signed_up_at is null or c.approved_at is not null as approved, coalesce(c.signed_up_at, c.created_at) as signed_up`

// Standing is how far the company is trusted with mail, by what its clients' addresses have
// said to it lately.
func Standing(ctx context.Context, s db.Scope, now time.Time) (telling.Standing, error) {
	var row struct {
		Approved      bool
		SignedUp      time.Time `db:"signed_up"`
		PerDay        *int      `db:"mails_per_day"`
		Sent, Refused int
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select *, case when approved then 0 else (select count(*) from deliveries
				where company_id = $1 and audience = 'client' and channel = 'email' and state = 'sent' and created_at > $2) end as sent,
			case when approved then 0 else (select count(*) from dead_addresses where company_id = $1 and at > $2) end as refused
		from (select `+standingColumns+`, c.mails_per_day from companies c where c.id = $1) c`, s.Company(), now.Add(-telling.StandingTime))
	return telling.Standing{
		Approved: row.Approved, SignedUp: row.SignedUp, PerDay: row.PerDay, Sent: row.Sent, Refused: row.Refused,
	}, db.OrNotFound(err, "error.company_unknown")
}

// Approve lets the operator vouch for a company, whatever its age; false where there is none of that slug.
func Approve(ctx context.Context, d *db.DB, slug string, now time.Time) (bool, error) {
	return setCompany(ctx, d, `update companies set approved_at = coalesce(approved_at, $2) where slug = $1`, slug, now)
}

// SetMailsPerDay bounds a company's mails to its clients; nil leaves it to its standing.
func SetMailsPerDay(ctx context.Context, d *db.DB, slug string, n *int) (bool, error) {
	return setCompany(ctx, d, `update companies set mails_per_day = $2 where slug = $1`, slug, n)
}

func setCompany(ctx context.Context, d *db.DB, sql string, args ...any) (bool, error) {
	result, err := d.ExecContext(ctx, sql, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// HeldMails are how many of the company's mails wait for a bound, by which.
func HeldMails(ctx context.Context, s db.Scope) (map[telling.MailHold]int, error) {
	var rows []struct {
		Held telling.MailHold
		N    int
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select held, count(*) as n from deliveries where company_id = $1 and state = 'retrying' and held <> '' group by held`, s.Company())
	held := map[telling.MailHold]int{}
	for _, r := range rows {
		held[r.Held] = r.N
	}
	return held, err
}

// ClaimHeld takes all that waits for the digest of a recipient, whichever company it is of,
// but for the delivery that the digest is made for. What its booking is told about at
// this moment stays where it is.
func ClaimHeld(ctx context.Context, d *db.DB, recipient string, but booking.ID, lease time.Duration) ([]HeldClaim, error) {
	var claimed []struct {
		HeldClaim
		Before []byte
	}
	err := d.SelectContext(ctx, &claimed, `
		update deliveries d set state = 'sending', due_at = now() + make_interval(secs => $3), updated_at = now()
		where d.ctid in (select o.ctid from (
			select distinct on (company_id, booking_id, topic, audience) h.* from (
				select ctid, * from deliveries where recipient = $1 and held = 'recipient' and state = 'retrying' and id <> $2 for update skip locked) h
			order by company_id, booking_id, topic, audience, created_at desc) o
			where not exists (select from deliveries s where s.company_id = o.company_id and s.booking_id = o.booking_id
				and s.topic = o.topic and s.audience = o.audience and s.channel = o.channel and s.recipient = o.recipient and s.state = 'sending'))
		returning company_id as company, `+deliveryColumns+`, coalesce(expires_at <= now(), false) as expired, `+outsider+`, `+knownBefore, recipient, but, lease.Seconds())
	if err != nil {
		return nil, err
	}
	held := make([]HeldClaim, len(claimed))
	for i, c := range claimed {
		held[i] = c.HeldClaim
		if held[i].Before, err = readSnapshot(c.Before); err != nil {
			return nil, err
		}
	}
	return held, nil
}

// HeldClaim is a delivery of some company that is held for its recipient's digest.
type HeldClaim struct {
	Company booking.CompanyID
	Claim
}
