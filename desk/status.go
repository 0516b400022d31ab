package desk

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
)

// statusAct is a change of status by staff: compare-and-set.
type statusAct struct {
	name  string // in history and in the change feed
	from  []booking.Status
	to    booking.Status
	event booking.Event // "" where nobody needs to be told
}

var (
	confirming = statusAct{"confirmed", []booking.Status{booking.Pending}, booking.Confirmed, booking.BookingConfirmed}
	rejecting  = statusAct{"rejected", []booking.Status{booking.Pending}, booking.Rejected, booking.BookingRejected}
	arriving   = statusAct{"arrived", []booking.Status{booking.Confirmed}, booking.Arrived, ""}
	completing = statusAct{"completed", []booking.Status{booking.Confirmed, booking.Arrived}, booking.Completed, ""}
	missing    = statusAct{"no_show", []booking.Status{booking.Confirmed}, booking.NoShow, ""}
	cancelling = statusAct{"cancelled", []booking.Status{booking.Pending, booking.Confirmed, booking.Arrived}, booking.Cancelled, booking.BookingCancelled}
	restoring  = statusAct{"restored", booking.Vacant, booking.Confirmed, booking.BookingRestored}
)

// Confirm takes a pending booking to confirmed.
func (d *Desk) Confirm(ctx context.Context, m Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, confirming)
}

// Reject answers a pending booking with a no: its time is free again.
func (d *Desk) Reject(ctx context.Context, m Member, target Target, reason string) (Done, error) {
	return d.setStatusFor(ctx, m, target, rejecting, reason)
}

// Arrive notes that the client is there.
func (d *Desk) Arrive(ctx context.Context, m Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, arriving)
}

// Complete notes that the visit has taken place.
func (d *Desk) Complete(ctx context.Context, m Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, completing)
}

// NoShow notes that the client did not come.
func (d *Desk) NoShow(ctx context.Context, m Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, missing)
}

// Cancel frees the time of a booking and keeps the booking findable.
func (d *Desk) Cancel(ctx context.Context, m Member, target Target, reason string) (Done, error) {
	return d.setStatusFor(ctx, m, target, cancelling, reason)
}

// Restore takes a cancelled or rejected booking back to confirmed, if its time is still free.
func (d *Desk) Restore(ctx context.Context, m Member, target Target) (Done, error) {
	return d.setStatus(ctx, m, target, restoring)
}

// StepBack takes a booking that stands at the status from one step back: to
// where it came from. A vacant one is restored, if its time is still free.
func (d *Desk) StepBack(ctx context.Context, m Member, target Target, from booking.Status) (Done, error) {
	if !from.Occupies() {
		return d.Restore(ctx, m, target)
	}
	return d.changeAsMember(ctx, m, target, func(ctx context.Context, c *change) error {
		back := booking.Confirmed
		switch from {
		case booking.Confirmed:
			back = booking.Pending
		case booking.Completed:
			came, err := c.cameTo(ctx, "arrived")
			if err != nil {
				return err
			}
			if came {
				back = booking.Arrived
			}
		}
		return c.toStatus(ctx, statusAct{name: "stepped_back", from: []booking.Status{from}, to: back})
	})
}

func (d *Desk) setStatus(ctx context.Context, m Member, target Target, act statusAct) (Done, error) {
	return d.changeAsMember(ctx, m, target, func(ctx context.Context, c *change) error { return c.toStatus(ctx, act) })
}

// setStatusFor is setStatus with a reason, which history keeps.
func (d *Desk) setStatusFor(ctx context.Context, m Member, target Target, act statusAct, reason string) (Done, error) {
	reason, err := cleanReason(reason)
	if err != nil {
		return Done{}, err
	}
	return d.changeAsMember(ctx, m, target, func(ctx context.Context, c *change) error {
		c.note("reason", reason)
		return c.toStatus(ctx, act)
	})
}

func cleanReason(reason string) (string, error) {
	reason, ok := booking.CleanText(reason, booking.MaxText)
	if !ok {
		return "", booking.FailFields(map[string]booking.Sentence{"reason": booking.Say("error.too_long", "Max", booking.MaxText)})
	}
	return reason, nil
}

// toStatus fills in the act. A booking that stands there already is left as it
// is, so a repeated click does no harm; one that somebody else has taken
// elsewhere is a Conflict, and a vacant one whose time is gone a SlotTaken. What cannot
// be true yet is a NeedsConfirmation, unless it is meant.
func (c *change) toStatus(ctx context.Context, act statusAct) error {
	if c.before.Status == act.to && !c.before.Deleted {
		return acts.ErrUnchanged
	}
	if err := c.asSeen(ctx); err != nil {
		return err
	}
	if !slices.Contains(act.from, c.before.Status) || !c.before.Status.CanMove(act.to) {
		return c.stands(ctx)
	}
	if !c.target.Sure && act.name != "stepped_back" && c.before.Early(act.to, c.now) {
		start := c.before.Start.In(c.setup.Company.Zone)
		return booking.Fail(booking.NeedsConfirmation, "error.early."+string(act.to), "Date", booking.DateOf(start, start.Location()), "At", start)
	}
	c.name, c.event = act.name, act.event
	c.after.Status = act.to
	if act.name == "stepped_back" {
		c.note("status", string(act.to))
	}
	if !c.before.Status.Occupies() {
		return c.free(ctx)
	}
	return nil
}

// cameTo says whether the booking was taken to a status before, by the name of the act.
func (c *change) cameTo(ctx context.Context, act string) (bool, error) {
	history, err := c.act.History(ctx, c.before.ID)
	return slices.ContainsFunc(history, func(l booking.HistoryLine) bool { return l.Act == act }), err
}
