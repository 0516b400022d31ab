package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"okno/booking"
	"okno/db"
)

// Confirm takes a pending booking to confirmed.
func (d *Desk) Confirm(ctx context.Context, m Member, id booking.ID) error {
	return d.setStatus(ctx, m, id, statusAct{name: "confirmed", from: []booking.Status{booking.Pending}, to: booking.Confirmed})
}

// Cancel frees the time of a booking and keeps the booking findable.
func (d *Desk) Cancel(ctx context.Context, m Member, id booking.ID, reason string) error {
	reason, ok := booking.CleanText(reason, booking.MaxText)
	if !ok {
		return booking.FailFields(map[string]booking.Sentence{"reason": booking.Say("error.too_long", "Max", booking.MaxText)})
	}
	return d.setStatus(ctx, m, id, cancellation(reason))
}

// cancellation is the act of cancelling, with a reason that has been cleaned.
func cancellation(reason string) statusAct {
	act := statusAct{
		name: "cancelled", to: booking.Cancelled,
		from: []booking.Status{booking.Pending, booking.Confirmed, booking.Arrived},
	}
	if reason != "" {
		act.detail = map[string]string{"reason": reason}
	}
	return act
}

// Restore takes a cancelled or rejected booking back to confirmed, if its time is still free.
func (d *Desk) Restore(ctx context.Context, m Member, id booking.ID) error {
	return d.setStatus(ctx, m, id, statusAct{name: "restored", from: booking.Vacant, to: booking.Confirmed})
}

// statusAct is a change of status by staff: compare-and-set.
type statusAct struct {
	name   string // in history and in the change feed
	from   []booking.Status
	to     booking.Status
	detail map[string]string
}

// setStatus performs the act. A booking that stands there already is left as it
// is, so a repeated click does no harm; one that somebody else has taken
// elsewhere is a Conflict, and a vacant one whose time is gone a SlotTaken.
func (d *Desk) setStatus(ctx context.Context, m Member, id booking.ID, act statusAct) error {
	if err := m.must(booking.ChangeBookings); err != nil {
		return err
	}
	now := d.Now()
	err := d.act(ctx, m.Company, func(a *db.Act) error {
		b, err := a.Booking(ctx, id)
		if err != nil {
			return err
		}
		if b.Status == act.to {
			return errUnchanged
		}
		return m.writeStatus(ctx, a, b, act, now)
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	if booking.CodeOf(err) == booking.SlotTaken {
		return &booking.Error{Code: booking.SlotTaken, Sentence: booking.Say("error.time_gone"), Err: err}
	}
	return err
}

// writeStatus is the act within a transaction, on a booking as it was just read.
func (m Member) writeStatus(ctx context.Context, a *db.Act, b booking.Booking, act statusAct, now time.Time) error {
	if !act.allows(b.Status) {
		return booking.Fail(booking.Conflict, "error.status_"+string(b.Status))
	}
	done, err := a.SetStatus(ctx, b.ID, b.Status, act.to, now)
	if err != nil {
		return err
	}
	if !done { // some path that does not hold the version row was quicker
		return booking.Fail(booking.Conflict, "error.changed_meanwhile")
	}
	line := booking.HistoryLine{At: now, Act: act.name, Actor: m.actor(), Detail: act.detail}
	if err := a.WriteHistory(ctx, b.ID, line); err != nil {
		return err
	}
	return a.Changed(ctx, b.ID, act.name, &b.Occupied, now)
}

func (act statusAct) allows(from booking.Status) bool {
	return slices.Contains(act.from, from) && from.CanMove(act.to)
}
