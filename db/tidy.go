package db

import (
	"context"
	"time"
)

// LeadHashAge is how long a lead keeps the hash that tells a repetition.
const LeadHashAge = 24 * time.Hour

// RefusedAge is how long a site that no longer asks is shown.
const RefusedAge = 7 * 24 * time.Hour

// PhotoAge is how long a removed photo can be taken back.
const PhotoAge = 24 * time.Hour

// SubmissionAge is how long a key is remembered within its form (contracts.md).
const SubmissionAge = 7 * 24 * time.Hour

// ChangeAge is how long the change feed is kept: a board that was away for
// longer is drawn anew.
const ChangeAge = 24 * time.Hour

// ExceptionAge is how long a deleted exception can be brought back.
const ExceptionAge = 24 * time.Hour

// PreviewAge is how long a form that somebody was editing can be previewed.
const PreviewAge = 24 * time.Hour

// DeliveryAge is how long it is kept what was sent to whom.
const DeliveryAge = 180 * 24 * time.Hour

// TickAge is how long it is kept that something was told by the clock.
const TickAge = 7 * 24 * time.Hour

// AccountMailAge is how long it is known which mails about accounts were sent.
const AccountMailAge = 7 * 24 * time.Hour

// ArrivalAge is how long it is known from where something came. The longest rule
// looks back for a day.
const ArrivalAge = 48 * time.Hour

// Tidy deletes what has had its time: forgotten idempotency keys, expired
// sessions and holds, old lines of the change feed, undos that nobody took,
// deleted exceptions, photos that were removed. It says how many rows went.
func (d *DB) Tidy(ctx context.Context, now time.Time) (int64, error) {
	var all []statement
	for _, old := range []struct {
		sql    string
		before time.Time
	}{
		{`delete from submissions where created_at < $1`, now.Add(-SubmissionAge)},
		{`delete from attempts where at < $1`, now.Add(-AttemptAge)},
		{`delete from sessions where expires_at < $1`, now},
		{`delete from changes where at < $1`, now.Add(-ChangeAge)},
		{`delete from holds where expires_at < $1`, now},
		{`delete from exceptions where deleted_at < $1`, now.Add(-ExceptionAge)},
		{`delete from undos where expires_at < $1`, now},
		{`delete from deliveries where updated_at < $1 and state in ('sent', 'logged', 'parked', 'unknown', 'dropped')`, now.Add(-DeliveryAge)},
		{`delete from notification_ticks where at < $1`, now.Add(-TickAge)},
		{`delete from user_tokens where expires_at < $1`, now},
		{`delete from sign_ups where expires_at < $1`, now},
		{`delete from account_mails where created_at < $1`, now.Add(-AccountMailAge)},
		{`delete from refused_sites where at < $1`, now.Add(-RefusedAge)},
		{`delete from counters where at + make_interval(secs => level * seconds) < $1`, now},
		{`delete from arrivals where at < $1`, now.Add(-ArrivalAge)},
		{`delete from floods where last_at < $1`, now.Add(-ArrivalAge)},
		{`delete from resource_photos where removed_at < $1`, now.Add(-PhotoAge)},
		{`delete from used_views where expires_at < $1`, now},
		{`delete from form_previews where updated_at < $1`, now.Add(-PreviewAge)},
		{`update leads set fingerprint = null where created_at < $1 and fingerprint is not null`, now.Add(-LeadHashAge)},
	} {
		all = append(all, statement{old.sql, []any{old.before}})
	}
	return d.execEach(ctx, all)
}

// statement is one of several that are done one after the other, each by itself.
type statement struct {
	sql       string
	arguments []any
}

// execEach does them, and says how many rows they have changed.
func (d *DB) execEach(ctx context.Context, all []statement) (int64, error) {
	var total int64
	for _, one := range all {
		result, err := d.ExecContext(ctx, one.sql, one.arguments...)
		if err != nil {
			return total, err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}
