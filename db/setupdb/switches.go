package setupdb

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// Switched is the table of a noun that is switched on and off and put into an archive.
type Switched string

const (
	ServicesTable  Switched = "services"
	ResourcesTable Switched = "resources"
	FormsTable     Switched = "forms"
)

// SetActive switches a thing on or off. No form of the panel holds that, so it changes no revision; nor does the archive.
func SetActive(ctx context.Context, a *db.Act, table Switched, id booking.ID, active bool) error {
	_, err := a.SQLX().ExecContext(ctx, `update `+string(table)+` set active = $3 where company_id = $1 and id = $2`, a.Company(), id, active)
	return err
}

// SetArchived puts things into the archive at an instant, or takes them out again where at is nil.
func SetArchived(ctx context.Context, a *db.Act, table Switched, at *time.Time, ids ...booking.ID) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := a.SQLX().ExecContext(ctx, `update `+string(table)+` set archived_at = $3 where company_id = $1 and id = any($2::text[]::uuid[])`, a.Company(), db.IDs(ids), at)
	return err
}
