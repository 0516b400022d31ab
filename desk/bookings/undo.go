package bookings

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/paymentdb"
)

// UndoFor is how long an act of the desk can be taken back, and how long the
// messages about it wait.
const UndoFor = time.Minute

// stood is how a booking stood before an act, as an undo keeps it.
type stood struct {
	Act       booking.Act        `json:"act"`
	Status    booking.Status     `json:"status"`
	Start     time.Time          `json:"start"`
	End       time.Time          `json:"end"`
	From      time.Time          `json:"from"` // occupied
	To        time.Time          `json:"to"`
	Resources []booking.ID       `json:"resources"`
	Waived    []booking.Reason   `json:"waived"`
	Service   booking.ID         `json:"service,omitempty"`
	Price     string             `json:"price,omitempty"`
	Coming    bool               `json:"coming,omitempty"`
	LateMin   int                `json:"late_min,omitempty"`
	Payment   booking.ID         `json:"payment,omitempty"` // the entry that the act made, and nothing else
	Told      bool               `json:"told"`              // the client is told of the act, so of the undoing as well
	Made      bool               `json:"made"`              // the act made the booking
	Lead      booking.ID         `json:"lead,omitempty"`
	LeadWas   webform.LeadStatus `json:"lead_was,omitempty"`
	Contacts  *contacts          `json:"contacts,omitempty"` // nothing else was changed
}

// keepUndo keeps the way back of the act that has just been written.
func (c *change) keepUndo(ctx context.Context, m acts.Member) (booking.ID, error) {
	b := c.before
	return c.keepStood(ctx, m, stood{
		Act: c.name, Status: b.Status, Start: b.Start, End: b.End, From: b.Occupied.From, To: b.Occupied.To,
		Resources: b.Resources, Waived: b.Waived.Reasons(), Service: b.Service, Price: b.Price, Coming: b.Coming, LateMin: b.LateMin, Told: c.target.TellClient,
		Contacts: c.contacts,
	})
}

func (c *change) keepStood(ctx context.Context, m acts.Member, s stood) (booking.ID, error) {
	ids, err := c.NewIDs(1)
	if err != nil {
		return "", err
	}
	before, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	return ids[0], bookingdb.KeepUndo(ctx, c.act, bookingdb.Undo{
		Token: ids[0], Booking: c.after.ID, User: m.User, Before: before, Expires: c.now.Add(UndoFor),
	})
}

// Undo takes back an act of the member's, named by its token, within UndoFor, on a
// booking or on a client's card. A booking that somebody has changed since is left alone, and so is one whose old time
// is taken by now: the error says by whom. A token is good once.
func (d *Desk) Undo(ctx context.Context, m acts.Member, token booking.ID) (Done, error) {
	if err := m.Must(m.Changing()); err != nil {
		return Done{}, err
	}
	var done Done
	err := d.ActAs(ctx, &m, m.Changing(), func(a *db.Act) error {
		undo, err := bookingdb.TakeUndo(ctx, a, token, m.User, d.Now())
		if err != nil {
			return err
		}
		if undo.Booking == "" && !m.Own {
			done = Done{Act: booking.ActUndone, Client: undo.Client}
			done.TookBack, err = d.takeCardBack(ctx, a, m, undo)
			return err
		}
		c, err := d.changeOf(ctx, a, m.Actor(), Target{Booking: undo.Booking})
		if err != nil {
			return err
		}
		if err := m.MustTouch(c.before); err != nil {
			return err
		}
		c.member = m
		if err := c.takeBack(ctx, undo); err != nil {
			return err
		}
		done = Done{Act: c.name, TookBack: booking.Act(c.detail["act"]), Before: c.before, Booking: c.after}
		return c.mayDo(m, done.TookBack)
	})
	return done, gone(err)
}

