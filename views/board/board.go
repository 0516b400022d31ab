package board

import (
	"time"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// Board is the page of a day's bookings: GET /bookings?date=YYYY-MM-DD.
type Board struct {
	views.Base
	Day Day
}

// NewBoard makes the page. It sets the title.
func NewBoard(base views.Base, d day.BoardData) Board {
	day := NewDay(base.Locale, d)
	base = BaseOf(base)
	base.Title = day.Title
	return Board{base, day}
}

// BaseOf is the base of a board, but for its title: a board has a socket of its own.
func BaseOf(base views.Base) views.Base {
	base.Section, base.Hearing = "bookings", views.Socket{}
	return base
}

func (Board) View() string { return "board" }

// Day is the fragment #day: the board without the page around it.
type Day struct {
	W         *views.Words
	Title     string
	Date      booking.Date
	Today     booking.Date
	Socket    views.Socket
	CanChange bool
	CanSetUp  bool
	CanBlock  bool
	Timeline  day.Timeline
	Window    string // what is shown, see builder.window
	Shown     day.Shown
	Filters   Filters
	Columns   []day.Column // of a grid
	List      *day.DayList // instead of a grid
	Totals    day.Totals
	Withdrawn day.Withdrawn
	now       time.Time
	opens     time.Time
	step      int
	state     string
	others    []Pair // of the address, beside the date
}

// NewDay makes the fragment in the given language.
func NewDay(locale string, d day.BoardData) Day {
	return newDay(day.NewBuilder(views.In(locale), d))
}

func newDay(b *day.Builder) Day {
	d := b.BoardData
	day := Day{
		W:         b.W,
		Title:     b.W.T("board.title", "date", b.W.DateShort(d.Date)),
		Date:      d.Date,
		Shown:     b.Shown,
		Filters:   newFilters(b),
		Today:     booking.DateOf(d.Now, d.Company.Zone),
		Socket:    views.NewSocket(b.W, "/bookings/live", b.Shown.Query(), d.Topic, d.Version, d.Now),
		CanChange: d.CanChange,
		CanSetUp:  d.CanSetUp,
		CanBlock:  d.CanBlock,
		Timeline:  b.Timeline,
		Window:    b.Window(),
		state:     b.State(),
		Totals:    b.Totals(),
		Withdrawn: b.Withdrawn(),
		now:       d.Now.In(d.Company.Zone),
		opens:     b.Opening(),
		step:      d.Company.StepMin,
		others:    others(b, "date"),
	}
	if b.Shown.View == "list" {
		list := b.List()
		day.List = &list
	}
	for i := range d.Resources {
		day.Columns = append(day.Columns, b.Column(i))
	}
	return day
}

func (Day) View() string { return "day-fragment" }

// DayPart is Day without a title, which stands in a page or behind one.
type DayPart struct{ Day }

func (DayPart) View() string { return "day" }

// DayMonth and Year are the date in words.
func (d Day) DayMonth() string { return d.W.DayMonth(d.Date) }
func (d Day) Year() int        { return d.Date.Year }

// Previous and Next are the dates beside it.
func (d Day) Previous() booking.Date { return d.Date.AddDays(-1) }
func (d Day) Next() booking.Date     { return d.Date.AddDays(1) }

// IsToday says whether the board shows today.
func (d Day) IsToday() bool { return d.Date == d.Today }

// URL is the address of the same board of a date, TodayURL that of whatever is
// today when it is pressed, ViewURL of the same day in
// another view, AllURL of the whole day.
func (d Day) URL(date booking.Date) string { return d.Shown.On(date).URL() }
func (d Day) TodayURL() string             { return d.Shown.TodayURL() }
func (d Day) ViewURL(view string) string   { return d.Shown.As(view).URL() }
func (d Day) AllURL() string               { return d.Shown.All().URL() }
func (d Day) Others() []Pair               { return d.others }

// MonthURL is the month beside the board, of the date shown.
func (d Day) MonthURL() string { return "/bookings/month?" + d.Shown.Query().Encode() }

// WeekOn is the board some weeks on.
type WeekOn struct {
	Weeks      int
	URL, Label string
}

// WeeksOn are those that clients are given most: the same weekday, some weeks on.
func (d Day) WeeksOn() []WeekOn {
	var all []WeekOn
	for _, weeks := range []int{1, 2, 3, 4, 6, 8} {
		if date := d.Date.AddDays(7 * weeks); date.Usable() {
			all = append(all, WeekOn{weeks, d.URL(date), d.W.DayMonth(date)})
		}
	}
	return all
}

// NewURL is the form of a new booking: of the date shown, and never of one that
// is over by then.
func (d Day) NewURL() string {
	if !d.Today.Before(d.Date) {
		return "/bookings/new?date=" + booking.Today
	}
	return "/bookings/new?date=" + d.Date.String()
}

// SheetURL is the same on paper.
func (d Day) SheetURL() string { return "/bookings/sheet?" + d.Shown.Query().Encode() }

var viewIcons = map[string]string{"grid": "columns-3", "list": "list"}

// ViewChoice is a way to see the day. On a phone a day is a list unless a grid is asked for.
type ViewChoice struct {
	ID, URL, Icon, Label string
	Here                 bool
	Class                string // "is-wide" or "is-narrow" for what is there on such screens only
}

// Views are the switch of the header: where no view was asked for, which one it
// is depends on the screen, so that a link may stand there twice.
func (d Day) Views() []ViewChoice {
	choice := func(id, view string, here bool, class string) ViewChoice {
		return ViewChoice{id, d.ViewURL(view), viewIcons[view], d.W.T("board.view." + view), here, class}
	}
	if d.Shown.View != "" {
		return []ViewChoice{choice("grid", "grid", d.Shown.View == "grid", ""), choice("list", "list", d.Shown.View == "list", "")}
	}
	return []ViewChoice{
		choice("grid", "grid", true, "is-wide"), choice("grid-phone", "grid", false, "is-narrow"),
		choice("list", "list", false, "is-wide"), choice("list-phone", "list", true, "is-narrow"),
	}
}

// Step is how far one key moves a booking, in rows.
func (d Day) Step() int { return max(1, d.step/5) }

// Hours are the lines of the grid.
func (d Day) Hours() []day.Hour { return d.Timeline.Hours(d.W) }

// NowRow is where the now-line stands, -1 while now is not shown.
func (d Day) NowRow() int {
	if d.now.Before(d.Timeline.From) || !d.now.Before(d.Timeline.To) {
		return -1
	}
	return d.Timeline.Row(d.now)
}

// NowClass puts the now-line there, or where it is hidden.
func (d Day) NowClass() string { return day.StartsAt(max(0, d.NowRow())) }

// NowTime is what the clock reads.
func (d Day) NowTime() string { return d.W.Time(d.now) }

// FromUnix and ToUnix are instants for the script that moves the line.
func (d Day) FromUnix() int64 { return d.Timeline.From.Unix() }
func (d Day) ToUnix() int64   { return d.Timeline.To.Unix() }

// OpenRow is where the grid opens: see builder.opening.
func (d Day) OpenRow() int { return d.Timeline.Row(d.opens) }

// Empty says that there are no resources, Closed that nobody works and nothing is
// booked, and Free that nothing is booked yet.
func (d Day) Empty() bool  { return d.state == "empty" }
func (d Day) Nobody() bool { return d.state == "nobody" } // all columns are left out
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
