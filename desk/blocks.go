package desk

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// BlockOf names whom to block: whoever a client's card, a booking or a lead is of. One of
// the three is given.
type BlockOf struct {
	Client  booking.ID `form:"client"`
	Booking booking.ID `form:"booking"`
	Lead    booking.ID `form:"lead"`
}

// Block keeps somebody from booking over the web, by the phone and the e-mail that are
// known. Blocking him again does nothing. Errors: NotFound; Conflict where neither is known.
func (d *Desk) Block(ctx context.Context, m Member, of BlockOf) (booking.BlockedClient, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return booking.BlockedClient{}, err
	}
	var block booking.BlockedClient
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		who, err := whoIs(ctx, a, of)
		if err != nil {
			return err
		}
		if who.Phone == "" && who.Email == "" {
			return booking.Fail(booking.Conflict, "error.block_whom")
		}
		if block, err = a.BlockOf(ctx, who); err != nil || block.ID != "" && (who.Phone == "" || block.Phone == who.Phone) && (who.Email == "" || block.Email == who.Email) {
			return err
		}
		ids, err := d.newIDs(1)
		if err != nil {
			return err
		}
		block = booking.BlockedClient{ID: ids[0], Name: who.Name, Phone: who.Phone, Email: who.Email, By: m.Name, At: now}
		if err := a.InsertBlock(ctx, block); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("setup.blocked", now, nil)); err != nil {
			return err
		}
		return acts.Unseen(ctx, a, "block", now)
	})
	return block, err
}

func whoIs(ctx context.Context, a *db.Act, of BlockOf) (booking.Contact, error) {
	switch {
	case of.Client != "":
		client, err := a.Client(ctx, of.Client)
		return client.Contact, err
	case of.Booking != "":
		b, err := a.Booking(ctx, of.Booking)
		return b.Contact, err
	}
	l, err := a.LeadLine(ctx, of.Lead)
	return l.Contact, err
}

// Unblock lifts a block. One that is lifted already is NotFound.
func (d *Desk) Unblock(ctx context.Context, m Member, id booking.ID) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	now := d.Now()
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		if _, err := a.DeleteBlock(ctx, id); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("setup.unblocked", now, nil)); err != nil {
			return err
		}
		return acts.Unseen(ctx, a, "block", now)
	})
}
