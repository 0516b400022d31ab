package board

import (
	"slices"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// Live is one message over a board's WebSocket. Each part replaces what it
// names and does so only where it is: the very fragments of the page, so that a
// message may be sent twice, and be the same for every viewer of the company,
// date, language and rights that it was made for.
type Live struct {
	W         *views.Words
	Window    string
	URL       string       // of the board, for one that shows another window
	Day       *Day         // where everything may look different, instead of all that follows but the news
	Columns   []day.Column // those that changed
	Ghosts    []day.Ghosts // of all columns, where a visitor may have taken or left a slot
	List      *day.DayList // instead of columns
	Totals    day.Totals
	Withdrawn day.Withdrawn
	Open      []booking.ID // whoever has one of these in the modal fetches it anew
	News      []views.News
}

// NewLive makes the message that brings boards up to date with changes. d is
// the day after them, as NewDay would receive it; d.Version is the version that
// the boards then have. told, which may be nil, is told the Window of these and
// says that of the last ones, "" where that is not known.
func NewLive(locale string, d day.BoardData, changes []views.Change, told func(window string) string) Live {
	b := day.NewBuilder(views.In(locale), d)
	l := Live{W: b.W, Window: b.Window(), URL: b.Shown.URL(), Totals: b.Totals(), Withdrawn: b.Withdrawn()}
	touched := map[booking.ID]bool{}
	before := ""
	if told != nil {
		before = told(l.Window)
	}
	whole := before != "" && before != l.Window
	all, ghosts := false, false // of the columns
	for _, c := range changes {
		switch {
		case c.Act == booking.ActHeld || c.Act == booking.ActReleased:
			ghosts = true
			continue
		case c.Booking == "":
			whole = true
			continue
		}
		i := slices.IndexFunc(d.Bookings, func(k booking.Booking) bool { return k.ID == c.Booking })
		all = all || !c.Known && (i < 0 || !c.Act.Rule().InPlace)
		for _, id := range c.StoodOn {
			touched[id] = true
		}
		if !slices.Contains(l.Open, c.Booking) {
			l.Open = append(l.Open, c.Booking)
		}
		if i >= 0 {
			for _, id := range d.Bookings[i].Resources {
				touched[id] = true
			}
			if !c.Client && b.Concerns(d.Bookings[i]) {
				l.News = append(l.News, b.News(c, d.Bookings[i])...)
			}
		}
	}
	l.News = b.Few(l.News)
	switch {
	case whole:
		day := newDay(b)
		l.Day = &day
	case b.Shown.View == "list":
		list := b.List()
		l.List = &list
	default:
		for i, r := range d.Resources {
			if all || touched[r.ID] {
				l.Columns = append(l.Columns, b.Column(i))
			} else if ghosts {
				l.Ghosts = append(l.Ghosts, b.Ghosts(i))
			}
		}
	}
	return l
}

func (Live) View() string { return "live" }
