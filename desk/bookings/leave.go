package bookings

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db/bookingdb"
)

// LeaveOpen leaves a booking that is over as it stands: nobody asks any more how it went.
func (d *Desk) LeaveOpen(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.leave(ctx, m, target, func(c *change) error {
		if c.now.Before(c.before.End) {
			return booking.Fail(booking.Conflict, "error.not_over")
		}
		c.name = booking.ActLeft
		return bookingdb.LeaveOpen(ctx, c.act, c.before.ID, c.now)
	})
}

// AskAgain undoes LeaveOpen.
func (d *Desk) AskAgain(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.leave(ctx, m, target, func(c *change) error {
		c.name = booking.ActUndone
		c.note("act", string(booking.ActLeft))
		done, err := bookingdb.AskAgain(ctx, c.act, c.before.ID)
		if err == nil && !done {
			return acts.ErrUnchanged
		}
		return err
	})
}

func (d *Desk) leave(ctx context.Context, m acts.Member, target Target, do func(*change) error) (Done, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return Done{}, err
	}
	done, err := d.changeBooking(ctx, m.Company, m.Actor(), target, func(ctx context.Context, c *change) error {
		if err := m.ReadRole(ctx, c.act, booking.ChangeBookings); err != nil {
			return err
		}
		c.member = m
		if err := c.asSeen(ctx); err != nil {
			return err
		}
		if err := do(c); err != nil {
			return err
		}
		return c.write(ctx)
	})
	if done.Act == booking.ActUndone {
		done.TookBack = booking.ActLeft
	}
	return done, err
}
