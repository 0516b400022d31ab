package clients

import (
	"context"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
	"okno/db/clientdb"
)

// EraseClient takes everything personal of a client out of the company for good;
// his visits stay in the numbers. typed has to be his name, so that it is no slip
// of the hand.
func (d *Desk) EraseClient(ctx context.Context, m acts.Member, id booking.ID, typed string) error {
	return d.Bookings.ChangeClient(ctx, m, id, func(a *db.Act, c booking.Client, now time.Time) error {
		if lookup.Fold(typed) != lookup.Fold(c.Name) {
			return booking.FailFields(map[string]booking.Sentence{"typed": booking.Say("error.client_name_typed")})
		}
		if err := clientdb.EraseClient(ctx, a, id, now); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("client.erased", now, nil)); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, id, booking.HistoryLine{At: now, Act: "erased", Actor: m.Actor()})
	})
}
