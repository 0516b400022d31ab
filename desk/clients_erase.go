package desk

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// EraseClient takes everything personal of a client out of the company for good;
// his visits stay in the numbers. typed has to be his name, so that it is no slip
// of the hand.
func (d *Desk) EraseClient(ctx context.Context, m Member, id booking.ID, typed string) error {
	return d.changeClient(ctx, m, id, func(a *db.Act, c booking.Client, now time.Time) error {
		if booking.Fold(typed) != booking.Fold(c.Name) {
			return booking.FailFields(map[string]booking.Sentence{"typed": booking.Say("error.client_name_typed")})
		}
		if err := a.EraseClient(ctx, id, now); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("client.erased", now, nil)); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, id, booking.HistoryLine{At: now, Act: "erased", Actor: m.Actor()})
	})
}
