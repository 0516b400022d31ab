// Package reportdb reads what reports are made of: tables that triggers keep in step with bookings.
package reportdb

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// Rollup counts a company's bookings anew, in one act: what its clock read at each, by the zones that this program
// knows, and all that reports are made of. progress is told of how many bookings are counted. Other acts of the
// company wait meanwhile.
func Rollup(ctx context.Context, d *db.DB, company booking.CompanyID, zone *time.Location, progress func(done, all int)) error {
	_, err := d.InAct(ctx, company, func(a *db.Act) error { return a.Recount(ctx, zone, progress) })
	return err
}

// Companies are all of the installation, by slug.
func Companies(ctx context.Context, d *db.DB) ([]booking.Company, error) {
	var rows []db.CompanyRow
	if err := d.SelectContext(ctx, &rows, `select `+db.CompanyColumns+` from companies c order by c.slug`); err != nil {
		return nil, err
	}
	companies := make([]booking.Company, len(rows))
	for i, row := range rows {
		var err error
		if companies[i], err = row.Company(); err != nil {
			return nil, err
		}
	}
	return companies, nil
}
