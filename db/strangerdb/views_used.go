package strangerdb

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"okno/db"
)

// ViewUsedBy is the hash of the idempotency key whose submit has used a view
// token up; nil while none has.
func ViewUsedBy(ctx context.Context, d *db.DB, view []byte) (by []byte, err error) {
	err = d.GetContext(ctx, &by, `select used_by from used_views where id = $1`, view)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return by, err
}

// UseView uses a view token up until it expires by itself.
func UseView(ctx context.Context, a *db.Act, view, by []byte, expires time.Time) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into used_views (id, used_by, expires_at) values ($1, $2, $3) on conflict do nothing`, view, by, expires)
	return err
}
