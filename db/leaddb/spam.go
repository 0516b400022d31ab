package leaddb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// SameLead is the lead of the form with the same content since then; "" when
// there is none. What was put away as spam does not count: it may have been a mistake.
func SameLead(ctx context.Context, s db.Scope, form booking.ID, fingerprint []byte, since time.Time) (booking.ID, error) {
	var found []booking.ID
	err := sqlx.SelectContext(ctx, s.Q(), &found, `
		select id from leads
		where company_id = $1 and form_id = $2 and fingerprint = $3 and created_at > $4 and booking_id is null and status <> 'spam'
		order by created_at desc limit 1`, s.Company(), form, fingerprint, since)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// MarkFlood makes those new leads spam that came from the network since then without a
// fresh view token, or with one that came again. Those that somebody has taken up stay, and
// so do those of people who have opened the form. It gives the ones that it changed.
func MarkFlood(ctx context.Context, a *db.Act, form booking.ID, network []byte, since time.Time) ([]booking.ID, error) {
	var marked []booking.ID
	err := a.SQLX().SelectContext(ctx, &marked, `
		update leads l set status = 'spam', suspect = true, revision = revision + 1
		from arrivals a
		where l.company_id = $1 and l.status = 'new' and a.company_id = $1 and a.id = l.id and a.kind = 'lead' and a.form_id = $2 and a.network = $3 and a.at > $4
			and (not a.clean or exists (select from arrivals o where o.company_id = $1 and o.network = $3 and o.at > $4 and o.view = a.view and o.id <> a.id))
		returning l.id`, a.Company(), form, network, since)
	return marked, err
}
