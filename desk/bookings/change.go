package bookings

import (
	"cmp"
	"context"
	"errors"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/spans"
	"okno/db"
	"okno/db/bookingdb"
)

// Target names the booking that an act is about, as whoever acts has seen it.
type Target struct {
	Booking    booking.ID
	Seen       string // its Mark: an act on what has changed since is a Conflict; "" for however it stands
	TellClient bool   // the client is told as well
	Sure       bool   // what cannot be true yet is meant all the same
}

// Done is what an act has done to a booking.
type Done struct {
	Act      booking.Act     // "" where there was nothing to do
	TookBack booking.Act     // the act that this one, ActUndone, has taken back
	Before   booking.Booking // the zero Booking for a new one
	Booking  booking.Booking
	Client   booking.ID // whose card it was on, "" where it was on a booking
	Undo     booking.ID // what Undo takes to take the act back; "" where nothing can be
}

// change is one act on one booking, within its transaction.
type change struct {
	*Desk
	act    *db.Act
	setup  db.Setup
	actor  booking.Actor
	now    time.Time
	target Target
	before booking.Booking
	after  booking.Booking // what the act makes of it
	name   booking.Act
	detail map[string]string // what history adds to the name
	event  booking.Event     // what people are told of
	usual  *booking.Service  // by which the price goes with whoever will do it; nil: it stays

	member   acts.Member // who acts, the zero Member for anybody who is none
	tooOften error       // what becomes of a client's act that does anything
	contacts *contacts   // what it changes of how clients are named and reached, nil for nothing
}

// changeAsMember performs an act of the desk, which can be taken back.
func (d *Desk) changeAsMember(ctx context.Context, m acts.Member, target Target, do func(context.Context, *change) error) (Done, error) {
	if err := m.Must(m.Changing()); err != nil {
		return Done{}, err
	}
	var undo booking.ID
	done, err := d.changeBooking(ctx, m.Company, m.Actor(), target, func(ctx context.Context, c *change) error {
		if err := m.ReadRole(ctx, c.act, m.Changing()); err != nil {
			return err
		}
		if err := cmp.Or(m.MustTouch(c.before), c.mayDo(m, m.Means)); err != nil {
			return err
		}
		c.member = m
		if err := do(ctx, c); err != nil {
			return err
		}
		if err := c.mayDo(m, c.name); err != nil {
			return err
		}
		if err := c.write(ctx); err != nil {
			return err
		}
		var err error
		undo, err = c.keepUndo(ctx, m)
		return err
	})
	if err == nil && done.Act != "" {
		done.Undo = undo
	}
	return done, err
}

// changeBooking performs an act on a booking as it stands, whoever acts: do
// fills in what becomes of it and calls write. What ends in acts.ErrUnchanged has
// done nothing, and is no error.
func (d *Desk) changeBooking(ctx context.Context, company booking.CompanyID, actor booking.Actor, target Target, do func(context.Context, *change) error) (Done, error) {
	var done Done
	err := d.Act(ctx, company, func(a *db.Act) error {
		c, err := d.changeOf(ctx, a, actor, target)
		if err != nil {
			return err
		}
		done = Done{Before: c.before, Booking: c.before}
		if err := do(ctx, c); err != nil {
			return err
		}
		done.Act, done.Booking = c.name, c.after
		return nil
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return done, nil
	}
	return done, gone(err)
}

// gone puts the constraint's own word into ours.
func gone(err error) error {
	if booking.CodeOf(err) == booking.SlotTaken && db.IsTaken(err) {
		return &booking.Error{Code: booking.SlotTaken, Sentence: booking.Say("error.time_gone"), Err: err}
	}
	return err
}

// changeOf reads the booking that the act is about.
func (d *Desk) changeOf(ctx context.Context, a *db.Act, actor booking.Actor, target Target) (*change, error) {
	setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
	if err != nil {
		return nil, err
	}
	b, err := bookingdb.Booking(ctx, a.Scope, target.Booking)
	if err != nil {
		return nil, err
	}
	return &change{Desk: d, act: a, setup: setup, actor: actor, now: d.Now(), target: target, before: b, after: b}, nil
}

// asSeen is nil while the booking is what was seen, and there. Otherwise it says
// what has become of it, and by whom.
func (c *change) asSeen(ctx context.Context) error {
	if c.before.Deleted || c.target.Seen != "" && c.target.Seen != c.before.VersionTag() {
		return c.meanwhile(ctx, 0)
	}
	return nil
}

// write puts down what the act makes of the booking: the booking itself, its
// history, the change for all open boards, and what people are told.
func (c *change) write(ctx context.Context) error {
	done, err := bookingdb.PutBooking(ctx, c.act, c.before, c.after, c.now)
	if err != nil {
		return err
	}
	if !done { // some path that does not hold the version row was quicker
		return booking.Fail(booking.Conflict, "error.changed_meanwhile")
	}
	line := booking.HistoryLine{At: c.now, Act: c.name, Actor: c.actor, Detail: c.detail}
	if err := c.act.WriteHistory(ctx, c.after.ID, line); err != nil {
		return err
	}
	touched := spans.Around(c.before.Occupied, c.after.Occupied)
	if err := c.act.ChangedFrom(ctx, c.after.ID, c.name, &touched, c.before.Resources, c.now); err != nil {
		return err
	}
	return c.tell(ctx, c.target.TellClient)
}

// note adds to what history says of the act; what is empty says nothing.
func (c *change) note(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			continue
		}
		if c.detail == nil {
			c.detail = map[string]string{}
		}
		c.detail[pairs[i]] = pairs[i+1]
	}
}
