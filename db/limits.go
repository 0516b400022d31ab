package db

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Take takes one token of a bucket that holds burst and gains perSecond, shared
// by all processes; false when it is empty. One statement, and none of it is in
// the database's log.
func (d *DB) Take(ctx context.Context, bucket []byte, perSecond float64, burst int, now time.Time) (bool, error) {
	result, err := d.ExecContext(ctx, `
		insert into public_limits as l (key, tokens, at) values ($1, $3::float8 - 1, $4)
		on conflict (key) do update set at = greatest(l.at, $4),
			tokens = least($3::float8, l.tokens + $2::float8 * greatest(0, extract(epoch from $4 - l.at))) - 1
		where least($3::float8, l.tokens + $2::float8 * greatest(0, extract(epoch from $4 - l.at))) >= 1`,
		bucket, perSecond, burst, now)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// ViewUsedBy is the hash of the idempotency key whose submit has used a view
// token up; nil while none has.
func (d *DB) ViewUsedBy(ctx context.Context, view []byte) (by []byte, err error) {
	err = d.GetContext(ctx, &by, `select used_by from used_views where id = $1`, view)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return by, err
}

// UseView uses a view token up until it expires by itself.
func (a *Act) UseView(ctx context.Context, view, by []byte, expires time.Time) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into used_views (id, used_by, expires_at) values ($1, $2, $3) on conflict do nothing`, view, by, expires)
	return err
}
