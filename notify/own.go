package notify

import (
	"context"

	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/compose"
)

// ownPage is what a specialist is told of a booking that is or was his. Who is one no more, or is another person by now, is told
// nothing, and who has the booking instead of him, and when, is nothing for him.
func (w *Worker) ownPage(ctx context.Context, scope db.Scope, d *messagedb.Claim) (compose.Page, error) {
	reader, err := messagedb.ReaderOfOwn(ctx, scope, d.Delivery)
	if err != nil {
		return compose.Page{}, err
	}
	if reader.Resource == "" || reader.Resource != d.Own {
		return compose.Page{}, dropped{telling.DropRole}
	}
	o, err := messagedb.ReadNotificationContext(ctx, scope, d.Booking)
	if err != nil {
		return compose.Page{}, err
	}
	if !reader.Prices {
		o.Price = ""
		if d.Before != nil {
			before := *d.Before
			before.Price, d.Before = nil, &before
		}
	}
	now := o.Snapshot()
	event, turn, reason, tell := telling.NetOwn(d.Before, now, d.Event, d.Own)
	if !tell {
		return compose.Page{}, dropped{reason}
	}
	d.Event, d.Told = event, &now
	voice, err := w.voice(ctx, scope, telling.ForTeam, d.Event, d.Locale)
	if err != nil {
		return compose.Page{}, err
	}
	o = modest(o, voice.Standing)
	o.Contact.Name = telling.Defused(o.Contact.Name)
	return compose.Own(d.Delivery, o, d.Before, turn, w.BaseURL), nil
}
