package bookings

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
)

// CancelByClient frees the time of a booking on its client's word. Cancelling it
// again does nothing. Errors: Invalid for the reason, Conflict where the
// company's rules do not let him.
func (d *Desk) CancelByClient(ctx context.Context, who Client, reason string) error {
	reason, err := cleanReason(reason)
	if err != nil {
		return err
	}
	_, err = d.asClient(ctx, who, "", func(ctx context.Context, c *change) error {
		if c.before.Status == booking.Cancelled {
			return acts.ErrUnchanged
		}
		if err := closed(c.setup.Company.Client.MayCancel(c.before, c.now)); err != nil {
			return err
		}
		c.note("reason", reason, "status_from", string(c.before.Status))
		return c.toStatus(ctx, booking.ActCancelled, booking.ActCancelled.Rule())
	})
	return err
}

// RestoreByClient takes back what CancelByClient has done, while the time is
// still free: SlotTaken when it is not. It is no way around the desk: what
// others have cancelled stays so, and what was not confirmed is not either.
func (d *Desk) RestoreByClient(ctx context.Context, who Client) error {
	_, err := d.asClient(ctx, who, "", func(ctx context.Context, c *change) error {
		if c.before.Status.Occupies() {
			return acts.ErrUnchanged
		}
		back, err := undoable(ctx, c.act.Scope, c.before.ID)
		if err != nil {
			return err
		}
		if back == "" || !c.now.Before(c.before.Start) {
			return booking.Fail(booking.Conflict, "visit.error.not_own")
		}
		c.name, c.event = booking.ActRestored, booking.BookingRestored
		c.after.Status = back
		if err := c.free(ctx); err != nil {
			return &booking.Error{Code: booking.SlotTaken, Sentence: booking.Say("visit.error.gone"), Err: err}
		}
		return nil
	})
	return err
}

// MayRestore says whether RestoreByClient would take the booking back now.
func (d *Desk) MayRestore(ctx context.Context, s db.Scope, b booking.Booking) (bool, error) {
	now := d.Now()
	if b.Status != booking.Cancelled || b.Deleted || !now.Before(b.Start) {
		return false, nil
	}
	if back, err := undoable(ctx, s, b.ID); err != nil || back == "" {
		return false, err
	}
	occupied, err := bookingdb.Occupied(ctx, s, b.Resources, b.Occupied, now)
	return len(occupied) == 0, err
}

// undoable is what a booking was before its client cancelled it, as the last
// thing that was done to it; "" where that was something else.
func undoable(ctx context.Context, s db.Scope, id booking.ID) (booking.Status, error) {
	history, err := s.History(ctx, id)
	if err != nil || len(history) == 0 {
		return "", err
	}
	last := history[len(history)-1]
	if last.Act != booking.ActCancelled || last.Actor.Kind != booking.Visitor {
		return "", nil
	}
	return booking.Status(last.Detail["status_from"]), nil
}
