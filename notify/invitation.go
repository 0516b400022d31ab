package notify

import (
	"bytes"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"okno/booking/calendarfile"
	"okno/db"
)

// invitation is the booking of a notification for its client's calendar: a request,
// which a later one replaces, until the booking no longer holds.
func invitation(o db.NotificationContext, m Message, p page) *Invitation {
	method := calendarfile.Request
	if !o.Status.Occupies() || o.Deleted {
		method = calendarfile.Cancel
	}
	return &Invitation{method, calendarfile.Event{
		Booking: o.Booking, Sequence: o.Sequence, Start: o.Start, End: o.End, Status: o.Status,
		Summary: o.Service + " · " + o.Company, Location: o.Rules.Address, Description: p.summary(), URL: p.URL,
		Attendee: calendarfile.Person{Name: o.Contact.Name, Email: m.To},
	}}
}

// summary is the page in a few lines, for where there is room for no more.
func (p page) summary() string {
	var text strings.Builder
	for _, r := range p.Rows {
		text.WriteString(r.Label + ": " + r.Value + "\n")
	}
	text.WriteString(p.URL)
	return unbound(strings.TrimSpace(text.String()))
}

// invite puts the invitation into a letter twice: as another form of its text,
// which mail programs act on, and as a file, which people find.
//
// Answers to it, such as a decline, go to the organizer: the company, where it has an address
// that somebody reads; From acts on its behalf (RFC 5545, 3.2.18). Where it has none, nobody
// is asked for an answer: the event is published (RFC 5546, 3.2.1), to no attendee.
func invite(letter *mail.Msg, i Invitation, from netmail.Address, replyTo string, now time.Time) error {
	if replyTo == "" {
		i.Method, i.Event.Organizer, i.Event.Attendee = calendarfile.Publish, calendarfile.Person{}, calendarfile.Person{}
	} else {
		i.Event.Organizer = calendarfile.Person{Name: from.Name, Email: replyTo, SentBy: from.Address}
	}
	i.Event.Stamp = now
	var file bytes.Buffer
	if err := calendarfile.Encode(&file, i.Method, i.Event); err != nil {
		return err
	}
	letter.AddAlternativeString(mail.ContentType("text/calendar; method="+string(i.Method)+"; component=VEVENT"), file.String())
	return letter.AttachReader("booking.ics", &file, mail.WithFileContentType("application/ics"))
}