// keepCard keeps the way back of an act on a client's card.
func (c *change) keepCard(ctx context.Context, m acts.Member, k contacts) (booking.ID, error) {
	ids, err := c.NewIDs(1)
	if err != nil {
		return "", err
	}
	before, err := json.Marshal(stood{Act: booking.ActContact, Contacts: &k})
	if err != nil {
		return "", err
	}
	return ids[0], bookingdb.KeepUndo(ctx, c.act, bookingdb.Undo{Token: ids[0], Client: k.Client, User: m.User, Before: before, Expires: c.now.Add(UndoFor)})
}

// takeCardBack takes an act on a client's card back, and says which: ActCreated, ActContact, tags.Act or tags.Renamed.
func (d *Desk) takeCardBack(ctx context.Context, a *db.Act, m acts.Member, undo bookingdb.Undo) (booking.Act, error) {
	if act, err := clientdb.TakeTagsBack(ctx, a, undo.Client, undo.Before, m.Line("client.tag_renamed", d.Now(), nil)); act != "" || err != nil {
		return act, err
	}
	var s stood
	if err := json.Unmarshal(undo.Before, &s); err != nil {
		return "", err
	}
	c, err := d.cardChange(ctx, a, m, d.Now())
	if err != nil {
		return "", err
	}
	if s.Contacts.Made {
		return booking.ActCreated, c.unmakeCard(ctx, m, *s.Contacts)
	}
	return booking.ActContact, c.restoreContacts(ctx, *s.Contacts)
}

func (c *change) takeBack(ctx context.Context, undo bookingdb.Undo) error {
	var s stood
	if err := json.Unmarshal(undo.Before, &s); err != nil {
		return err
	}
	if s.Contacts != nil {
		c.name, c.detail = booking.ActUndone, map[string]string{"act": string(s.Act)}
		if err := c.restoreContacts(ctx, *s.Contacts); err != nil {
			return err
		}
		return c.write(ctx)
	}
	if s.Payment != "" {
		c.name, c.detail = booking.ActUndone, map[string]string{"act": string(s.Act)}
		if done, err := paymentdb.Delete(ctx, c.act, c.before.ID, s.Payment); err != nil || !done {
			return cmp.Or(err, error(booking.Fail(booking.NotFound, "error.undo_over")))
		}
		today := booking.Span{From: c.now, To: c.now.Add(time.Second)} // whose board has the till
		if err := c.act.ChangedFrom(ctx, c.after.ID, c.name, &today, nil, c.now); err != nil {
			return err
		}
		return c.write(ctx)
	}
	touched, err := c.touchedAfter(ctx, undo.N)
	if err != nil {
		return err
	}
	if touched {
		return c.meanwhile(ctx, undo.N)
	}
	c.target.TellClient = s.Told
	if s.Made {
		c.delete()
		if err := c.giveLeadBack(ctx, s); err != nil {
			return err
		}
	} else {
		c.after.Status, c.after.Deleted = s.Status, false
		c.after.Start, c.after.End, c.after.Coming = s.Start, s.End, s.Coming || c.before.Coming && s.Start.Equal(c.before.Start)
		if !s.Start.Equal(c.before.Start) { // he is late for the time that it has again
			c.after.LateMin = s.LateMin
		}
		c.after.Occupied = booking.Span{From: s.From, To: s.To}
		c.after.Resources, c.after.Waived = s.Resources, booking.Waive(s.Waived...)
		if s.Service != "" {
			c.after.Service, c.after.Price = s.Service, s.Price
		}
		c.event = c.undone()
	}
	c.name, c.detail = booking.ActUndone, map[string]string{"act": string(s.Act)}
	if c.after.Status.Occupies() {
		if err := c.free(ctx); err != nil {
			return err
		}
	}
	return c.write(ctx)
}

// undone is what people would be told, had they been told of the act already.
func (c *change) undone() booking.Event {
	switch {
	case c.after.Status.Occupies() != c.before.Status.Occupies():
		return booking.BookingRestored
	case !c.after.Start.Equal(c.before.Start):
		return booking.BookingMoved
	}
	return booking.BookingChanged
}
