package own

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
)

// SetOwnSheet says whether he is mailed the sheet of his own day, when, and of which day. Errors: Invalid with fields.
func (d *Desk) SetOwnSheet(ctx context.Context, m acts.Member, locale string, wanted, empty bool, typed telling.SheetText) error {
	if err := m.Must(booking.SeeOwn); err != nil {
		return err
	}
	typed.Resource = "" // it is himself, whoever that is when it is sent
	choice, err := typed.Choice()
	if err != nil {
		return err
	}
	return d.Bookings.ActAs(ctx, &m, booking.SeeOwn, func(a *db.Act) error {
		return messagedb.SaveOwnSheet(ctx, a, m.User, m.Name, locale, telling.OwnSheet{Wanted: wanted, Empty: empty, SheetChoice: choice})
	})
}
