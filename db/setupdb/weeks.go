package setupdb

import (
	"context"

	"okno/booking"
	"okno/db"
)

// ChangeWeeks is PutWeeks for weeks that somebody has changed in the panel: the
// revisions of the resources rise.
func ChangeWeeks(ctx context.Context, a *db.Act, list []booking.Resource) error {
	if err := PutWeeks(ctx, a, list); err != nil {
		return err
	}
	_, err := a.SQLX().ExecContext(ctx, `
		update resources set revision = revision + 1 where company_id = $1 and id = any($2::text[]::uuid[])`,
		a.Company(), db.Column(list, func(r booking.Resource) string { return string(r.ID) }))
	return err
}
