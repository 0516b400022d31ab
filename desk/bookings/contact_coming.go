package bookings

import (
	"context"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/db/clientdb"
)

// contacts are how clients were named and reached before an act, as an undo keeps it.
type contacts struct {
	Client   booking.ID      `json:"client,omitempty"` // whose card was changed, "" for nobody's
	Was      booking.Contact `json:"was"`              // on the card
	Is       booking.Contact `json:"is"`
	Bookings []recalled      `json:"bookings,omitempty"`
	Made     bool            `json:"made,omitempty"` // the card was made
	Note     string          `json:"note,omitempty"` // with this note
}

// recalled is a booking whose contact was changed.
type recalled struct {
	ID    booking.ID      `json:"id"`
	Was   booking.Contact `json:"was"`
	WasOf booking.ID      `json:"was_of"` // the client
	Is    booking.Contact `json:"is"`
}

// followed is the contact of a booking that follows a change of its client's:
// each field that has changed and read there as it did, here or on the card, and
// what the card did not have: a visitor's own address is there instead.
func followed(b, card, was, is booking.Contact) booking.Contact {
	to := follow(b, was, is)
	if b.Name != was.Name && b.Name != card.Name {
		to.Name = b.Name
	}
	if b.Phone != was.Phone && b.Phone != card.Phone && card.Phone != "" {
		to.Phone = b.Phone
	}
	if b.Email != was.Email && b.Email != card.Email && card.Email != "" {
		to.Email = b.Email
	}
	return to
}

// followers change the contacts of what a client has still to come, but for the
// booking that the act is about.
func (c *change) followers(ctx context.Context, client booking.Client, was, is booking.Contact) ([]recalled, error) {
	coming, err := clientdb.BookingsToCome(ctx, c.act.Scope, client.ID, c.now)
	if err != nil {
		return nil, err
	}
	var all []recalled
	for _, b := range coming {
		to := followed(b.Contact, client.Contact, was, is)
		if b.ID == c.before.ID || to == b.Contact {
			continue
		}
		if err := c.recall(ctx, b, client.ID, to, booking.ActContact); err != nil {
			return nil, err
		}
		all = append(all, recalled{ID: b.ID, Was: b.Contact, WasOf: client.ID, Is: to})
	}
	return all, nil
}

// recall writes the contact of a booking that comes along, with its history, and
// tells its boards.
func (c *change) recall(ctx context.Context, b booking.Booking, client booking.ID, to booking.Contact, act booking.Act) error {
	one := &change{Desk: c.Desk, act: c.act, setup: c.setup, actor: c.actor, member: c.member, now: c.now, before: b, after: b, name: act}
	one.after.Contact, one.after.Client = to, client
	if act == booking.ActUndone {
		one.note("act", "contact")
	} else {
		one.noteContact(b.Contact, to)
	}
	if err := clientdb.PutContact(ctx, c.act, b.ID, client, to, c.now); err != nil {
		return err
	}
	return one.write(ctx)
}

// putCard writes a client's contact and keeps what it was; a phone that another
// client has is Invalid.
func (c *change) putCard(ctx context.Context, client, card booking.Client) error {
	if card.Contact == client.Contact {
		return clientdb.Rekey(ctx, c.act, client.ID)
	}
	if err := phoneIsFree(ctx, c.act, card); err != nil {
		return err
	}
	c.contacts.Client, c.contacts.Was, c.contacts.Is = client.ID, client.Contact, card.Contact
	if err := clientdb.SaveClient(ctx, c.act, card); err != nil {
		return err
	}
	line := booking.HistoryLine{At: c.now, Act: "edited", Actor: c.actor, Detail: CardDetail(client, card)}
	if err := c.act.WriteClientHistory(ctx, client.ID, line); err != nil {
		return err
	}
	return c.act.Changed(ctx, "", "client", nil, c.now)
}

// restoreContacts takes an act on contacts back, unless somebody has changed one
// of them since.
func (c *change) restoreContacts(ctx context.Context, k contacts) error {
	changed := booking.Fail(booking.Conflict, "error.contact_since")
	if k.Client != "" {
		card, err := clientdb.Client(ctx, c.act.Scope, k.Client)
		if err != nil {
			return err
		}
		if card.Erased || card.Contact != k.Is {
			return changed
		}
		back := card
		back.Contact = k.Was
		if err := phoneIsFree(ctx, c.act, back); err != nil {
			return changed
		}
		if err := clientdb.SaveClient(ctx, c.act, back); err != nil {
			return err
		}
		line := booking.HistoryLine{At: c.now, Act: "edited", Actor: c.actor, Detail: CardDetail(card, back)}
		if err := c.act.WriteClientHistory(ctx, k.Client, line); err != nil {
			return err
		}
		if err := c.act.Changed(ctx, "", "client", nil, c.now); err != nil {
			return err
		}
	}
	for _, r := range k.Bookings {
		b, err := bookingdb.Booking(ctx, c.act.Scope, r.ID)
		if err != nil {
			return err
		}
		if b.Contact != r.Is {
			return changed
		}
		if r.ID == c.before.ID {
			c.after.Contact, c.after.Client = r.Was, r.WasOf
			err = clientdb.PutContact(ctx, c.act, r.ID, r.WasOf, r.Was, c.now)
		} else {
			err = c.recall(ctx, b, r.WasOf, r.Was, booking.ActUndone)
		}
		if err != nil {
			return err
		}
		for _, client := range []booking.ID{r.WasOf, b.Client} {
			if err := clientdb.Rekey(ctx, c.act, client); err != nil {
				return err
			}
		}
	}
	return nil
}
