package bookings

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db/clientdb"
)

// Reach is how far a correction of a booking's contact goes.
type Reach string

const (
	ThisBooking Reach = "booking" // it alone
	TheCard     Reach = "card"    // its client's card as well
	AllComing   Reach = "coming"  // his card, and all that he has still to come
)

// Correction is how the client of a booking is named and reached from now on.
type Correction struct {
	Typed    booking.ContactText
	NameOnly bool // who corrects may not see phone and e-mail: they stay
	Reach    Reach
	Seen     string // ContactMark of what was corrected
	Sure     booking.Sure
}

// contactActs are the lines of history after which a contact may be another one.
var contactActs = map[booking.Act]bool{booking.ActContact: true, booking.ActUpdated: true, booking.ActUndone: true}

// ContactMark tells one state of a booking's contact from another, and gives
// nothing of it away.
func ContactMark(history []booking.HistoryLine) string {
	n := 0
	for _, line := range history {
		if contactActs[line.Act] {
			n = line.N
		}
	}
	return fmt.Sprint(n)
}

// CorrectContact writes how the client of a booking is named and reached, in the
// booking and as far as is said. What waits to be told goes to the new address.
// Errors: Invalid by field, Doubtful, Conflict where somebody else has corrected it.
func (d *Desk) CorrectContact(ctx context.Context, m acts.Member, id booking.ID, k Correction) (Done, error) {
	return d.changeAsMember(ctx, m, Target{Booking: id}, func(ctx context.Context, c *change) error {
		if c.before.Deleted {
			return c.meanwhile(ctx, 0)
		}
		k.Typed.Name = m.TypedOver(k.Typed.Name, c.before.Contact.Name)
		contact, err := k.read(c.before.Contact, c.setup.Company.Zone)
		if err != nil {
			return err
		}
		history, err := c.act.History(ctx, id)
		if err != nil {
			return err
		}
		if k.Seen != "" && k.Seen != ContactMark(history) {
			return c.contactMeanwhile(history)
		}
		client, err := clientdb.Client(ctx, c.act.Scope, c.before.Client)
		if err != nil {
			return err
		}
		if client.Erased {
			return booking.Fail(booking.Conflict, "error.client_erased")
		}
		k.Reach = c.reach(k.Reach)
		owner, err := c.askAboutContact(ctx, contact, client, k)
		if err != nil {
			return err
		}
		if contact == c.before.Contact && owner == client.ID && (k.Reach == ThisBooking || follow(client.Contact, c.before.Contact, contact) == client.Contact) {
			return acts.ErrUnchanged
		}
		return c.correct(ctx, contact, client, owner, k.Reach)
	})
}

func (c *change) reach(r Reach) Reach {
	if r == TheCard || r == AllComing {
		return r
	}
	return ThisBooking
}

// contactMeanwhile says who has corrected it last.
func (c *change) contactMeanwhile(history []booking.HistoryLine) error {
	for i := len(history) - 1; i >= 0; i-- {
		if line := history[i]; contactActs[line.Act] {
			return booking.Fail(booking.Conflict, "error.contact_meanwhile", "Who", c.member.WhoActed(line.Actor), "At", line.At.In(c.setup.Company.Zone))
		}
	}
	return booking.Fail(booking.Conflict, "error.changed_meanwhile")
}

// read understands what was typed. A name or a phone is needed.
func (k Correction) read(before booking.Contact, zone *time.Location) (booking.Contact, error) {
	nameless := strings.TrimSpace(k.Typed.Name) == ""
	if nameless {
		if strings.TrimSpace(k.Typed.Phone) == "" && (!k.NameOnly || before.Phone == "") {
			return before, booking.FailFields(map[string]booking.Sentence{"name": booking.Say("error.desk.who")})
		}
		k.Typed.Name = "-" // a phone will do
	}
	typed := k.Typed
	if k.NameOnly {
		typed.Phone, typed.Email = "", ""
	}
	contact, err := typed.Contact(zone)
	if err != nil {
		return before, err
	}
	if nameless {
		contact.Name = ""
	}
	if k.NameOnly {
		contact.Phone, contact.Email = before.Phone, before.Email
	}
	return contact, nil
}

// askAboutContact gives whose the booking is with that contact, once nothing is
// left to be asked.
func (c *change) askAboutContact(ctx context.Context, contact booking.Contact, client booking.Client, k Correction) (owner booking.ID, err error) {
	q := doubts{act: c.act, sure: k.Sure, hide: k.NameOnly}
	q.values(contact, c.before.Contact)
	owner = client.ID
	if contact.Phone != "" && contact.Phone != c.before.Contact.Phone && contact.Phone != client.Phone {
		other, err := clientdb.ClientByPhone(ctx, c.act.Scope, contact.Phone)
		if err != nil && booking.CodeOf(err) != booking.NotFound {
			return "", err
		}
		if err == nil && other.ID != client.ID {
			other.Name = c.member.Sees(other.Name)
			q.person("phone", other, sameOrApart(other)...)
			switch {
			case q.same == other.ID:
				return other.ID, q.err()
			case k.Reach != ThisBooking && k.Sure.Said(booking.AboutApart, string(other.ID)):
				return "", booking.FailFields(map[string]booking.Sentence{"phone": booking.Say("error.client_phone", "name", other.Name)})
			}
		}
	}
	if contact.Email != c.before.Contact.Email {
		if err := q.mailbox(ctx, contact, client); err != nil {
			return "", err
		}
	}
	return owner, q.err()
}

// correct fills in the act. A booking that turns out to be another client's
// leaves both cards as they are.
func (c *change) correct(ctx context.Context, contact booking.Contact, client booking.Client, owner booking.ID, reach Reach) error {
	c.name, c.after.Contact, c.after.Client = booking.ActContact, contact, owner
	c.noteContact(c.before.Contact, contact)
	c.contacts = &contacts{Bookings: []recalled{{ID: c.before.ID, Was: c.before.Contact, WasOf: c.before.Client, Is: contact}}}
	if err := clientdb.PutContact(ctx, c.act, c.after.ID, owner, contact, c.now); err != nil {
		return err
	}
	if owner != client.ID {
		c.note("client", "1")
		return errors.Join(clientdb.Rekey(ctx, c.act, owner), clientdb.Rekey(ctx, c.act, client.ID))
	}
	if reach == ThisBooking {
		return clientdb.Rekey(ctx, c.act, owner)
	}
	if reach == AllComing {
		others, err := c.followers(ctx, client, c.before.Contact, contact)
		if err != nil {
			return err
		}
		c.contacts.Bookings = append(c.contacts.Bookings, others...)
	}
	card := client
	card.Contact = follow(client.Contact, c.before.Contact, contact)
	if card.Contact.Name == "" {
		card.Contact.Name = client.Name
	}
	return c.putCard(ctx, client, card)
}

// noteContact adds what a contact was and is to what history says.
func (c *change) noteContact(was, is booking.Contact) {
	for _, f := range []struct{ name, was, is string }{{"name", was.Name, is.Name}, {"phone", was.Phone, is.Phone}, {"email", was.Email, is.Email}} {
		if f.was != f.is {
			c.note(f.name+"_from", f.was, f.name+"_to", f.is)
		}
	}
}

// follow is a contact with those fields set to what they are now in another one
// that have been changed there.
func follow(c, was, is booking.Contact) booking.Contact {
	if was.Name != is.Name {
		c.Name = is.Name
	}
	if was.Phone != is.Phone {
		c.Phone = is.Phone
	}
	if was.Email != is.Email {
		c.Email = is.Email
	}
	return c
}
