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
	day.Parts
	W         *views.Words
	URL       string       // of the board, for one that shows another window
	Day       *Day         // where everything may look different, instead of all that follows but the news
	List      *day.DayList // instead of columns
	Totals    day.Totals
	Withdrawn day.Withdrawn
	Same      struct{ Window, Totals, Withdrawn bool } // they are as the board has them, and left out
	Open      []booking.ID                             // whoever has one of these in the modal fetches it anew
	News      []views.News
}

// NewLive makes the message that brings boards up to date with changes. d is
// the day after them, as NewDay would receive it; d.Version is the version that
// the boards then have. told, which may be nil, is told the Window of these and
// says that of the last ones, "" where that is not known.
func NewLive(locale string, d day.BoardData, changes []views.Change, told func(window string) string) Live {
	return NewLiveAfter(locale, nil, d, changes, told)
}

// NewLiveAfter is NewLive for boards that have had before them, as of the version before the changes: what is the same
// is left out, or only named (same.js). nil: that is not known.
func NewLiveAfter(locale string, had *Had, d day.BoardData, changes []views.Change, told func(window string) string) Live {
	b := day.NewBuilder(views.In(locale), d)
	l := Live{W: b.W, Parts: day.Parts{Window: b.Window()}, URL: b.Shown.URL()}
	touched, changed := map[booking.ID]bool{}, map[booking.ID]bool{} // columns, bookings
	window := ""                                                     // of the last message
	if told != nil {
		window = told(l.Window)
	}
	whole := window != "" && window != l.Window
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
		changed[c.Booking] = true
		if c.Act != booking.ActCreated && !slices.Contains(l.Open, c.Booking) { // whoever opens one that is new has it as it is
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
	old := before(locale, had, b)
	if had != nil && old == nil {
		whole = true
	}
	if whole {
		day := newDay(b)
		l.Day = &day
		return l
	}
	old.others(b, touched)
	l.Totals, l.Withdrawn = b.Totals(), b.Withdrawn()
	if old != nil {
		l.Same.Window = true
		l.Same.Totals, l.Same.Withdrawn = l.Totals.SameAs(old.Totals()), l.Withdrawn.SameAs(old.Withdrawn())
	}
	if b.Shown.View == "list" {
		list := b.List()
		if old != nil {
			list = list.Since(old.List(), changed)
		}
		l.List = &list
		return l
	}
	for i, r := range d.Resources {
		switch {
		case all || touched[r.ID]:
			column := b.Column(i)
			if !old.knows(r.ID) {
				l.Columns = append(l.Columns, column)
				break
			}
			l.Add(column, old.Column(i), changed)
		case ghosts:
			if g := b.Ghosts(i); !old.knows(r.ID) || !g.SameAs(old.Ghosts(i)) {
				l.Ghosts = append(l.Ghosts, g)
			}
		}
	}
	return l
}

func (Live) View() string { return "live" }
