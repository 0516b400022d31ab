package overview

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
	"okno/views/day"
)

// OverviewPage is GET /overview.
type OverviewPage struct {
	views.Base
	Overview Overview
}

// OverviewData is what a manager's half a minute is made of; its BoardData is today's.
type OverviewData struct {
	day.BoardData
	Now                     time.Time
	Waiting, New, Withdrawn SomeNews
	Unreached               SomeNews                 // whose mail does not arrive
	Since                   map[booking.ID]time.Time // since when those of Waiting wait
	Leads                   []webform.Lead           // the new ones, the latest first, as many as are shown
	NewLeads                int
	ContactsHidden          bool         // from the viewer: there is nobody to call or to write to
	Show                    string       // the kind of news, one of NewsKinds, of which all are shown; "" for none
	Shows                   int          // how many lines a kind has of which not all are shown
	Reports                 bool         // the viewer may see how weeks compare
	Week, LastWeek          []DayFigures // Monday first
	Revenue                 *Revenue     // nil for who may not see what is earned
}

// NewsKinds are the kinds of news on the overview.
var NewsKinds = []string{"unreached", "waiting", "late", "off", "new", "withdrawn"}

// SomeNews are the first of Total bookings.
type SomeNews struct {
	Bookings []booking.Booking
	Total    int
}

// DayFigures are a day in numbers.
type DayFigures struct {
	Date                                  booking.Date
	Bookings, Minutes, NoShows, Cancelled int
}

// NewOverviewPage makes the page. It sets the title.
func NewOverviewPage(base views.Base, d OverviewData) OverviewPage {
	base.Section, base.Title = "overview", base.W().T("overview.title")
	return OverviewPage{base, NewOverview(base.Locale, d)}
}

func (OverviewPage) View() string { return "overview-page" }

// Overview is the fragment #overview.
type Overview struct {
	W        *views.Words
	URL      string // of itself
	Day      string
	BoardURL string
	Bookings int
	Percent  int
	Open     bool
	Waiting  int
	NewLeads int
	Money    []MoneyTile // none for who may not see what is earned
	Picture  Picture
	Urgent   []NewsPart // what wants somebody now
	News     []NewsPart // the rest of the news
	Week     *WeekCompared
}

// NewOverview makes the fragment in the given language.
func NewOverview(locale string, d OverviewData) Overview {
	b := day.NewBuilder(views.In(locale), d.BoardData)
	w := b.W
	totals := b.Totals()
	v := Overview{
		W: w, URL: views.OverviewURL(d.Show), Day: w.DayMonth(d.Date), BoardURL: d.Shown.TodayURL(), NewLeads: d.NewLeads,
		Bookings: totals.Count, Percent: totals.Percent, Open: totals.Open, Waiting: d.Waiting.Total, Picture: pictureOf(b), Money: moneyTiles(w, d),
	}
	n := newsBuilder{w, d}
	v.Urgent = present(n.part("late", "clock-alert", some(d.late())), n.part("waiting", "clock", d.Waiting), n.leads(), n.part("unreached", "mail-x", d.Unreached))
	v.News = present(n.part("off", "user-x", some(d.off())), n.part("new", "sparkles", d.New), n.part("withdrawn", "ban", d.Withdrawn))
	if d.Reports {
		v.Week = compared(w, d)
	}
	return v
}

func (Overview) View() string { return "overview" }

// present leaves out what a good day says nothing of.
func present(parts ...NewsPart) []NewsPart {
	return slices.DeleteFunc(parts, func(p NewsPart) bool { return p.Total == 0 && p.None == "" })
}

// lateAfter is how long after its time a booking counts as late: nobody is marked as arrived on the minute.
const lateAfter = 5 * time.Minute

// late are today's bookings that should have begun, are not over, and of which nobody has said that the client is there. Those
// that are over wait for their outcome: see /bookings/undecided.
func (d OverviewData) late() (late []booking.Booking) {
	for _, k := range d.Bookings {
		if (k.Status == booking.Confirmed || k.Status == booking.Pending) && !k.Start.Add(lateAfter).After(d.Now) && k.End.After(d.Now) {
			late = append(late, k)
		}
	}
	slices.SortFunc(late, views.Earlier)
	return late
}

// off are those who were to come today, and do not.
func (d OverviewData) off() (off []booking.Booking) {
	for _, k := range d.Bookings {
		gone := k.Status == booking.NoShow || k.Status == booking.Cancelled || k.Status == booking.Rejected
		if gone && booking.DateOf(k.Start, d.Company.Zone) == d.Date {
			off = append(off, k)
		}
	}
	slices.SortFunc(off, views.Earlier)
	return off
}
