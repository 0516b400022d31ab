// Package calendarfile writes bookings as iCalendar files (RFC 5545), which
// people's calendars take, and as invitations (RFC 5546), which mail programs
// put into them and keep up to date.
package calendarfile

import (
	"bytes"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"okno/booking"
)

// Method is what a file wants of who gets it.
type Method string

const (
	Publish Method = "PUBLISH" // to be looked at, or taken
	Request Method = "REQUEST" // an invitation, or its newer version
	Cancel  Method = "CANCEL"  // the invitation no longer holds
)

// Person is somebody with an e-mail address.
type Person struct {
	Name, Email string
	SentBy      string // the address that writes in his name; "" where he does himself
}

// Event is a booking as a calendar shows it. Texts may hold anything: they
// come out as text.
type Event struct {
	Booking     booking.ID // makes the UID: the same for as long as the booking lives
	Sequence    int        // rises with every change of the booking
	Stamp       time.Time  // when this was written
	Start, End  time.Time  // carry the company's zone
	Status      booking.Status
	Summary     string
	Location    string
	Description string // of several lines
	URL         string
	Organizer   Person // with an address in a Request or a Cancel, as is Attendee
	Attendee    Person
}

// UID is what calendars know the booking by.
func UID(id booking.ID) string { return string(id) + "@okno" }

// Encode writes the events as one file. Their zones are described in it, so that
// a calendar which has never heard of one shows the right hour.
func Encode(w io.Writer, method Method, events ...Event) error {
	calendar := ical.NewCalendar()
	calendar.Props.SetText(ical.PropVersion, "2.0")
	calendar.Props.SetText(ical.PropProductID, "-//Okno//Booking//EN")
	calendar.Props.SetText(ical.PropMethod, string(method))
	calendar.Children = append(calendar.Children, zones(events)...)
	for _, e := range events {
		component, err := e.component(method)
		if err != nil {
			return err
		}
		calendar.Children = append(calendar.Children, component)
	}
	var file bytes.Buffer
	if err := ical.NewEncoder(&file).Encode(calendar); err != nil {
		return err
	}
	_, err := w.Write(folded(file.Bytes()))
	return err
}

func (e Event) component(method Method) (*ical.Component, error) {
	event := ical.NewEvent()
	event.Props.SetText(ical.PropUID, UID(e.Booking))
	set(event.Props, ical.PropSequence, strconv.Itoa(e.Sequence))
	event.Props.SetDateTime(ical.PropDateTimeStamp, e.Stamp.UTC().Truncate(time.Second))
	event.Props.SetDateTime(ical.PropDateTimeStart, told(e.Start))
	event.Props.SetDateTime(ical.PropDateTimeEnd, told(e.End))
	event.Props.SetText(ical.PropStatus, e.status(method))
	event.Props.SetText(ical.PropSummary, booking.PlainLine(e.Summary))
	if e.Location != "" {
		event.Props.SetText(ical.PropLocation, booking.PlainLine(e.Location))
	}
	if e.Description != "" {
		event.Props.SetText(ical.PropDescription, lines(e.Description))
	}
	if e.URL != "" {
		address, err := url.Parse(e.URL)
		if err != nil {
			return nil, err
		}
		event.Props.SetURI(ical.PropURL, address)
	}
	person(event.Props, ical.PropOrganizer, e.Organizer, nil)
	person(event.Props, ical.PropAttendee, e.Attendee, map[string]string{
		ical.ParamRole: "REQ-PARTICIPANT", ical.ParamParticipationStatus: "ACCEPTED", ical.ParamRSVP: "FALSE", // it was he who booked
	})
	return event.Component, nil
}

func (e Event) status(method Method) string {
	switch {
	case method == Cancel || !e.Status.Occupies():
		return "CANCELLED"
	case e.Status == booking.Pending:
		return "TENTATIVE"
	}
	return "CONFIRMED"
}

// set writes a value that is no text, as it is.
func set(props ical.Props, name, value string) {
	p := ical.NewProp(name)
	p.Value = value
	props.Set(p)
}

func person(props ical.Props, name string, of Person, params map[string]string) {
	address, ok := mailto(of.Email)
	if !ok {
		return
	}
	p := ical.NewProp(name)
	p.Value = address
	if cn := strings.ReplaceAll(booking.PlainLine(of.Name), `"`, "'"); cn != "" { // a parameter cannot hold a quotation mark
		p.Params.Set(ical.ParamCommonName, cn)
	}
	if by, ok := mailto(of.SentBy); ok {
		p.Params.Set(ical.ParamSentBy, by)
	}
	for param, value := range params {
		p.Params.Set(param, value)
	}
	props.Set(p)
}

// mailto is the address as a URI (RFC 6068): its domain in ASCII, what is not ASCII before
// it percent-encoded.
func mailto(email string) (string, bool) {
	address, ok := booking.ParseEmail(email)
	if !ok {
		return "", false
	}
	address, ascii := booking.WireEmail(address)
	if !ascii {
		at := strings.LastIndexByte(address, '@')
		address = url.PathEscape(address[:at]) + address[at:]
	}
	return "mailto:" + address, true
}

// lines keeps the line breaks of a text that we have put there, and nothing else of the kind.
func lines(text string) string {
	var all []string
	for each := range strings.SplitSeq(text, "\n") {
		all = append(all, booking.PlainLine(each))
	}
	return strings.Join(all, "\n")
}

// longest is how many bytes a line may have (RFC 5545, 3.1).
const longest = 75

// folded breaks long lines, between characters, as the standard has it.
func folded(file []byte) []byte {
	out := make([]byte, 0, len(file)+len(file)/longest*3)
	at := 0
	for len(file) > 0 {
		_, size := utf8.DecodeRune(file)
		switch {
		case file[0] == '\n':
			at = -1
		case file[0] == '\r':
		case at+size > longest:
			out = append(out, "\r\n "...)
			at = 1
		}
		out = append(out, file[:size]...)
		at += size
		file = file[size:]
	}
	return out
}
