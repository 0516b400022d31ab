package bookings

import (
	"context"
	"errors"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/clientdb"
)

// NewCard is the card of somebody who has booked nothing yet.
type NewCard struct {
	CardEdit
	ID booking.ID // that the form came with: sent twice, it makes one card
}

// MadeCard is what CreateClient has done.
type MadeCard struct {
	ID   booking.ID
	Had  bool       // it was there before: whoever typed it says that it is the same person
	Undo booking.ID // the way back, "" where nothing was made
}

// CreateClient makes the card. A phone or an e-mail that is on another card is Doubtful: it
// is the same person, whose card is given, or another one. A number is on one card alone:
// that of another person goes without it.
func (d *Desk) CreateClient(ctx context.Context, m acts.Member, n NewCard) (made MadeCard, err error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return MadeCard{}, err
	}
	now := d.Now()
	err = d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		switch before, err := clientdb.Client(ctx, a.Scope, n.ID); {
		case err == nil: // sent before
			made = MadeCard{ID: before.ID, Had: true}
			return acts.ErrUnchanged
		case booking.CodeOf(err) != booking.NotFound:
			return err
		}
		card, err := booking.ReadClient(n.Typed, booking.Client{ID: n.ID, CreatedAt: now}, n.Zone)
		if err != nil {
			return err
		}
		if !booking.IsID(string(card.ID)) {
			ids, err := d.NewIDs(1)
			if err != nil {
				return err
			}
			card.ID = ids[0]
		}
		same, err := n.ask(ctx, a, m, &card)
		if err != nil {
			return err
		}
		if same != "" {
			made = MadeCard{ID: same, Had: true}
			return acts.ErrUnchanged
		}
		c, err := d.cardChange(ctx, a, m, now)
		if err != nil {
			return err
		}
		made.ID = card.ID
		made.Undo, err = c.makeCard(ctx, m, card)
		return err
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return made, nil
	}
	return made, err
}

// ask asks who has what was typed. It gives the client whom the answers name, and takes
// another's number off the card.
func (n NewCard) ask(ctx context.Context, a *db.Act, m acts.Member, card *booking.Client) (booking.ID, error) {
	q := doubts{act: a, sure: n.Sure, hide: m.Masked}
	q.values(card.Contact, booking.Contact{})
	if card.Phone != "" {
		other, err := clientdb.ClientByPhone(ctx, a.Scope, card.Phone)
		if err != nil && booking.CodeOf(err) != booking.NotFound {
			return "", err
		}
		if err == nil {
			other.Name = m.Sees(other.Name)
			answers := sameOrApart(other)
			answers[1].Label = booking.Say("doubt.apart_no_phone")
			q.person("phone", other, answers...)
			if n.Sure.Said(booking.AboutApart, string(other.ID)) {
				card.Phone = ""
			}
		}
	}
	if q.same == "" {
		if err := q.mailOfNew(ctx, card.Email); err != nil {
			return "", err
		}
	}
	return q.same, q.err()
}

// mailOfNew asks whether somebody who has no card yet is he on whose card the address stands.
func (q *doubts) mailOfNew(ctx context.Context, email string) error {
	if email == "" {
		return nil
	}
	if q.hide {
		return q.mailbox(ctx, booking.Contact{Email: email}, booking.Client{ID: "new"})
	}
	other, err := clientdb.ClientByEmail(ctx, q.act.Scope, email, "")
	if err == nil && other.ID != "" {
		q.person("email", other, sameOrApart(other)...)
	}
	return err
}

// makeCard writes the card with its history, and keeps the way back.
func (c *change) makeCard(ctx context.Context, m acts.Member, card booking.Client) (booking.ID, error) {
	if err := clientdb.InsertClient(ctx, c.act, card); err != nil {
		return "", err
	}
	line := booking.HistoryLine{At: c.now, Act: booking.ActCreated, Actor: c.actor}
	if err := c.act.WriteClientHistory(ctx, card.ID, line); err != nil {
		return "", err
	}
	if err := c.act.Changed(ctx, "", "client", nil, c.now); err != nil {
		return "", err
	}
	return c.keepCard(ctx, m, contacts{Client: card.ID, Is: card.Contact, Made: true, Note: card.Note})
}

// unmakeCard takes a card back that was made a moment ago, while nothing has come of it.
func (c *change) unmakeCard(ctx context.Context, m acts.Member, k contacts) error {
	card, err := clientdb.Client(ctx, c.act.Scope, k.Client)
	if err != nil {
		return err
	}
	bookings, leads, err := clientdb.CountOf(ctx, c.act.Scope, k.Client)
	if err != nil {
		return err
	}
	if card.Erased || card.Contact != k.Is || card.Revision != 1 || card.Note != k.Note || card.Tags != "" || bookings+leads > 0 {
		return booking.Fail(booking.Conflict, "error.card_since")
	}
	if err := clientdb.DeleteClient(ctx, c.act, k.Client); err != nil {
		return err
	}
	if err := c.act.WriteAudit(ctx, m.Line("client.unmade", c.now, nil)); err != nil {
		return err
	}
	return c.act.Changed(ctx, "", "client", nil, c.now)
}
