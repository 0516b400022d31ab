package bookings

import (
	"context"

	"okno/acts"
	"okno/booking"
)

// ComingByClient notes that a client says that he will come: boards show it until the booking moves, and nobody is told
// otherwise. origin is where he has said it, "telegram" or "manage". To say it again does nothing. Conflict where the booking isn't
// confirmed, or has begun.
func (d *Desk) ComingByClient(ctx context.Context, who Client, origin string) error {
	_, err := d.asClient(ctx, who, "", func(ctx context.Context, c *change) error {
		switch {
		case c.before.Coming:
			return acts.ErrUnchanged
		case c.before.Status != booking.Confirmed || !c.now.Before(c.before.Start):
			return closed(booking.ClosedByStatus)
		}
		c.actor.Origin = origin
		c.name, c.after.Coming = booking.ActComing, true
		return d.Outbox.BookingShown(ctx, c.act, c.before.ID)
	})
	return err
}
