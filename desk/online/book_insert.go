package online

import (
	"context"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/report"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/leaddb"
	"okno/db/strangerdb"
	"okno/notify"
)

// insertBooking writes all that one booking leaves: the client, the booking, its
// history, its lead, the change, and the notification's job.
func (d *Desk) insertBooking(ctx context.Context, a *db.Act, r BookRequest, w slotRequest, setup db.Setup, choice engine.Choice, judged judgement, known booking.Client, now time.Time) (Booked, error) {
	ids, err := d.NewIDs(3)
	if err != nil {
		return Booked{}, err
	}
	client, err := clientdb.ClientForKnown(ctx, a, known, w.submitted.Contact, ids[0], now, false)
	if err != nil {
		return Booked{}, err
	}
	b := booking.Booking{
		ID: ids[1], Service: w.ask.Service, Resources: choice.Resources,
		Start: choice.Start, End: choice.End, Occupied: choice.Occupied,
		Status: setup.Company.FirstStatus(), Source: booking.FromWidget,
		Client: client, Contact: w.submitted.Contact, Locale: r.Locale, Suspect: judged.mark != "", CreatedAt: now,
	}
	if b.Suspect {
		b.Status = booking.Pending
	}
	if err := bookingdb.InsertBooking(a, &b, bookingdb.Origin{Form: r.Form.ID, Campaign: report.Campaign(r.Page)}); err != nil {
		return Booked{}, err
	}
	visitor := booking.Actor{Kind: booking.Visitor, Name: b.Contact.Name, Origin: "widget"}
	if err := a.WriteHistory(ctx, b.ID, booking.HistoryLine{At: now, Act: booking.ActCreated, Actor: visitor, Detail: judged.detail()}); err != nil {
		return Booked{}, err
	}
	lead := webform.Lead{
		ID: ids[2], Form: r.Form.ID, Client: client, Booking: b.ID, Status: webform.LeadWon, Contact: b.Contact,
		Payload: r.Settings.Payload(w.typed, r.Locale), Consent: r.Settings.Consent.Wording(r.Locale), Page: r.Page, CreatedAt: now,
		Suspect: b.Suspect,
	}
	if err := leaddb.InsertLead(ctx, a, lead); err != nil {
		return Booked{}, err
	}
	flooding, err := d.arrive(ctx, a, strangerdb.Arrival{
		ID: b.ID, Kind: "booking", Form: r.Form.ID, Network: r.From.Network, Site: r.From.Site,
		View: r.View.ID, Clean: r.From.Clean, Known: judged.known, Marked: judged.mark, At: now,
	})
	if err != nil {
		return Booked{}, err
	}
	if err := a.Changed(ctx, b.ID, booking.ActCreated, &b.Occupied, now); err != nil {
		return Booked{}, err
	}
	if err := d.giveBack(ctx, a, w.ask.Hold, now); err != nil {
		return Booked{}, err
	}
	// Whoever has typed an address that is not his sends nobody a mail by what is marked; of a
	// flood the team is told by its notice.
	if !flooding || !b.Suspect {
		notice := notify.BookingNotice{Booking: b.ID, Event: booking.BookingCreated, Actor: visitor, TellClient: !b.Suspect}
		if err := d.Outbox.BookingChanged(ctx, a, notice); err != nil {
			return Booked{}, err
		}
	}
	service, _ := setup.Service(string(b.Service))
	_, price := service.With(b.Resources...)
	return Booked{
		Price: price, Quiet: b.Suspect, Slower: judged.slower,
		ID: b.ID, Number: b.Number, Company: a.Company(), Status: b.Status, Start: b.Start, End: b.End,
		Resources: brief(setup, b.Resources),
	}, nil
}

// brief are the resources without their weeks.
func brief(setup db.Setup, ids []booking.ID) []booking.Resource {
	var list []booking.Resource
	for _, id := range ids {
		if i := slices.IndexFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == id }); i >= 0 {
			r := setup.Resources[i]
			list = append(list, booking.Resource{ID: r.ID, Ref: r.Ref, Name: r.Name, Kind: r.Kind})
		}
	}
	return list
}
