package desk

import (
	"cmp"
	"context"
	"time"

	"okno/booking"
	"okno/notify"
)

// Tellable says whether an act of that name is told to anybody.
func Tellable(act string) bool {
	switch act {
	case "", "arrived", "completed", "no_show", "noted", "contact", "resent", "taken":
		return false
	}
	return true
}

// tell puts into the outbox what people are to know of an act: the one place
// from which the desk's acts are told. Nobody is told before the act can no
// longer be taken back; who acted is not told himself. An act without an event,
// such as a client's arrival, is told to nobody.
func (c *change) tell(ctx context.Context, client bool) error {
	if c.event == "" {
		return c.Outbox.BookingSettled(ctx, c.act, c.after.ID)
	}
	before := c.before.Snapshot()
	notice := notify.BookingNotice{Booking: c.after.ID, Event: c.event, Actor: c.actor, TellClient: client, Wait: UndoFor, Before: &before}
	if c.actor.Kind != booking.Member { // nobody else has such a minute
		notice.Wait = 0
	}
	if c.actor.Kind == booking.Visitor && c.event != booking.BookingLate { // whoever has the link may go to and fro
		notice.Settle = cmp.Or(c.Settle, SettleFor)
	}
	if c.before.ID == "" {
		notice.Before = nil
	}
	return c.Outbox.BookingChanged(ctx, c.act, notice)
}

// SettleFor is how long it is waited for what else a client does with his booking, before anybody
// is told: the boards show it at once.
const SettleFor = time.Minute
