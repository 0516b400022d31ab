package views

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"okno/booking"
)

// CalendarLinks add a booking to a calendar on the web: where no file can be
// opened, as in the browsers inside other apps, a link still works.
type CalendarLinks struct{ Google, Outlook string }

// NewCalendarLinks makes them. Like the file and the mail they hold the address of
// the client's own page, by which he moves or cancels the booking, and the company's
// telephone: his calendar is where he looks for them.
func NewCalendarLinks(w *Words, b booking.Booking, service booking.Service, company booking.Company, page string) CalendarLinks {
	const stamp = "20060102T150405Z"
	start, end := b.Start.UTC(), b.End.UTC()
	title, place := service.Name+" · "+company.Name, company.Client.Address
	detail := CalendarText(w, b, company, page)
	google := url.Values{
		"action": {"TEMPLATE"}, "text": {title}, "dates": {start.Format(stamp) + "/" + end.Format(stamp)},
		"ctz": {company.Zone.String()}, "details": {detail},
	}
	outlook := url.Values{
		"path": {"/calendar/action/compose"}, "rru": {"addevent"}, "subject": {title}, "body": {detail},
		"startdt": {start.Format(time.RFC3339)}, "enddt": {end.Format(time.RFC3339)},
	}
	if place != "" {
		google.Set("location", place)
		outlook.Set("location", place)
	}
	return CalendarLinks{
		Google:  "https://calendar.google.com/calendar/render?" + google.Encode(),
		Outlook: "https://outlook.live.com/calendar/0/deeplink/compose?" + outlook.Encode(),
	}
}

// CalendarText is what a calendar shows below a client's booking, in the links and in the file.
func CalendarText(w *Words, b booking.Booking, company booking.Company, page string) string {
	lines := []string{w.T("visit.number") + ": " + strconv.FormatInt(b.Number, 10)}
	if phone := company.Client.Phone; phone != "" {
		lines = append(lines, w.T("visit.phone")+": "+w.Phone(phone))
	}
	if place := company.Client.Address; place != "" {
		lines = append(lines, w.T("visit.where")+": "+place)
	}
	return strings.Join(append(lines, w.T("hosted.manage")+": "+page), "\n")
}
