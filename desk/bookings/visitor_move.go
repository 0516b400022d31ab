package bookings

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/clientmove"
	"okno/db/bookingdb"
)

// ClientMove is another time for a booking, as its client has chosen it.
type ClientMove struct {
	Start  string // RFC 3339
	Anyone bool   // also with somebody else than the booking's own specialist
	Seen   string // Mark of the booking that he has seen
}

// MoveByClient puts a booking at another time on its client's word, where the
// engine offers it to visitors. To the time at which it stands it does nothing.
// Errors: Invalid for the start; SlotTaken; Conflict where the company's rules
// do not let him, or the booking is not what he has seen.
func (d *Desk) MoveByClient(ctx context.Context, who Client, request ClientMove) error {
	_, err := d.asClient(ctx, who, request.Seen, func(ctx context.Context, c *change) error {
		start, problem := booking.ParseStart(request.Start, c.setup.Company.Zone)
		if problem != nil {
			return booking.FailFields(map[string]booking.Sentence{"start": *problem})
		}
		if c.before.Start.Equal(start) {
			return acts.ErrUnchanged // a repetition
		}
		if err := c.seenByClient(); err != nil {
			return err
		}
		if err := closed(c.setup.Company.Client.MayMove(c.before, c.now)); err != nil {
			return err
		}
		calendar := c.setup.Calendar(nil)
		moving, ask, no := clientmove.Moving(calendar, c.before, request.Anyone, c.now)
		if no != nil {
			return Refused(no)
		}
		date := booking.DateOf(start, c.setup.Company.Zone)
		if err := bookingdb.FillDates(ctx, c.act.Scope, moving, ask, date, date, c.resources()...); err != nil {
			return err
		}
		choice, no := moving.At(ask, start)
		if no != nil {
			return Refused(no)
		}
		c.name, c.event = booking.ActMoved, booking.BookingMoved
		c.after.Start, c.after.End, c.after.Occupied = choice.Start, choice.End, choice.Occupied
		c.after.Resources, c.after.Waived, c.after.LateMin, c.after.Coming = choice.Resources, 0, 0, c.before.Coming && choice.Start.Equal(c.before.Start)
		if c.before.BoundTo == nil && c.setup.Company.Client.CancelOver(c.before, c.now) {
			c.after.BoundTo = &c.before.Start // moving does not bring back what was over
		}
		c.noteMove()
		return nil
	})
	return err
}

// resources are all that may matter to a move: the service's and the booking's own.
func (c *change) resources() []booking.ID {
	all := slices.Concat(c.setup.Linked(c.before.Service), c.before.Resources)
	slices.Sort(all)
	return slices.Compact(all)
}
