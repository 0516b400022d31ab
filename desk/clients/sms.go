package clients

import (
	"context"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/messagedb"
)

// SetSMSOff keeps that a client wants no SMS, or wants them again. What waits for him is not sent then.
func (d *Desk) SetSMSOff(ctx context.Context, m acts.Member, client booking.ID, off bool) error {
	return d.Bookings.ChangeClient(ctx, m, client, func(a *db.Act, _ booking.Client, now time.Time) error {
		changed, err := messagedb.SetSMSOff(ctx, a, client, off, now)
		if err != nil {
			return err
		}
		if !changed {
			return acts.ErrUnchanged
		}
		act := booking.Act("sms_on")
		if off {
			act = "sms_off"
		}
		return a.WriteClientHistory(ctx, client, booking.HistoryLine{At: now, Act: act, Actor: m.Actor()})
	})
}
