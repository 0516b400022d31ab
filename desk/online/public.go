package online

import (
	"context"

	"okno/booking/abuse"
	"okno/db/reportdb"
	"okno/db/setupdb"
)

// Take counts something against one rule, for all processes; false when it goes
// beyond it. It is no act of a company: nobody's version changes.
func (d *Desk) Take(ctx context.Context, counted abuse.Counted) (bool, error) {
	beyond, err := d.DB.Count(ctx, d.Now(), counted)
	return len(beyond) == 0, err
}

// CountForms adds to how often forms were seen. It is no act of a company either.
func (d *Desk) CountForms(ctx context.Context, counts map[setupdb.FormDay]setupdb.FormSeen) error {
	return setupdb.CountFormDays(ctx, d.DB, counts)
}

// CountUnmet adds to how often visitors found no time. It is no act of a company either.
func (d *Desk) CountUnmet(ctx context.Context, counts map[reportdb.UnmetSearch]reportdb.UnmetCount) error {
	return reportdb.CountUnmet(ctx, d.DB, counts)
}

// CountRefusedSites adds to how often sites asked for forms that do not allow
// them. It is no act of a company either.
func (d *Desk) CountRefusedSites(ctx context.Context, counts map[setupdb.FormSite]int64) error {
	return setupdb.CountRefusedSites(ctx, d.DB, counts, d.Now())
}
