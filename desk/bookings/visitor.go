package bookings

import (
	"context"

	"okno/booking"
	"okno/booking/abuse"
)

// Client is whoever holds a booking's own page: its client acts on that booking
// and on nothing else, by the rules that the company has set for its clients.
type Client struct {
	Company booking.CompanyID
	Booking booking.ID
}

// asClient performs an act of the booking's client. Nobody can take it back but
// himself; people are told of it, with whatever follows it (SettleFor).
func (d *Desk) asClient(ctx context.Context, c Client, seen string, do func(context.Context, *change) error) (Done, error) {
	return d.changeBooking(ctx, c.Company, booking.Actor{Kind: booking.Visitor, Origin: "manage"}, Target{Booking: c.Booking, Seen: seen},
		func(ctx context.Context, ch *change) error {
			ch.actor.Name = ch.before.Contact.Name
			ch.target.TellClient = !ch.before.TellNone
			if ch.before.Deleted { // to its client it is no more than cancelled
				return closed(booking.ClosedByStatus)
			}
			if !ch.now.Before(ch.before.End) { // after the visit his link is for reading
				return closed(booking.ClosedByTime)
			}
			if err := ch.often(ctx); err != nil {
				return err
			}
			if err := do(ctx, ch); err != nil {
				return err
			}
			if ch.tooOften != nil { // a repetition, which does nothing, is no act
				return ch.tooOften
			}
			return ch.write(ctx)
		})
}

// often bounds what a client does to one booking: beyond abuse.ClientActs it is refused.
func (c *change) often(ctx context.Context) error {
	lately, err := c.act.ClientActs(ctx, c.before.ID, c.now.Add(-abuse.ClientActs.Per))
	if err != nil {
		return err
	}
	if lately >= abuse.ClientActs.Most {
		refused := ToCall(booking.TooMany, "visit.error.often", c.setup.Company)
		refused.Wait = abuse.ClientActs.Per
		c.tooOften = refused
	}
	return nil
}

// closed says why a client may not do something by himself; nil where he may.
func closed(why booking.Closed) error {
	switch why {
	case "":
		return nil
	case booking.ClosedByStatus:
		return booking.Fail(booking.Conflict, "visit.error.changed")
	}
	return booking.Fail(booking.Conflict, "visit.error.closed")
}

// seenByClient is nil while the booking is what its client has seen.
func (c *change) seenByClient() error {
	if c.target.Seen != "" && c.target.Seen != c.before.VersionTag() {
		return booking.Fail(booking.Conflict, "visit.error.changed")
	}
	return nil
}

// ToCall is a refusal that asks to call, where the company has said by what number.
func ToCall(code booking.Code, key string, company booking.Company) *booking.Error {
	if company.Client.Phone == "" {
		return booking.Fail(code, key)
	}
	return booking.Fail(code, key+"_phone", "Phone", booking.SaidPhone(company.Client.Phone))
}
