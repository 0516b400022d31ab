package notify

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/db"
)

// Links are addresses that only their recipient knows: whoever has one may act.
type Links struct {
	Visit func(booking.CompanyID, booking.ID) string // the client's own page of a booking
	// Mailed is the same as it stands in a mail to an address, which opening it proves; nil: Visit.
	Mailed    func(company booking.CompanyID, id booking.ID, address string) string
	Reminders func(booking.CompanyID, booking.ID) string // where the client of a booking switches reminders off
}

func (l Links) visit(company booking.CompanyID, id booking.ID, address string) string {
	if l.Mailed != nil {
		return l.Mailed(company, id, address)
	}
	if l.Visit == nil {
		return ""
	}
	return l.Visit(company, id)
}

func (l Links) reminders(company booking.CompanyID, id booking.ID) string {
	if l.Reminders == nil {
		return ""
	}
	return l.Reminders(company, id)
}

// clientEvent is the event whose words a client is told with: a new booking that stands
// already is told as one that has just been confirmed.
func clientEvent(event booking.Event, status booking.Status) booking.Event {
	if event == booking.BookingCreated && status != booking.Pending {
		return booking.BookingConfirmed
	}
	return event
}

// composeForClient writes the client's page of a delivery: what he has booked,
// without what only the team needs to know. url is of his own page, "" for none.
func composeForClient(d booking.Delivery, o db.NotificationContext, before *booking.Snapshot, v db.Voice, url string) page {
	w := wordsOf(d.Locale).in(o.Zone)
	id := "client." + string(clientEvent(d.Event, o.Status))
	phone := line(o.Rules.Phone)
	p := page{
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
	p.speak(w, id, o, v)
	switch own := v.Template != nil; {
	case d.Event == booking.BookingRejected && letGo(o):
		p.Body = append(p.Body, w.say("client.let_go", nil))
	case d.Event == booking.BookingAsked && !own && v.ReplyTo == "": // an answer would reach nobody
		p.Body = []string{w.say("client.thanks", nil)}
	case own || o.Status != booking.Pending:
	case !o.Answer.IsZero():
		p.Body = append(p.Body, w.say("client.answer_by", blanks{"When": w.when(o.Answer)}))
	}
	return p
}

// byTheClock says whether an event comes to the client by itself, so that he can
// say that he wants no more of its kind.
func byTheClock(e booking.Event) bool {
	return e == booking.BookingReminder || e == booking.BookingAsked
}

// early is how much too early a reminder may come: clocks differ.
const early = time.Minute

// dueToClient is nil for what may be told now. The booking may have changed since
// the message was planned by ways that plan nothing, such as an import.
func dueToClient(d booking.Delivery, o db.NotificationContext, off bool, now time.Time) error {
	if !byTheClock(d.Event) {
		return nil
	}
	if off {
		return dropped{booking.DropOff}
	}
	if d.Event == booking.BookingAsked {
		if o.Status != booking.Completed {
			return dropped{booking.DropUndone}
		}
		return nil
	}
	switch minutes, known := reminderOf(d.Topic); {
	case o.Status != booking.Confirmed:
		return dropped{booking.DropGone}
	case !now.Before(o.Start):
		return dropped{booking.DropExpired}
	case known && o.Start.Add(-minutes).Sub(now) > early:
		return &later{errTooEarly, o.Start.Add(-minutes).Sub(now)}
	}
	return nil
}

var errTooEarly = errors.New("the booking has been moved: the reminder comes later")

// reminderOf is how long before the start a reminder of that topic comes.
func reminderOf(topic string) (time.Duration, bool) {
	minutes, err := strconv.Atoi(strings.TrimPrefix(topic, string(booking.BookingReminder)+"-"))
	return time.Duration(minutes) * time.Minute, err == nil
}
