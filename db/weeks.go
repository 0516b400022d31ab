package db

import (
	"context"

	"okno/booking"
)

// ChangeWeeks is PutWeeks for weeks that somebody has changed in the panel: the
// revisions of the resources rise.
func (a *Act) ChangeWeeks(ctx context.Context, list []booking.Resource) error {
	if err := a.PutWeeks(ctx, list); err != nil {
		return err
	}
	_, err := a.tx.ExecContext(ctx, `
		update resources set revision = revision + 1 where company_id = $1 and id = any($2::text[]::uuid[])`,
		a.company, column(list, func(r booking.Resource) string { return string(r.ID) }))
	return err
}
