package notify

import (
	"context"

	"okno/booking"
	"okno/db"
)

// message is what a delivery says now. It settles the delivery's event, which is the
// net effect of all that was done since the recipient was told last, and what
// he is told of the booking; a dropped error says that there is nothing to tell.
func (w *Worker) message(ctx context.Context, company booking.CompanyID, d *db.Claim) (Message, error) {
	occasion, err := w.DB.Of(company).Occasion(ctx, d.Booking)
	if err != nil {
		return Message{}, err
	}
	now := occasion.Snapshot()
	event, reason, tell := booking.NetEvent(d.Before, now, d.Event)
	if !tell {
		return Message{}, dropped{reason}
	}
	d.Event, d.Told = event, &now
	if d.Audience == booking.ForClient {
		return composeForClient(d.Delivery, occasion)
	}
	return compose(d.Delivery, occasion, w.BaseURL)
}
