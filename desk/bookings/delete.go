package bookings

import (
	"context"

	"okno/acts"
	"okno/booking"
)

// Delete takes a booking that was made by mistake out of every list and frees its
// time. It is kept with its history, and Undo brings it back.
func (d *Desk) Delete(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.changeAsMember(ctx, m, target, func(ctx context.Context, c *change) error {
		if c.before.Deleted {
			return acts.ErrUnchanged
		}
		if err := c.asSeen(ctx); err != nil {
			return err
		}
		c.delete()
		return nil
	})
}

// delete leaves a rejected booking rejected: all others are cancelled.
func (c *change) delete() {
	c.name, c.event = booking.ActDeleted, booking.BookingCancelled
	c.note("status", string(c.before.Status))
	c.after.Deleted = true
	if c.before.Status.Occupies() {
		c.after.Status = booking.Cancelled
	}
}
