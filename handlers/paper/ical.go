package paper

import (
	"bytes"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"okno/booking"
	"okno/handlers"
	"okno/views"
)

// calendarText is bookings as an iCalendar file (RFC 5545) with instants in UTC,
// which every calendar shows in its own zone, on both sides of a clock change.
// The same bookings give the same bytes. contacts says whether phones and
// e-mails go into it.
func calendarText(w *views.Words, name string, bookings []booking.Booking, services []booking.Service, resources []booking.Resource, contacts bool) ([]byte, error) {
	calendar := ical.NewCalendar()
	calendar.Props.SetText(ical.PropVersion, "2.0")
	calendar.Props.SetText(ical.PropProductID, "-//Okno//Bookings//EN")
	calendar.Props.SetText("X-WR-CALNAME", name)
	for _, b := range bookings {
		calendar.Children = append(calendar.Children, eventOf(w, b, services, resources, contacts).Component)
	}
	if len(bookings) == 0 { // the encoder refuses a calendar without anything in it; calendars do not
		calendar.Children = append(calendar.Children, placeholder().Component)
	}
	var file bytes.Buffer
	if err := ical.NewEncoder(&file).Encode(calendar); err != nil {
		return nil, err
	}
	if len(bookings) == 0 {
		text := file.String()
		from, to := strings.Index(text, "BEGIN:VEVENT"), strings.Index(text, "END:VCALENDAR")
		return []byte(text[:from] + text[to:]), nil
	}
	return file.Bytes(), nil
}

func placeholder() *ical.Event {
	event := ical.NewEvent()
	event.Props.SetText(ical.PropUID, "nothing")
	event.Props.SetDateTime(ical.PropDateTimeStamp, time.Unix(0, 0).UTC())
	return event
}

func eventOf(w *views.Words, b booking.Booking, services []booking.Service, resources []booking.Resource, contacts bool) *ical.Event {
	event := ical.NewEvent()
	event.Props.SetText(ical.PropUID, string(b.ID)+"@okno")
	event.Props.SetDateTime(ical.PropDateTimeStamp, b.CreatedAt.UTC().Truncate(time.Second))
	event.Props.SetDateTime(ical.PropDateTimeStart, b.Start.UTC())
	event.Props.SetDateTime(ical.PropDateTimeEnd, b.End.UTC())
	event.Props.SetText(ical.PropSummary, handlers.ServiceOf(services, b.Service).Name+" · "+w.Person(b))
	lines := []string{w.T("booking.number", "n", b.Number) + ", " + w.T("status."+string(b.Status))}
	for _, r := range handlers.ResourcesOf(resources, b.Resources) {
		lines = append(lines, r.Name)
	}
	if contacts {
		for _, contact := range []string{w.Phone(b.Contact.Phone), b.Contact.Email} {
			if contact != "" {
				lines = append(lines, contact)
			}
		}
		if b.Notes != "" {
			lines = append(lines, b.Notes)
		}
	}
	event.Props.SetText(ical.PropDescription, strings.Join(lines, "\n"))
	status := "CONFIRMED"
	switch {
	case !b.Status.Occupies():
		status = "CANCELLED"
	case b.Status == booking.Pending:
		status = "TENTATIVE"
	}
	event.Props.SetText(ical.PropStatus, status)
	return event
}
