package online

import (
	"context"
	"errors"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/desk/bookings"
)

// ProveAddress notes that a link in a mail to the address of a booking's client was opened. The
// card takes the address over where it was made for whoever left it, and nobody else has had to do
// with it since; elsewhere the desk is asked.
func (d *Desk) ProveAddress(ctx context.Context, who bookings.Client, address string) error {
	err := d.Act(ctx, who.Company, func(a *db.Act) error {
		b, err := bookingdb.Booking(ctx, a.Scope, who.Booking)
		if err != nil {
			return err
		}
		if b.Contact.Email != address || address == "" {
			return acts.ErrUnchanged // it has been corrected since
		}
		news, err := clientdb.ProveAddress(ctx, a, address)
		if err != nil {
			return err
		}
		taken, err := d.takeProven(ctx, a, b, address)
		if err == nil && !news && !taken {
			return acts.ErrUnchanged
		}
		return err
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}

// takeProven puts a proven address on the card, and says whether it did.
func (d *Desk) takeProven(ctx context.Context, a *db.Act, b booking.Booking, address string) (bool, error) {
	client, err := clientdb.Client(ctx, a.Scope, b.Client)
	if err != nil || client.Erased || client.Email != "" || client.Left != address {
		return false, err
	}
	alone, err := clientdb.LeftAlone(ctx, a, client.ID, address)
	if err != nil || !alone {
		return false, err
	}
	if other, err := clientdb.ClientByEmail(ctx, a.Scope, address, client.ID); err != nil || other.ID != "" {
		return false, err
	}
	card, now := client, d.Now()
	card.Email = address
	if err := clientdb.SaveClient(ctx, a, card); err != nil {
		return false, err
	}
	line := booking.HistoryLine{At: now, Act: "proven", Actor: booking.Actor{Kind: booking.Visitor, Name: client.Name, Origin: "manage"}, Detail: bookings.CardDetail(client, card)}
	if err := a.WriteClientHistory(ctx, client.ID, line); err != nil {
		return false, err
	}
	return true, a.Changed(ctx, "", "client", nil, now)
}
