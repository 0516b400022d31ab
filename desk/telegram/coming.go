package telegram

import (
	"context"
	"errors"

	"okno/acts"
	"okno/booking"
	"okno/booking/abuse"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
)

// ComingByClient notes that a client says that he will come, in his chat or on his own page, as origin says: "telegram" or "manage". Boards show
// it until the booking moves, chats are brought up to date, and nobody is told otherwise. To say it again does nothing. Errors: Conflict where
// the booking isn't confirmed, or has begun; TooMany.
func (d *Desk) ComingByClient(ctx context.Context, who bookings.Client, origin string) error {
	err := d.Act(ctx, who.Company, func(a *db.Act) error {
		b, err := bookingdb.Booking(ctx, a.Scope, who.Booking)
		now := d.Now()
		switch {
		case err != nil:
			return err
		case b.Coming:
			return acts.ErrUnchanged
		case b.Deleted, b.Status != booking.Confirmed, !now.Before(b.Start):
			return booking.Fail(booking.Conflict, "visit.error.changed")
		}
		lately, err := a.ClientActs(ctx, b.ID, now.Add(-abuse.ClientActs.Per))
		if err != nil {
			return err
		}
		if lately >= abuse.ClientActs.Most {
			setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
			if err != nil {
				return err
			}
			return bookings.ToCall(booking.TooMany, "visit.error.often", setup.Company)
		}
		if err := bookingdb.SetComing(ctx, a, b.ID, now); err != nil {
			return err
		}
		line := booking.HistoryLine{At: now, Act: booking.ActComing, Actor: booking.Actor{Kind: booking.Visitor, Name: b.Contact.Name, Origin: origin}}
		if err := a.WriteHistory(ctx, b.ID, line); err != nil {
			return err
		}
		if err := a.Changed(ctx, b.ID, booking.ActComing, &booking.Span{From: b.Start, To: b.End}, now); err != nil {
			return err
		}
		return d.Outbox.BookingShown(ctx, a, b.ID)
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}
