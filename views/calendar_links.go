package views

import (
	"net/url"
	"strconv"
	"time"

	"okno/booking"
)

// CalendarLinks add a booking to a calendar on the web: where no file can be
// opened, as in the browsers inside other apps, a link still works.
type CalendarLinks struct{ Google, Outlook string }

// NewCalendarLinks makes them. The address of the client's own page is no part of
// them: whoever has that may cancel the booking.
func NewCalendarLinks(w *Words, b booking.Booking, service booking.Service, company booking.Company) CalendarLinks {
	const stamp = "20060102T150405Z"
	start, end := b.Start.UTC(), b.End.UTC()
	title, place := service.Name+" · "+company.Name, company.Client.Address
	detail := w.T("visit.number") + ": " + strconv.FormatInt(b.Number, 10)
	google := url.Values{
		"action": {"TEMPLATE"}, "text": {title}, "dates": {start.Format(stamp) + "/" + end.Format(stamp)},
		"ctz": {company.Zone.String()}, "location": {place}, "details": {detail},
	}
	outlook := url.Values{
		"path": {"/calendar/action/compose"}, "rru": {"addevent"}, "subject": {title}, "location": {place}, "body": {detail},
		"startdt": {start.Format(time.RFC3339)}, "enddt": {end.Format(time.RFC3339)},
	}
	return CalendarLinks{
		Google:  "https://calendar.google.com/calendar/render?" + google.Encode(),
		Outlook: "https://outlook.live.com/calendar/0/deeplink/compose?" + outlook.Encode(),
	}
}
