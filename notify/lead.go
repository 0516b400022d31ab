package notify

import (
	"context"

	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db"
	"okno/db/clientdb"
	"okno/db/leaddb"
	"okno/db/messagedb"
	"okno/notify/compose"
)

// leadPage tells of a request that came without a booking, for as long as nobody
// has answered it.
func (w *Worker) leadPage(ctx context.Context, scope db.Scope, d *messagedb.Claim) (compose.Page, error) {
	o, err := leaddb.ReadLeadContext(ctx, scope, d.Lead)
	if err != nil {
		return compose.Page{}, err
	}
	if o.Status == webform.LeadSpam || d.Event == booking.LeadWaits && o.Status != webform.LeadNew {
		return compose.Page{}, dropped{telling.DropHandled}
	}
	voice, err := w.voice(ctx, scope, telling.ForTeam, d.Event, d.Locale)
	if err != nil {
		return compose.Page{}, err
	}
	o.Contact.Name = telling.Defused(o.Contact.Name)
	if !voice.Standing.Approved {
		o.Company, o.Form = telling.PlainName(o.Company), telling.PlainName(o.Form)
	}
	if reserved(d, voice.Standing) {
		o.Contact, o.Payload, o.Page = booking.Contact{Name: clientdb.Nameless}, nil, ""
	}
	p := compose.Lead(d.Delivery, o, w.BaseURL)
	if d.Channel == telling.Telegram {
		p.Buttons = compose.LeadButtons(d.Locale, scope.Company(), d.Delivery, o, p.URL)
	}
	return p, nil
}
