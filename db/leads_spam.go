package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// LeadHashAge is how long a lead keeps the hashes that tell floods and
// repetitions apart from people.
const LeadHashAge = 24 * time.Hour

// SameLead is the lead of the form with the same content since then; "" when
// there is none. What was put away as spam does not count: it may have been a mistake.
func (s Scope) SameLead(ctx context.Context, form booking.ID, fingerprint []byte, since time.Time) (booking.ID, error) {
	var found []booking.ID
	err := sqlx.SelectContext(ctx, s.q, &found, `
		select id from leads
		where company_id = $1 and form_id = $2 and fingerprint = $3 and created_at > $4 and booking_id is null and status <> 'spam'
		order by created_at desc limit 1`, s.company, form, fingerprint, since)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// LeadsFrom is how many leads came through the form from one address since then.
func (s Scope) LeadsFrom(ctx context.Context, form booking.ID, address []byte, since time.Time) (int, error) {
	var n int
	err := sqlx.GetContext(ctx, s.q, &n, `
		select count(*) from leads where company_id = $1 and form_id = $2 and address = $3 and created_at > $4`,
		s.company, form, address, since)
	return n, err
}

// MarkFlood makes the new leads that came from one address since then spam. Those
// that somebody has taken up stay. It gives the ones that it changed.
func (a *Act) MarkFlood(ctx context.Context, form booking.ID, address []byte, since time.Time) ([]booking.ID, error) {
	var marked []booking.ID
	err := a.tx.SelectContext(ctx, &marked, `
		update leads set status = 'spam', suspect = true, revision = revision + 1
		where company_id = $1 and form_id = $2 and address = $3 and created_at > $4 and status = 'new'
		returning id`, a.company, form, address, since)
	return marked, err
}
