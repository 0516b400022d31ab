package week

import (
	"time"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// Data is what a week is made of: plain facts about one resource and seven dates.
type Data struct {
	day.BoardData                   // of Monday, with every booking of the resource that touches the week; its columns are not used
	Resource      booking.Resource  // "" as its ID where the company has none
	Days          []day.ResourceDay // the resource's, from Monday on
	Choices       []booking.Resource
}

// Page is GET /bookings/week?resource=ID&date=YYYY-MM-DD.
type Page struct {
	views.Base
	Week Week
}

// NewPage makes the page. It sets the title.
func NewPage(base views.Base, d Data) Page {
	week := New(base.Locale, d)
	base.Section, base.Hearing, base.Title = "bookings", views.Socket{}, week.Title
	return Page{base, week}
}

func (Page) View() string { return "resource-week-page" }

// Week is the fragment #day: seven days of a resource beside each other. It has the
// board's names, so that what moves, opens and follows a board does the same here.
type Week struct {
	W         *views.Words
	Title     string
	Resource  booking.Resource
	Monday    booking.Date
	Today     booking.Date
	Socket    views.Socket
	CanChange bool
	CanBlock  bool
	Choices   []views.Choice
	Timeline  day.Timeline // of a day on which the clocks are not changed
	Columns   []day.Column
	Totals    day.Totals
	Withdrawn day.Withdrawn
	now       day.Timeline // today's, where it is shown
	at        time.Time
	opens     int // row
	step      int
	topic     string
}

// New makes the fragment in the given language.
func New(locale string, d Data) Week {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	week := Week{
		W: w, Resource: d.Resource, Monday: d.Date, Today: booking.DateOf(d.Now, d.Company.Zone),
		CanChange: d.CanChange, CanBlock: d.CanBlock, step: d.Company.StepMin, at: d.Now.In(d.Company.Zone), topic: d.Topic,
		Totals: day.Totals{W: w}, Withdrawn: day.Withdrawn{W: w}, Title: w.T("resource_week.title"),
	}
	if d.Resource.ID != "" {
		week.Title = w.T("resource_week.title_of", "name", d.Resource.Name)
	}
	week.Socket = views.NewSocket(w, "/bookings/week/live", week.query(d.Date.String()), d.Topic, d.Version, d.Now)
	for _, r := range d.Choices {
		week.Choices = append(week.Choices, views.Choice{Value: string(r.ID), Label: r.Name, Chosen: r.ID == d.Resource.ID})
	}
	days := builders(locale, d)
	for i, b := range days {
		week.Columns = append(week.Columns, column(b, week.Today))
		if b.Date == week.Today {
			week.now = b.Timeline
		}
		if b.Timeline.Over().By == 0 {
			week.Timeline = b.Timeline
		}
		if at := b.Timeline.Row(b.Opening()); (len(b.Resources[0].Working) > 0 || len(b.Cards) > 0) && (week.opens == 0 || at < week.opens) {
			week.opens = at
		}
		for _, chip := range b.Withdrawn().Chips {
			chip.Time = w.WeekdayShort(i+1) + " " + chip.Time
			week.Withdrawn.Chips = append(week.Withdrawn.Chips, chip)
		}
	}
	week.Totals.Count, week.Totals.Waiting, week.Totals.Open, week.Totals.Percent = counted(days)
	return week
}

func (Week) View() string { return "resource-week-fragment" }

// URL is the week of a date, TodayURL that of whatever is today when it is pressed,
// DayURL the board of the first day that is shown and not over.
func (w Week) URL(date booking.Date) string {
	return "/bookings/week?" + w.query(date.String()).Encode()
}
func (w Week) TodayURL() string { return "/bookings/week?" + w.query(booking.Today).Encode() }
func (w Week) DayURL() string   { return "/bookings?date=" + w.day() }

// Previous and Next are the Mondays beside it, Sunday its last day.
func (w Week) Previous() booking.Date { return w.Monday.AddDays(-7) }
func (w Week) Next() booking.Date     { return w.Monday.AddDays(7) }
func (w Week) Sunday() booking.Date   { return w.Monday.AddDays(6) }

// Dates are the first and the last in words, Monday with its year where that is another than Sunday's.
func (w Week) Dates() string {
	words := w.W.In(w.Sunday().Year)
	return words.Day(w.Monday).Plain() + " – " + words.Day(w.Sunday()).Plain()
}

// IsThis says whether today is one of its days.
func (w Week) IsThis() bool { return !w.Today.Before(w.Monday) && !w.Sunday().Before(w.Today) }

// Window is what is shown: a message made for another week changes nothing.
func (w Week) Window() string { return windowOf(w.Resource.ID, w.Monday, w.topic) }

func windowOf(resource booking.ID, monday booking.Date, topic string) string {
	return string(resource) + "/" + monday.String() + "/" + topic
}

// NewURL is the form of a new booking on the first day that is shown and not over.
func (w Week) NewURL() string {
	return "/bookings/new?resource=" + string(w.Resource.ID) + "&date=" + w.day()
}

// day is that day, for an address.
func (w Week) day() string {
	if w.IsThis() {
		return booking.Today
	}
	return w.Monday.String()
}

// Step is how far one key moves a booking, in rows.
func (w Week) Step() int { return max(1, w.step/5) }

// Hours are the lines of the grid.
func (w Week) Hours() []day.Hour { return w.Timeline.Hours(w.W) }

// Rolls is the date at whose end the page is to be drawn anew: today, where it is shown.
func (w Week) Rolls() booking.Date {
	if w.IsThis() {
		return w.Today
	}
	return w.Monday
}

// FromUnix is the first instant of the grid.
func (w Week) FromUnix() int64 { return w.Columns[0].Over.From }

// OpenRow is where the grid opens: at the first work of the week.
func (w Week) OpenRow() int { return w.opens }

// Now is the line of today, nil where today is not shown or its hours have not come or are over.
func (w Week) Now() *NowLine {
	t := w.now
	if !w.IsThis() || w.at.Before(t.From) || !w.at.Before(t.To) {
		return nil
	}
	at := t.Row(w.at)
	return &NowLine{Day: w.Today.Weekday(), Class: day.StartsAt(at), Time: w.W.Time(w.at),
		From: t.Origin(w.at).Unix(), To: t.To.Unix()}
}

// NowLine is the line that says now, in the column of a weekday.
type NowLine struct {
	Day      int // 1 = Monday
	Class    string
	Time     string
	From, To int64 // for the script that moves it
}
