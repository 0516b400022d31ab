package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// standingColumns are those of a company c that its standing is made of.
const standingColumns = `c.signed_up_at is null or c.approved_at is not null as approved, coalesce(c.signed_up_at, c.created_at) as signed_up`

// Standing is how far the company is trusted with mail, by what its clients' addresses have
// said to it lately.
func (s Scope) Standing(ctx context.Context, now time.Time) (booking.Standing, error) {
	var row struct {
		Approved      bool
		SignedUp      time.Time `db:"signed_up"`
		PerDay        *int      `db:"mails_per_day"`
		Sent, Refused int
	}
	err := sqlx.GetContext(ctx, s.q, &row, `
		select *, case when approved then 0 else (select count(*) from deliveries
				where company_id = $1 and audience = 'client' and channel = 'email' and state = 'sent' and created_at > $2) end as sent,
			case when approved then 0 else (select count(*) from dead_addresses where company_id = $1 and at > $2) end as refused
		from (select `+standingColumns+`, c.mails_per_day from companies c where c.id = $1) c`, s.company, now.Add(-booking.StandingTime))
	return booking.Standing{
		Approved: row.Approved, SignedUp: row.SignedUp, PerDay: row.PerDay, Sent: row.Sent, Refused: row.Refused,
	}, orNotFound(err, "error.company_unknown")
}

// Approve lets the operator vouch for a company, whatever its age; false where there is none of that slug.
func (d *DB) Approve(ctx context.Context, slug string, now time.Time) (bool, error) {
	return d.setCompany(ctx, `update companies set approved_at = coalesce(approved_at, $2) where slug = $1`, slug, now)
}

// SetMailsPerDay bounds a company's mails to its clients; nil leaves it to its standing.
func (d *DB) SetMailsPerDay(ctx context.Context, slug string, n *int) (bool, error) {
	return d.setCompany(ctx, `update companies set mails_per_day = $2 where slug = $1`, slug, n)
}

func (d *DB) setCompany(ctx context.Context, sql string, args ...any) (bool, error) {
	result, err := d.ExecContext(ctx, sql, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// HeldMails are how many of the company's mails wait for a bound, by which.
func (s Scope) HeldMails(ctx context.Context) (map[booking.MailHold]int, error) {
	var rows []struct {
		Held booking.MailHold
		N    int
	}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select held, count(*) as n from deliveries where company_id = $1 and state = 'retrying' and held <> '' group by held`, s.company)
	held := map[booking.MailHold]int{}
	for _, r := range rows {
		held[r.Held] = r.N
	}
	return held, err
}

// ClaimHeld takes all that waits for the digest of a recipient, whichever company it is of,
// but for the delivery that the digest is made for. What its booking is told about at
// this moment stays where it is.
func (d *DB) ClaimHeld(ctx context.Context, recipient string, but booking.ID, lease time.Duration) ([]HeldClaim, error) {
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
