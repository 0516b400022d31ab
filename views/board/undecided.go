package board

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/views"
)

// UndecidedPage is GET /bookings/undecided: the close of the day.
type UndecidedPage struct {
	views.Base
	List    Undecided
	Takings bool // the reader may see what was taken
}

func (UndecidedPage) View() string { return "undecided-page" }

// UndecidedData is what it is made of.
type UndecidedData struct {
	Company   booking.Company
	Services  []booking.Service
	Resources []booking.Resource
	Bookings  []booking.Booking // by start
	More      bool              // there are others
	Now       time.Time
	CanChange bool
	SeesMoney bool
	Version   int64
	Topic     string
}

// Undecided is the fragment #undecided: the bookings that are over and of which nobody has said how they went.
type Undecided struct {
	W         *views.Words
	Days      []UndecidedDay // today last
	Count     int
	More      bool
	CanChange bool
	Socket    views.Socket
}

// UndecidedDay are those of a date.
type UndecidedDay struct {
	Title string
	Rows  []UndecidedRow
}

// UndecidedRow is one of them.
type UndecidedRow struct {
	views.VisitLine
	ID, Seen  string
	Times     string
	Who       string
	Label     string
	Decisions []Act
}

// NewUndecided makes the fragment in the given language.
func NewUndecided(locale string, d UndecidedData) Undecided {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	v := Undecided{
		W: w, Count: len(d.Bookings), More: d.More, CanChange: d.CanChange,
		Socket: views.NewSocket(w, "/bookings/undecided/live", url.Values{}, d.Topic, d.Version, d.Now),
	}
	var last booking.Date
	today := booking.DateOf(d.Now, d.Company.Zone)
	for _, b := range d.Bookings {
		date := booking.DateOf(b.Start, d.Company.Zone)
		if date != last {
			last = date
			title := w.Heading(date)
			switch date {
			case today:
				title = w.T("undecided.today")
			case today.AddDays(-1):
				title = w.T("undecided.yesterday", "day", w.DateShort(date))
			}
			v.Days = append(v.Days, UndecidedDay{Title: title})
		}
		day := &v.Days[len(v.Days)-1]
		day.Rows = append(day.Rows, undecidedRow(w, d, b))
	}
	return v
}

func undecidedRow(w *views.Words, d UndecidedData, b booking.Booking) UndecidedRow {
	start, end := b.Start.In(d.Company.Zone), b.End.In(d.Company.Zone)
	row := UndecidedRow{VisitLine: views.NewVisitLine(w, b, d.Services, d.Company, d.Now), ID: string(b.ID), Seen: b.VersionTag(), Times: w.Times(start, end)}
	row.Name = w.Person(b)
	var who []string
	for _, r := range d.Resources {
		if slices.Contains(b.Resources, r.ID) {
			who = append(who, r.Name)
		}
	}
	row.Who = strings.Join(who, ", ")
	row.Label = w.T("undecided.row", "name", row.Name, "when", row.Times, "service", row.Service)
	if d.CanChange {
		row.Decisions = decisionsOf(w, b)
	}
	return row
}

// decisions are what can be said of a booking that is over, with their keys: those of the modal.
var decisions = []struct {
	act       booking.Act
	icon, key string
}{
	{booking.ActConfirmed, "check", "Y"}, {booking.ActCompleted, "check-check", "D"}, {booking.ActNoShow, "user-x", "S"},
	{booking.ActRejected, "user-x", "R"}, {booking.ActCancelled, "ban", "X"},
}

func decisionsOf(w *views.Words, b booking.Booking) []Act {
	var all []Act
	add := func(act booking.Act, label, icon, key string) {
		all = append(all, Act{Name: string(act), Label: label, Icon: icon, Method: "post", URL: "/bookings/" + string(b.ID) + "/decision", Key: key})
	}
	for _, each := range decisions {
		if rule := each.act.Rule(); rule.Takes(b.Status) {
			add(each.act, w.T("booking."+rule.Verb), each.icon, each.key)
		}
	}
	add(booking.ActLeft, w.T("undecided.leave"), "minus", "L")
	all[0].Primary = true
	return all
}

func (Undecided) View() string { return "undecided" }

// NewUndecidedPage makes the page. It sets the title.
func NewUndecidedPage(base views.Base, d UndecidedData) UndecidedPage {
	base.Section, base.Title, base.Hearing = "bookings", base.W().T("undecided.title"), views.Socket{}
	return UndecidedPage{base, NewUndecided(base.Locale, d), d.SeesMoney}
}

// UndecidedLive is one message over the list's WebSocket.
type UndecidedLive struct{ List Undecided }

// NewUndecidedLive makes the message.
func NewUndecidedLive(locale string, d UndecidedData) UndecidedLive {
	return UndecidedLive{NewUndecided(locale, d)}
}

func (UndecidedLive) View() string { return "undecided-live" }
