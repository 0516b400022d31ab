package bookings

import (
	"context"
	"time"

	"okno/acts"
	"okno/booking"
)

// LetGo gives up a booking that nobody has answered in the time that its company sets:
// its time is free again, and the client and the team are told. It does nothing to one
// that has been answered meanwhile.
func (d *Desk) LetGo(ctx context.Context, company booking.CompanyID, id booking.ID, since time.Time) error {
	_, err := d.changeBooking(ctx, company, booking.Actor{Kind: booking.System, Origin: "clock"}, Target{Booking: id, TellClient: true}, func(ctx context.Context, c *change) error {
		if c.before.Status != booking.Pending || c.before.Deleted {
			return acts.ErrUnchanged
		}
		c.note("since", since.In(c.setup.Company.Zone).Format(time.RFC3339))
		if err := c.toStatus(ctx, booking.ActRejected, booking.ActRejected.Rule()); err != nil {
			return err
		}
		c.target.TellClient = !c.before.Suspect // he may be invented, and his address another's
		return c.write(ctx)
	})
	return err
}
