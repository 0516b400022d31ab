package bookings

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify"
)

// Tellable says whether the act is told to anybody.
func Tellable(act booking.Act) bool { return act.Rule().Tells }

// tell puts into the outbox what people are to know of an act: the one place
// from which the desk's acts are told. Nobody is told before the act can no
// longer be taken back; who acted is not told himself. An act without an event,
// such as a client's arrival, is told to nobody.
func (c *change) tell(ctx context.Context, client bool) error {
	if c.event == "" {
		return c.Outbox.BookingSettled(ctx, c.act, c.after.ID)
	}
	before := telling.SnapshotOf(c.before)
	notice := notify.BookingNotice{Booking: c.after.ID, Event: c.event, Actor: c.actor, TellClient: client, Wait: UndoFor, Before: &before}
	if c.actor.Kind != booking.Member { // nobody else has such a minute
		notice.Wait = 0
	}
	if c.actor.Kind == booking.Visitor && c.event != booking.BookingLate { // whoever has the link may go to and fro
		notice.Settle = SettleFor
	}
	if c.before.ID == "" {
		notice.Before = nil
	}
	return c.Outbox.BookingChanged(ctx, c.act, notice)
}

// SettleFor is how long it is waited for what else a client does with his booking, before anybody
// is told: the boards show it at once.
const SettleFor = time.Minute
