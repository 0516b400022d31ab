package desk

import (
	"context"
	"errors"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// CardEdit is a client's card as somebody has typed it.
type CardEdit struct {
	Typed    booking.ClientText
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
func (d *Desk) SaveClient(ctx context.Context, m Member, id booking.ID, e CardEdit) (undo booking.ID, err error) {
	err = d.changeClient(ctx, m, id, func(a *db.Act, stored booking.Client, now time.Time) error {
		if stored.Revision != e.Revision {
			return booking.Fail(booking.Conflict, "error.client_changed")
		}
		typed := e.Typed
		if e.NameOnly {
			typed.Phone, typed.Email = stored.Phone, stored.Email
			typed.Name, typed.Note = m.TypedOver(typed.Name, stored.Name), m.TypedOver(typed.Note, stored.Note)
		}
		card, err := typed.Client(stored, e.Zone)
		if err != nil {
			return err
		}
		if changedFields(stored, card) == "" {
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
		return a.WriteClientHistory(ctx, id, booking.HistoryLine{At: now, Act: "edited", Actor: m.Actor(), Detail: cardDetail(stored, card)})
	})
	return undo, err
}

// cardChange is an act on a card, and on bookings that come along.
func (d *Desk) cardChange(ctx context.Context, a *db.Act, m Member, now time.Time) (*change, error) {
	setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
	return &change{Desk: d, act: a, setup: setup, actor: m.Actor(), now: now, contacts: &contacts{}}, err
}

// saveCard writes the card, the contacts of what is to come, and keeps the way back.
func (c *change) saveCard(ctx context.Context, m Member, stored, card booking.Client, coming bool) (undo booking.ID, err error) {
	if coming && card.Contact != stored.Contact {
		if c.contacts.Bookings, err = c.followers(ctx, stored, stored.Contact, card.Contact); err != nil {
			return "", err
		}
	}
	if err := c.act.SaveClient(ctx, card); err != nil || card.Contact == stored.Contact {
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
	known, err := a.ClientByPhone(ctx, card.Phone)
	switch {
	case err == nil && known.ID != card.ID:
		return booking.FailFields(map[string]booking.Sentence{"phone": booking.Say("error.client_phone", "name", known.Name)})
	case err != nil && booking.CodeOf(err) != booking.NotFound:
		return err
	}
	return nil
}

// cardDetail is what history says of a change of a card: its fields, and what a
// contact was and is, and the note that is gone.
func cardDetail(before, after booking.Client) map[string]string {
	c := change{}
	c.note("fields", changedFields(before, after))
	c.noteContact(before.Contact, after.Contact)
	if before.Note != after.Note {
		c.detail["note_was"] = before.Note
	}
	return c.detail
}

// changedFields names the fields in which two states of a client differ, by commas.
func changedFields(before, after booking.Client) string {
	var names []string
	for _, field := range []struct{ name, before, after string }{
		{"name", before.Name, after.Name}, {"phone", before.Phone, after.Phone},
		{"email", before.Email, after.Email}, {"note", before.Note, after.Note},
	} {
		if field.before != field.after {
			names = append(names, field.name)
		}
	}
	return strings.Join(names, ",")
}

// changeClient performs a change of one client who is not erased; boards are
// told, as their cards show who is new and who did not come. A change that ends
// in acts.ErrUnchanged is none, and no error.
func (d *Desk) changeClient(ctx context.Context, m Member, id booking.ID, change func(*db.Act, booking.Client, time.Time) error) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		c, err := a.Client(ctx, id)
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
