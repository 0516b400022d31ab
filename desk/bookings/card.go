package bookings

import (
	"context"
	"errors"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/clientdb"
)

// CardEdit is a client's card as somebody has typed it.
type CardEdit struct {
	Typed    booking.Typed  // of booking.ClientAttributes
	Revision int            // of the card that it was begun on
	Coming   bool           // his bookings to come are named and reached as the card is
	NameOnly bool           // whoever types may not see phone and e-mail: they stay
	Zone     *time.Location // of the company, for phones without a country code
	Sure     booking.Sure
}

// SaveClient writes a client's card as it was typed, on top of the revision that
// was seen, else it is a Conflict and nothing is written. A phone that another
// client has is Invalid: the two are to be merged; what looks mistyped, or is another
// client's address, is Doubtful. It gives the way back, "" where only the note has changed.
func (d *Desk) SaveClient(ctx context.Context, m acts.Member, id booking.ID, e CardEdit) (undo booking.ID, err error) {
	err = d.ChangeClient(ctx, m, id, func(a *db.Act, stored booking.Client, now time.Time) error {
		if stored.Revision != e.Revision {
			return booking.Fail(booking.Conflict, "error.client_changed")
		}
		typed := e.Typed
		if e.NameOnly {
			typed = typedOver(m, typed, stored)
		}
		card, err := booking.ReadClient(typed, stored, e.Zone)
		if err != nil {
			return err
		}
		if len(booking.ClientAttributes.Differing(stored, card)) == 0 {
			return acts.ErrUnchanged
		}
		if err := phoneIsFree(ctx, a, card); err != nil {
			return err
		}
		q := doubts{act: a, sure: e.Sure, hide: m.Masked}
		q.values(card.Contact, stored.Contact)
		if err := q.mailbox(ctx, card.Contact, stored); err != nil {
			return err
		}
		if err := q.err(); err != nil {
			return err
		}
		c, err := d.cardChange(ctx, a, m, now)
		if err != nil {
			return err
		}
		if undo, err = c.saveCard(ctx, m, stored, card, e.Coming); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, id, booking.HistoryLine{At: now, Act: "edited", Actor: m.Actor(), Detail: CardDetail(stored, card)})
	})
	return undo, err
}

// typedOver is what somebody has typed who may not see what reaches a client: that stays as it is stored.
func typedOver(m acts.Member, typed booking.Typed, stored booking.Client) booking.Typed {
	whole := booking.Typed{}
	for _, a := range booking.ClientAttributes {
		switch a.Kind {
		case booking.PhoneAttribute, booking.EmailAttribute:
			whole[a.Name] = a.Text(stored)
		default:
			whole[a.Name] = m.TypedOver(typed[a.Name], a.Text(stored))
		}
	}
	return whole
}

// cardChange is an act on a card, and on bookings that come along.
func (d *Desk) cardChange(ctx context.Context, a *db.Act, m acts.Member, now time.Time) (*change, error) {
	setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
	return &change{Desk: d, act: a, setup: setup, actor: m.Actor(), member: m, now: now, contacts: &contacts{}}, err
}

// saveCard writes the card, the contacts of what is to come, and keeps the way back.
func (c *change) saveCard(ctx context.Context, m acts.Member, stored, card booking.Client, coming bool) (undo booking.ID, err error) {
	if coming && card.Contact != stored.Contact {
		if c.contacts.Bookings, err = c.followers(ctx, stored, stored.Contact, card.Contact); err != nil {
			return "", err
		}
	}
	if err := clientdb.SaveClient(ctx, c.act, card); err != nil || card.Contact == stored.Contact {
		return "", err
	}
	c.contacts.Client, c.contacts.Was, c.contacts.Is = stored.ID, stored.Contact, card.Contact
	return c.keepCard(ctx, m, *c.contacts)
}

// phoneIsFree is Invalid where another client has the phone.
func phoneIsFree(ctx context.Context, a *db.Act, card booking.Client) error {
	if card.Phone == "" {
		return nil
	}
	known, err := clientdb.ClientByPhone(ctx, a.Scope, card.Phone)
	switch {
	case err == nil && known.ID != card.ID:
		return booking.FailFields(map[string]booking.Sentence{"phone": booking.Say("error.client_phone", "name", known.Name)})
	case err != nil && booking.CodeOf(err) != booking.NotFound:
		return err
	}
	return nil
}

// CardDetail is what history says of a change of a card: its fields, and what a
// contact was and is, and the note that is gone.
func CardDetail(before, after booking.Client) map[string]string {
	c := change{}
	c.note("fields", strings.Join(booking.ClientAttributes.Differing(before, after), ","))
	c.noteContact(before.Contact, after.Contact)
	if before.Note != after.Note {
		c.detail["note_was"] = before.Note
	}
	return c.detail
}

// ChangeClient performs a change of one client who is not erased; boards are
// told, as their cards show who is new and who did not come. A change that ends
// in acts.ErrUnchanged is none, and no error.
func (d *Desk) ChangeClient(ctx context.Context, m acts.Member, id booking.ID, change func(*db.Act, booking.Client, time.Time) error) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		c, err := clientdb.Client(ctx, a.Scope, id)
		if err != nil {
			return err
		}
		if c.Erased {
			return booking.Fail(booking.Conflict, "error.client_erased")
		}
		if err := change(a, c, now); err != nil {
			return err
		}
		return a.Changed(ctx, "", "client", nil, now)
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}
