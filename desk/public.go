package desk

import (
	"context"

	"okno/db"
)

// Take takes one token of a bucket that all processes share; false when it is
// empty. It is no act of a company: nobody's version changes.
func (d *Desk) Take(ctx context.Context, bucket []byte, perSecond float64, burst int) (bool, error) {
	return d.DB.Take(ctx, bucket, perSecond, burst, d.Now())
}

// CountForms adds to how often forms were seen. It is no act of a company either.
func (d *Desk) CountForms(ctx context.Context, counts map[db.FormDay]db.FormSeen) error {
	return d.DB.CountFormDays(ctx, counts)
}

// CountRefusedSites adds to how often sites asked for forms that do not allow
// them. It is no act of a company either.
func (d *Desk) CountRefusedSites(ctx context.Context, counts map[db.FormSite]int64) error {
	return d.DB.CountRefusedSites(ctx, counts, d.Now())
}
