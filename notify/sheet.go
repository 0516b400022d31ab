package notify

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/clientdb"
	"okno/db/messagedb"
	"okno/notify/compose"
)

// nextDayFrom is when a sheet is rather of the next day than of what is left of this one.
const nextDayFrom = 15 * time.Hour

// sheetPage is the list of the day on which the delivery was made, of the next one
// in the afternoon.
func (w *Worker) sheetPage(ctx context.Context, scope db.Scope, d *messagedb.Claim) (compose.Page, error) {
	sheet, err := messagedb.ReadSheet(ctx, scope, d.CreatedAt.Add(24*time.Hour-nextDayFrom))
	if err != nil {
		return compose.Page{}, err
	}
	voice, err := w.voice(ctx, scope, telling.ForTeam, d.Event, d.Locale)
	if err != nil {
		return compose.Page{}, err
	}
	if !voice.Standing.Approved {
		sheet.Company = telling.PlainName(sheet.Company)
	}
	for i, o := range sheet.Bookings {
		if o = modest(o, voice.Standing); reserved(d, voice.Standing) {
			o.Contact = booking.Contact{Name: clientdb.Nameless}
		}
		sheet.Bookings[i] = o
	}
	return compose.Sheet(d.Locale, sheet, w.BaseURL), nil
}
