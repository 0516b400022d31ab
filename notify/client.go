package notify

import (
	"strconv"

	"okno/booking"
	"okno/db"
)

// composeForClient writes the client's message of a delivery: what he has booked,
// without what only the team needs to know.
func composeForClient(d booking.Delivery, o db.Occasion) (Message, error) {
	w := wordsOf(d.Locale)
	company, service := line(o.Company), line(o.Service)
	kind := "client." + string(d.Event)
	if d.Event == booking.BookingCreated {
		kind = "client." + string(d.Event) + "." + string(o.Status)
		if o.Status != booking.Pending {
			kind = "client." + string(booking.BookingConfirmed)
		}
	}
	p := page{
		Lang: d.Locale, Company: company,
		Title:   w.say(kind+".title", nil),
		Subject: w.say(kind+".subject", blanks{"Service": service, "When": w.when("when.short", "weekday.short", o.Start, o.End)}),
		Rows: given([]row{
			{Label: w.say("label.service", nil), Value: service},
			{Label: w.say("label.when", nil), Value: w.when("when.long", "weekday", o.Start, o.End)},
			{Label: w.say("label.number", nil), Value: strconv.FormatInt(o.Number, 10)},
		}),
		Notes: []string{w.say("zone", blanks{"Zone": o.Zone.String()}), w.say("client.why", blanks{"Company": company})},
	}
	return p.message(d)
}
