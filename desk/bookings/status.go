package bookings

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
)

// Confirm takes a pending booking to confirmed.
func (d *Desk) Confirm(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, booking.ActConfirmed)
}

// Reject answers a pending booking with a no: its time is free again.
func (d *Desk) Reject(ctx context.Context, m acts.Member, target Target, reason string) (Done, error) {
	return d.setStatusFor(ctx, m, target, booking.ActRejected, reason)
}

// Arrive notes that the client is there.
func (d *Desk) Arrive(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, booking.ActArrived)
}

// Complete notes that the visit has taken place.
func (d *Desk) Complete(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, booking.ActCompleted)
}

// NoShow notes that the client did not come.
func (d *Desk) NoShow(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, booking.ActNoShow)
}

// Cancel frees the time of a booking and keeps the booking findable.
func (d *Desk) Cancel(ctx context.Context, m acts.Member, target Target, reason string) (Done, error) {
	return d.setStatusFor(ctx, m, target, booking.ActCancelled, reason)
}

// Restore takes a cancelled or rejected booking back to confirmed, if its time is still free.
func (d *Desk) Restore(ctx context.Context, m acts.Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, booking.ActRestored)
}

// StepBack takes a booking that stands at the status from one step back: to
// where it came from. A vacant one is restored, if its time is still free.
func (d *Desk) StepBack(ctx context.Context, m acts.Member, target Target, from booking.Status) (Done, error) {
	if !from.Occupies() {
		return d.Restore(ctx, m, target)
	}
	return d.changeAsMember(ctx, m, target, func(ctx context.Context, c *change) error {
		back := booking.Confirmed
		switch from {
		case booking.Confirmed:
			back = booking.Pending
		case booking.Completed:
			came, err := c.cameTo(ctx, booking.ActArrived)
			if err != nil {
				return err
			}
			if came {
				back = booking.Arrived
			}
		}
		c.note("status", string(back))
		return c.toStatus(ctx, booking.ActSteppedBack, booking.ActRule{From: []booking.Status{from}, To: back})
	})
}

func (d *Desk) setStatus(ctx context.Context, m acts.Member, target Target, act booking.Act) (Done, error) {
	return d.changeAsMember(ctx, m, target, func(ctx context.Context, c *change) error { return c.toStatus(ctx, act, act.Rule()) })
}

// setStatusFor is setStatus with a reason, which history keeps.
func (d *Desk) setStatusFor(ctx context.Context, m acts.Member, target Target, act booking.Act, reason string) (Done, error) {
	reason, err := cleanReason(reason)
	if err != nil {
		return Done{}, err
	}
	return d.changeAsMember(ctx, m, target, func(ctx context.Context, c *change) error {
		c.note("reason", reason)
		return c.toStatus(ctx, act, act.Rule())
	})
}

func cleanReason(reason string) (string, error) {
	reason, ok := booking.CleanText(reason, booking.MaxText)
	if !ok {
		return "", booking.FailFields(map[string]booking.Sentence{"reason": booking.Say("error.too_long", "Max", booking.MaxText)})
	}
	return reason, nil
}

// toStatus fills in an act by its rule, or by that of a step back. A booking that stands there already is left as it
// is, so a repeated click does no harm; one that somebody else has taken
// elsewhere is a Conflict, and a vacant one whose time is gone a SlotTaken. What cannot
// be true yet is a NeedsConfirmation, unless it is meant.
func (c *change) toStatus(ctx context.Context, act booking.Act, rule booking.ActRule) error {
	if c.before.Status == rule.To && !c.before.Deleted {
		return acts.ErrUnchanged
	}
	if err := c.asSeen(ctx); err != nil {
		return err
	}
	if !rule.Takes(c.before.Status) || !c.before.Status.CanMove(rule.To) {
		return c.stands(ctx)
	}
	if !c.target.Sure && act != booking.ActSteppedBack && c.before.Early(rule.To, c.now) {
		start := c.before.Start.In(c.setup.Company.Zone)
		return booking.Fail(booking.NeedsConfirmation, "error.early."+string(rule.To), "Date", booking.DateOf(start, start.Location()), "At", start)
	}
	c.name, c.event = act, rule.Event
	c.after.Status = rule.To
	if !c.before.Status.Occupies() {
		return c.free(ctx)
	}
	return nil
}

// cameTo says whether the booking was taken to a status before, by that act.
func (c *change) cameTo(ctx context.Context, act booking.Act) (bool, error) {
	history, err := c.act.History(ctx, c.before.ID)
	return slices.ContainsFunc(history, func(l booking.HistoryLine) bool { return l.Act == act }), err
}
