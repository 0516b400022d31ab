package compose

import (
	"strconv"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// ClientEvent is the event whose words a client is told with: a new booking that stands
// already is told as one that has just been confirmed.
func ClientEvent(event booking.Event, status booking.Status) booking.Event {
	if event == booking.BookingCreated && status != booking.Pending {
		return booking.BookingConfirmed
	}
	return event
}

// ForClient writes the client's page of a delivery: what he has booked,
// without what only the team needs to know. url is of his own page, "" for none.
func ForClient(d telling.Delivery, o messagedb.NotificationContext, before *telling.Snapshot, v messagedb.Voice, url string) Page {
	w := wordsOf(d.Locale).in(o.Zone)
	id := "client." + string(ClientEvent(d.Event, o.Status))
	phone := line(o.Rules.Phone)
	p := Page{
		Lang:  d.Locale,
		Title: w.say(id+".title", nil),
		URL:   url,
		Open:  w.say("client.open", nil),
		Notes: []string{w.say("zone", blanks{"Zone": w.ZoneTime(o.Zone, o.Start)}), w.say("client.why", blanks{"Company": line(o.Company)})},
	}
	rows := []row{
		{Label: w.say("label.service", nil), Value: line(o.Service)},
		{Label: w.say("label.when", nil), Value: w.whole(o.Start, o.End)},
	}
	rows = append(rows, w.moved(d.Event, o, before, w.byForClient(o))...)
	if o.Status == booking.Pending {
		rows = append(rows, row{Label: w.say("label.status", nil), Value: w.say("client.pending", nil)})
	}
	rows = append(rows, w.ended(o, w.byForClient(o))...)
	p.Rows = given(append(rows, []row{
		{Label: w.say("label.with", nil), Value: resourceNames(o)},
		{Label: w.say("label.where", nil), Value: line(o.Rules.Address)},
		{Label: w.say("label.price", nil), Value: w.Money(o.Price, o.Currency)},
		{Label: w.say("label.number", nil), Value: strconv.FormatInt(o.Number, 10)},
		{Label: w.say("label.call", nil), Value: w.Phone(phone), Phone: phone},
	}...))
	if !o.Status.Occupies() || o.Deleted || d.Event == booking.BookingAsked {
		p.Open = w.say("client.open_gone", nil)
	}
	if d.Event != booking.BookingAsked { // what is over is in no calendar's future
		p.Invited = &o
	}
	if d.Event == booking.BookingReminder && url != "" && o.Status == booking.Confirmed && !o.Deleted && !o.Coming {
		p.Coming = w.say("button.coming", nil)
	}
	p.speak(w, id, o, v)
	switch own := v.Template != nil; {
	case d.Event == booking.BookingRejected && letGo(o):
		p.Body = append(p.Body, w.say("client.let_go", nil))
	case d.Event == booking.BookingAsked && !own && (v.ReplyTo == "" || d.Channel == telling.Telegram): // an answer would reach nobody
		p.Body = []string{w.say("client.thanks", nil)}
	case own || o.Status != booking.Pending:
	case !o.Answer.IsZero():
		p.Body = append(p.Body, w.say("client.answer_by", blanks{"When": w.when(o.Answer)}))
	}
	return p
}

// ByTheClock says whether an event comes to the client by itself, so that he can
// say that he wants no more of its kind.
func ByTheClock(e booking.Event) bool {
	return e == booking.BookingReminder || e == booking.BookingAsked
}
