package compose

import (
	"strings"

	"okno/booking/calendarfile"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// Invitation is the booking of a notification for its client's calendar: a request,
// which a later one replaces, until the booking no longer holds.
func Invitation(o messagedb.NotificationContext, m channel.Message, p Page) *channel.Invitation {
	method := calendarfile.Request
	if !o.Status.Occupies() || o.Deleted {
		method = calendarfile.Cancel
	}
	return &channel.Invitation{Method: method, Event: calendarfile.Event{
		Booking: o.Booking, Sequence: o.Sequence, Start: o.Start, End: o.End, Status: o.Status,
		Summary: o.Service + " · " + o.Company, Location: o.Rules.Address, Description: p.summary(), URL: p.URL,
		Attendee: calendarfile.Person{Name: o.Contact.Name, Email: m.To},
	}}
}

// summary is the page in a few lines, for where there is room for no more.
func (p Page) summary() string {
	var text strings.Builder
	for _, r := range p.Rows {
		text.WriteString(r.Label + ": " + r.Value + "\n")
	}
	text.WriteString(p.URL)
	return unbound(strings.TrimSpace(text.String()))
}
