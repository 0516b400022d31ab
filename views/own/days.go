package own

import (
	"net/url"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	"okno/views/day"
)

// Data is what a specialist's days are made of: plain facts about the resource that he is, and nothing of anybody else.
type Data struct {
	Company   booking.Company   // its Specialist says what he may see
	Resource  booking.Resource  // "" as its ID where he is none
	Archived  bool              // it is put away
	Services  []booking.Service // all of the company in the panel's order, for the colours
	Everybody []booking.Resource
	First     booking.Date
	Days      []day.ResourceDay // one from First on, or seven from Monday on
	Bookings  []booking.Booking // of the resource, of any status, in order of time
	Now       time.Time
	Version   int64
	Topic     string
}

// Page is GET /own and GET /own/week.
type Page struct {
	views.Base
	Days Days
}

// NewPage makes the page. It sets the title.
func NewPage(base views.Base, d Data) Page {
	days := New(base.Locale, d)
	base.Section, base.Title = days.section(), days.Title
	return Page{base, days}
}

func (Page) View() string { return "own-page" }

// Days is the fragment #day: a day of a specialist, or his week. It has the board's names, so that keys, swipes and midnight do
// the same here.
type Days struct {
	W        *views.Words
	Title    string
	Dates    string // in words
	Year     int    // of the last day of a week
	Whole    bool   // a week
	First    booking.Date
	Today    booking.Date
	Name     string
	Missing  string // why nothing is shown: "none" for who is nobody, "archived" for who is put away; "" else
	All      []Day
	NewURL   string // where he books somebody, "" where he may not
	Count    int
	Waiting  int
	Booked   string // how long all of it takes, "" for nothing
	Socket   views.Socket
	resource booking.ID
	topic    string
}

// New makes the fragment in the given language.
func New(locale string, d Data) Days {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	days := Days{
		W: w, Whole: len(d.Days) > 1, First: d.First, Today: booking.DateOf(d.Now, d.Company.Zone), Name: d.Resource.Name,
		resource: d.Resource.ID, topic: d.Topic,
	}
	switch {
	case d.Resource.ID == "":
		days.Missing = "none"
	case d.Archived:
		days.Missing = "archived"
	}
	last := d.First.AddDays(len(d.Days) - 1)
	days.Title, days.Dates, days.Year = w.T("own.day"), w.Heading(d.First), last.Year
	if days.Whole {
		words := w.In(last.Year)
		days.Title, days.Dates = w.T("own.week"), words.Day(d.First).Plain()+" – "+words.Day(last).Plain()
	}
	days.Socket = views.NewSocket(w, days.path()+"/live", url.Values{"date": {d.First.String()}}, d.Topic, d.Version, d.Now)
	if days.Missing != "" {
		return days
	}
	if d.Company.Specialist.Books {
		days.NewURL = "/own/bookings/new"
		if !days.IsNow() && days.Today.Before(days.First) {
			days.NewURL += "?date=" + days.First.String()
		}
	}
	b := builder{W: w, Data: d, hues: views.ServicePalette(d.Services)}
	var minutes int
	seen := map[booking.ID]bool{}
	for _, k := range d.Bookings {
		whole := booking.Span{From: engine.Instant(d.First, 0, d.Company.Zone), To: engine.Instant(last, booking.DayEnd, d.Company.Zone)}
		if !k.Status.Occupies() || seen[k.ID] || !whole.Overlaps(booking.Span{From: k.Start, To: k.End}) {
			continue
		}
		seen[k.ID] = true
		days.Count++
		minutes += int(k.End.Sub(k.Start) / time.Minute)
		if k.Status == booking.Pending {
			days.Waiting++
		}
	}
	if minutes > 0 {
		days.Booked = w.Minutes(minutes)
	}
	for i := range d.Days {
		days.All = append(days.All, b.day(i, days.Today))
	}
	return days
}

func (Days) View() string { return "own-days" }

func (d Days) path() string {
	if d.Whole {
		return "/own/week"
	}
	return "/own"
}

func (d Days) section() string {
	if d.Whole {
		return "own-week"
	}
	return "own"
}

// URL is what is shown of a date; TodayURL that of whatever is today when it is pressed.
func (d Days) URL(date booking.Date) string { return d.at(date.String()) }
func (d Days) TodayURL() string             { return d.at(booking.Today) }

func (d Days) at(date string) string { return d.path() + "?date=" + date }

// DayURL and WeekURL are the other view of the same time.
func (d Days) DayURL() string {
	if d.Whole && d.IsNow() {
		return "/own"
	}
	return "/own?date=" + d.First.String()
}
func (d Days) WeekURL() string { return "/own/week?date=" + d.First.String() }

func (d Days) length() int {
	if d.Whole {
		return 7
	}
	return 1
}

// Previous and Next are the first dates of what stands beside it.
func (d Days) Previous() booking.Date { return d.First.AddDays(-d.length()) }
func (d Days) Next() booking.Date     { return d.First.AddDays(d.length()) }

// IsNow says whether today is shown.
func (d Days) IsNow() bool {
	return !d.Today.Before(d.First) && d.Today.Before(d.Next())
}

// Rolls is the date at whose end the page is to be drawn anew: today, where it is shown.
func (d Days) Rolls() booking.Date {
	if d.IsNow() {
		return d.Today
	}
	return d.First
}

// Totals is the fragment #own-totals: «7 записей · 6 ч · 1 ждёт ответа».
type Totals struct {
	W       *views.Words
	Count   int
	Waiting int
	Booked  string // how long all of it takes, "" for nothing
}

// Totals are of the bookings that occupy.
func (d Days) Totals() Totals { return Totals{d.W, d.Count, d.Waiting, d.Booked} }

// Said is all of them.
func (t Totals) Said() string {
	said := []string{t.W.T("own.count", "count", t.Count)}
	if t.Booked != "" {
		said = append(said, t.Booked)
	}
	if t.Waiting > 0 {
		said = append(said, t.W.T("own.waiting", "count", t.Waiting))
	}
	return strings.Join(said, " · ")
}

// Window is what is shown: a message made for another one changes nothing.
func (d Days) Window() string { return windowOf(d.resource, d.First, d.topic) }

func windowOf(resource booking.ID, first booking.Date, topic string) string {
	return string(resource) + "/" + first.String() + "/" + topic
}
