package settings

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/acts"
	"okno/booking"
	"okno/db/peopledb"
)

// RememberNotifyClient keeps a member's answer to whether clients are told of what he
// does to their bookings. A no, given about a booking, takes back what waits to be told
// of that one.
func (d *Desk) RememberNotifyClient(ctx context.Context, m acts.Member, tells bool, about booking.ID) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := peopledb.SetNotifyClient(ctx, tx, m.Company, m.User, tells); err != nil {
			return err
		}
		if tells || !booking.IsID(string(about)) {
			return nil
		}
		return peopledb.Withhold(ctx, tx, m.Company, about)
	})
}
