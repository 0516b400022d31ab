package notify

import (
	"strconv"

	"okno/booking"
	"okno/db"
)

// clientWords is where the client's words for an event are: of a new booking he
// is told whether it stands already.
func clientWords(event booking.Event, status booking.Status) string {
	switch {
	case event == booking.BookingCreated && status != booking.Pending:
		event = booking.BookingConfirmed
	case event == booking.BookingCreated:
		return "client." + string(event) + "." + string(status)
	}
	return "client." + string(event)
}

// composeForClient writes the client's page of a delivery: what he has booked,
// without what only the team needs to know.
func composeForClient(d booking.Delivery, o db.Occasion, v db.Voice) page {
	w := wordsOf(d.Locale)
	id := clientWords(d.Event, o.Status)
	p := page{
		Lang:  d.Locale,
		Title: w.say(id+".title", nil),
		Rows: given([]row{
			{Label: w.say("label.service", nil), Value: line(o.Service)},
			{Label: w.say("label.when", nil), Value: w.when("when.long", "weekday", o.Start, o.End)},
			{Label: w.say("label.number", nil), Value: strconv.FormatInt(o.Number, 10)},
		}),
		Notes: []string{w.say("zone", blanks{"Zone": o.Zone.String()}), w.say("client.why", blanks{"Company": line(o.Company)})},
	}
	p.speak(w, id, o, v)
	return p
}
