package online

import (
	"context"

	"okno/booking"
	"okno/db"
	"okno/db/messagedb"
)

// SetReminders switches what comes to a booking's client by the clock on or off.
// What happens to his bookings he is told all the same. NotFound when there is no such booking.
func (d *Desk) SetReminders(ctx context.Context, company booking.CompanyID, id booking.ID, on bool) error {
	return d.Act(ctx, company, func(a *db.Act) error {
		known, err := messagedb.SetRemindersOff(ctx, a, id, !on)
		if err == nil && !known {
			return booking.Fail(booking.NotFound, "error.visit_unknown")
		}
		return err
	})
}
