package settings

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/acts"
	"okno/booking"
	"okno/booking/columns"
	"okno/db/bookingdb"
)

// SetColumns keeps how the member wants the columns of his board. It is nobody
// else's business: the company stays as it is.
func (d *Desk) SetColumns(ctx context.Context, m acts.Member, c columns.Choice) error {
	if err := m.Must(booking.SeeBookings); err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return bookingdb.PutColumns(ctx, tx, m.Company, m.User, c) })
}
