package views

import (
	"net/url"
	"time"

	"okno/booking"
)

// Board is the page of a day's bookings: GET /bookings?date=YYYY-MM-DD.
type Board struct {
	Base
	Day Day
}

// BoardData is what a board is made of: plain facts about one company and one date.
type BoardData struct {
	Company   booking.Company
	Date      booking.Date
	Now       time.Time
	Services  []booking.Service // all of the company, inactive ones too, in the panel's order: those without a colour get one by it
	Resources []ResourceDay     // the columns, in the panel's order
	Bookings  []booking.Booking // every booking that touches the date, of any status, in any order
	Version   int64             // of the company, read before everything else
	Topic     string            // what kind of viewer sees it: names the day's socket
	CanChange bool
	CanSetUp  bool // add what the columns are made of
}

// ResourceDay is a resource with its hours on the date of the board.
type ResourceDay struct {
	booking.Resource
	Working []booking.Span  // merged, in order of time
	Blocked []booking.Block // exceptions of the company and of the resource
}

// NewBoard makes the page. It sets the title.
func NewBoard(base Base, d BoardData) Board {
	day := NewDay(base.Locale, d)
	base.Title, base.Section = day.Title, "bookings"
	return Board{base, day}
}

func (Board) view() string { return "board" }

// Day is the fragment #day: the board without the page around it.
type Day struct {
	W         *Words
	Title     string
	Date      booking.Date
	Today     booking.Date
	Socket    Socket
	CanChange bool
	CanSetUp  bool
	Timeline  Timeline
	Window    string // what is shown, see builder.window
	Columns   []Column
	Totals    Totals
	Withdrawn Withdrawn
	now       time.Time
	state     string
}

// NewDay makes the fragment in the given language.
func NewDay(locale string, d BoardData) Day {
	b := newBuilder(In(locale), d)
	day := Day{
		W:         b.w,
		Title:     b.w.T("board.title", "date", b.w.DateShort(d.Date)),
		Date:      d.Date,
		Today:     booking.DateOf(d.Now, d.Company.Zone),
		Socket:    newSocket(b.w, "/bookings/live", url.Values{"date": {d.Date.String()}}, d.Topic, d.Version, d.Now),
		CanChange: d.CanChange,
		CanSetUp:  d.CanSetUp,
		Timeline:  b.timeline,
		Window:    b.window(),
		state:     b.state(),
		Totals:    b.totals(),
		Withdrawn: b.withdrawn(),
		now:       d.Now.In(d.Company.Zone),
	}
	for i := range d.Resources {
		day.Columns = append(day.Columns, b.column(i))
	}
	return day
}

func (Day) view() string { return "day-fragment" }

// DayMonth and Year are the date in words.
func (d Day) DayMonth() string { return d.W.DayMonth(d.Date) }
func (d Day) Year() int        { return d.Date.Year }

// Previous and Next are the dates beside it.
func (d Day) Previous() booking.Date { return d.Date.AddDays(-1) }
func (d Day) Next() booking.Date     { return d.Date.AddDays(1) }

// IsToday says whether the board shows today.
func (d Day) IsToday() bool { return d.Date == d.Today }

// URL is the address of the board of a date.
func (d Day) URL(date booking.Date) string { return "/bookings?date=" + date.String() }

// Hours are the lines of the grid.
func (d Day) Hours() []Hour { return d.Timeline.Hours(d.W) }

// NowRow is where the now-line stands, -1 while now is not shown.
func (d Day) NowRow() int {
	if d.now.Before(d.Timeline.From) || !d.now.Before(d.Timeline.To) {
		return -1
	}
	return d.Timeline.Row(d.now)
}

// NowTime is what the clock reads.
func (d Day) NowTime() string { return d.W.Time(d.now) }

// FromUnix and ToUnix are instants for the script that moves the line.
func (d Day) FromUnix() int64 { return d.Timeline.From.Unix() }
func (d Day) ToUnix() int64   { return d.Timeline.To.Unix() }

// Empty, Closed and Free say that there are no resources, that nobody works and
// nothing is booked, and that nothing is booked yet.
func (d Day) Empty() bool  { return d.state == "empty" }
func (d Day) Closed() bool { return d.state == "closed" }
func (d Day) Free() bool   { return d.state == "free" }

// Reasons are why the company is closed, each once.
func (d Day) Reasons() []string {
	var all []string
	seen := map[string]bool{}
	for _, c := range d.Columns {
		for _, b := range c.Blocks {
			if b.Reason != "" && !seen[b.Reason] {
				seen[b.Reason] = true
				all = append(all, b.Reason)
			}
		}
	}
	return all
}
