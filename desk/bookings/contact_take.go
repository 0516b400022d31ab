package bookings

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db/clientdb"
)

// TakeContact puts what was left in a booking on its client's card: a member says that it is
// his. What stands on another client's card is a Conflict, to be settled where contacts
// are corrected.
func (d *Desk) TakeContact(ctx context.Context, m acts.Member, id booking.ID) (Done, error) {
	return d.changeAsMember(ctx, m, Target{Booking: id}, func(ctx context.Context, c *change) error {
		if c.before.Deleted {
			return c.meanwhile(ctx, 0)
		}
		client, err := clientdb.Client(ctx, c.act.Scope, c.before.Client)
		if err != nil {
			return err
		}
		if client.Erased {
			return booking.Fail(booking.Conflict, "error.client_erased")
		}
		card := client
		card.Contact = client.Contact.Taking(c.before.Contact)
		if card.Contact == client.Contact {
			return acts.ErrUnchanged
		}
		if other, err := clientdb.ClientByEmail(ctx, c.act.Scope, card.Email, client.ID); err != nil {
			return err
		} else if other.ID != "" && card.Email != client.Email {
			return booking.Fail(booking.Conflict, "error.contact_of_other")
		}
		c.name, c.contacts = booking.ActTaken, &contacts{}
		return c.putCard(ctx, client, card)
	})
}
