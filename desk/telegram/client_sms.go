package telegram

import (
	"context"
	"errors"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/messagedb"
	"okno/desk/bookings"
)

// ClientStopsSMS keeps that whoever is on the page of a booking wants no SMS, or wants them again: as its client.
func (d *Desk) ClientStopsSMS(ctx context.Context, who bookings.Client, off bool) error {
	err := d.Act(ctx, who.Company, func(a *db.Act) error {
		claim, err := messagedb.ReadChatClaim(ctx, a.Scope, who.Booking, d.Now())
		if err != nil {
			return err
		}
		changed, err := messagedb.SetSMSOff(ctx, a, claim.Client, off, d.Now())
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
		line := booking.HistoryLine{At: d.Now(), Act: act, Actor: booking.Actor{Kind: booking.Visitor, Origin: "visit"}}
		if err := a.WriteClientHistory(ctx, claim.Client, line); err != nil {
			return err
		}
		return a.Changed(ctx, "", booking.ActClient, nil, d.Now())
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}
