package clients

import (
	"context"
	"strings"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/leaddb"
)

// BlockOf names whom to block: whoever a client's card, a booking or a lead is of. One of
// the three is given.
type BlockOf struct {
	Client  booking.ID `form:"client"`
	Booking booking.ID `form:"booking"`
	Lead    booking.ID `form:"lead"`
	Reason  string     `form:"reason"` // for the desk, "" for none
}

// Block keeps somebody from booking over the web, by the phone and the e-mail that are
// known. Blocking him again does nothing. Errors: NotFound; Conflict where neither is known.
func (d *Desk) Block(ctx context.Context, m acts.Member, of BlockOf) (booking.BlockedClient, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return booking.BlockedClient{}, err
	}
	var block booking.BlockedClient
	reason, fits := booking.CleanText(of.Reason, booking.MaxName)
	if !fits {
		return block, acts.WrongField("reason", "error.too_long", "Max", booking.MaxName)
	}
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		who, err := whoIs(ctx, a, of)
		if err != nil {
			return err
		}
		if who.Phone == "" && who.Email == "" {
			return booking.Fail(booking.Conflict, "error.block_whom")
		}
		if block, err = clientdb.BlockOf(ctx, a.Scope, who); err != nil || block.ID != "" && (who.Phone == "" || block.Phone == who.Phone) && (who.Email == "" || block.Email == who.Email) {
			return err
		}
		ids, err := d.NewIDs(1)
		if err != nil {
			return err
		}
		block = booking.BlockedClient{ID: ids[0], Name: who.Name, Phone: who.Phone, Email: who.Email, By: m.Name, At: now, Reason: strings.ReplaceAll(reason, "\n", " ")}
		if err := clientdb.InsertBlock(ctx, a, block); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("setup.blocked", now, nil)); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActBlock, now)
	})
	return block, err
}

func whoIs(ctx context.Context, a *db.Act, of BlockOf) (booking.Contact, error) {
	switch {
	case of.Client != "":
		client, err := clientdb.Client(ctx, a.Scope, of.Client)
		return client.Contact, err
	case of.Booking != "":
		b, err := bookingdb.Booking(ctx, a.Scope, of.Booking)
		return b.Contact, err
	}
	l, err := leaddb.FindLeadLine(ctx, a.Scope, of.Lead)
	return l.Contact, err
}

// Unblock lifts a block. One that is lifted already is NotFound.
func (d *Desk) Unblock(ctx context.Context, m acts.Member, id booking.ID) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	now := d.Now()
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		if _, err := clientdb.DeleteBlock(ctx, a, id); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("setup.unblocked", now, nil)); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActBlock, now)
	})
}

// SetBlockReason gives a block another reason, "" for none, and gives the one that it had. seen is the reason that was seen. Errors: NotFound;
// Invalid, in the field "reason"; Conflict where it is another one by now.
func (d *Desk) SetBlockReason(ctx context.Context, m acts.Member, id booking.ID, seen, reason string) (before string, err error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return "", err
	}
	reason, fits := booking.CleanText(reason, booking.MaxName)
	if !fits {
		return "", acts.WrongField("reason", "error.too_long", "Max", booking.MaxName)
	}
	reason = strings.ReplaceAll(reason, "\n", " ")
	now := d.Now()
	err = d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		block, err := clientdb.BlockByID(ctx, a.Scope.Seen(false), id)
		if err != nil {
			return err
		}
		before = m.Sees(block.Reason)
		reason := m.TypedOver(reason, block.Reason)
		switch {
		case block.Reason == reason:
			return nil
		case before != seen:
			return booking.Fail(booking.Conflict, "blocks.conflict", "reason", before)
		}
		if err := clientdb.SetBlockReason(ctx, a, id, reason); err != nil {
			return err
		}
		// Whoever reads the log may be one from whom contacts are hidden.
		detail := map[string]string{"from": booking.MaskText(block.Reason), "to": booking.MaskText(reason)}
		if err := a.WriteAudit(ctx, m.Line("setup.block_reason", now, detail)); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActBlock, now)
	})
	return before, err
}
