package email

import (
	"bytes"
	netmail "net/mail"
	"time"

	"github.com/wneessen/go-mail"

	"okno/booking/calendarfile"
	"okno/notify/channel"
)

// invite puts the invitation into a letter twice: as another form of its text,
// which mail programs act on, and as a file, which people find.
//
// Answers to it, such as a decline, go to the organizer: the company, where it has an address
// that somebody reads; From acts on its behalf (RFC 5545, 3.2.18). Where it has none, nobody
// is asked for an answer: the event is published (RFC 5546, 3.2.1), to no attendee.
func invite(letter *mail.Msg, i channel.Invitation, from netmail.Address, replyTo string, now time.Time) error {
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
