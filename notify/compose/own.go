package compose

import (
	"strconv"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// OwnSettings is the page, and the part of it, where a specialist chooses what he is told.
const OwnSettings = "/account#told"

// Own writes the page about a booking that is or was a specialist's, in his language: what he may see of it in the panel, in the
// program's own words, for the company's are for those who keep its bookings. A price that he may not see has been left out of o.
func Own(d telling.Delivery, o messagedb.NotificationContext, before *telling.Snapshot, turn telling.Turn, baseURL string) Page {
	w := wordsOf(d.Locale).in(o.Zone)
	id := string(d.Event)
	if turn == telling.Left { // he knows it as it was with him
		id, o.Start, o.End = string(turn), before.Start.In(o.Zone), before.End.In(o.Zone)
	} else if turn == telling.Came {
		id = string(turn)
	}
	p := Page{
		Lang: d.Locale, Title: w.say(id+".title", nil),
		URL: baseURL + "/own/bookings/" + string(o.Booking), Open: w.say("open", nil), Settings: baseURL + OwnSettings,
		Notes: []string{w.say("zone", blanks{"Zone": w.ZoneTime(o.Zone, o.Start)}), w.say("why_told", blanks{"Company": line(o.Company)})},
	}
	if turn == telling.Left || o.Deleted {
		p.URL, p.Open = baseURL+"/own?date="+booking.DateOf(o.Start, o.Zone).String(), w.say("open.day", nil)
	}
	if turn == telling.Left {
		p.Rows = leftRows(w, o, before)
		p.Short = []string{dotted(leftService(o, before), w.when(o.Start)), line(o.Contact.Name)}
	} else {
		shown := before
		if turn == telling.Came { // when it was somebody else's is nothing for him
			shown = nil
		}
		p.Rows = ownRows(w, d.Event, o, shown)
		p.Short = short(w, d.Event, o, shown)
		p.ReplyTo, p.ReplyName = o.Contact.Email, line(o.Contact.Name)
	}
	p.Rows = given(p.Rows)
	p.speak(w, id, o, messagedb.Voice{})
	if linkable(p.URL) {
		p.Buttons = []channel.Button{{Label: p.Open, URL: p.URL}}
	}
	return p
}

// ownRows are what a specialist wants to know of a booking of his. Who of the team has acted, and why, is not among it.
func ownRows(w words, event booking.Event, o messagedb.NotificationContext, before *telling.Snapshot) []row {
	by := w.byOwn(o)
	o.Last.Detail = nil
	all := []row{
		{Label: w.say("label.service", nil), Value: line(o.Service)},
		{Label: w.say("label.price", nil), Value: w.Money(o.Price, o.Currency)},
		{Label: w.say("label.when", nil), Value: w.whole(o.Start, o.End) + " (" + w.Minutes(int(o.End.Sub(o.Start).Minutes())) + ")"},
	}
	all = append(all, w.moved(event, o, before, by)...)
	phone := line(o.Contact.Phone)
	all = append(all, []row{
		{Label: w.say("label.with", nil), Value: resourceNames(o)},
		{Label: w.say("label.client", nil), Value: line(o.Contact.Name)},
		{Label: w.say("label.phone", nil), Value: w.Phone(phone), Phone: phone},
		{Label: w.say("label.email", nil), Value: line(o.Contact.Email), Mail: true},
		{Label: w.say("label.late", nil), Value: w.late(o.LateMin)},
		{Label: w.say("label.status", nil), Value: w.say("status."+string(o.Status), nil)},
	}...)
	all = append(all, w.ended(o, by)...)
	all = append(all, w.answers(o.Answers)...)
	return append(all, row{Label: w.say("label.number", nil), Value: strconv.FormatInt(o.Number, 10)})
}

// byOwn says to a specialist by whom: the client, or the company as one.
func (w words) byOwn(o messagedb.NotificationContext) string {
	if o.Last.Actor.Kind == booking.Visitor || letGo(o) {
		return w.byFor(o)
	}
	return line(o.Company)
}

// leftService is the service of a booking that has left him, "" where it is another one by now.
func leftService(o messagedb.NotificationContext, before *telling.Snapshot) string {
	if before.Service != o.ServiceID {
		return ""
	}
	return line(o.Service)
}

// leftRows are what a specialist is told of a booking that is his no more: what he knew of it.
func leftRows(w words, o messagedb.NotificationContext, before *telling.Snapshot) []row {
	return []row{
		{Label: w.say("label.service", nil), Value: leftService(o, before)},
		{Label: w.say("label.when", nil), Value: w.whole(o.Start, o.End) + " (" + w.Minutes(int(o.End.Sub(o.Start).Minutes())) + ")"},
		{Label: w.say("label.client", nil), Value: line(o.Contact.Name)},
		{Label: w.say("label.number", nil), Value: strconv.FormatInt(o.Number, 10)},
	}
}
