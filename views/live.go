package views

import (
	"slices"

	"okno/booking"
)

// Live is one message over a board's WebSocket. Each part replaces what it
// names and does so only where it is: the very fragments of the page, so that a
// message may be sent twice, and be the same for every viewer of the company,
// date, language and rights that it was made for.
type Live struct {
	W         *Words
	Window    string
	URL       string   // of the board, for one that shows another window
	Day       *Day     // where everything may look different, instead of all that follows but the news
	Columns   []Column // those that changed
	Ghosts    []Ghosts // of all columns, where a visitor may have taken or left a slot
	List      *DayList // instead of columns
	Totals    Totals
	Withdrawn Withdrawn
	Open      []booking.ID // whoever has one of these in the modal fetches it anew
	News      []News
}

// Change is one entry of the change feed.
type Change struct {
	Version int64
	Booking booking.ID   // "" where the whole board may look different, or What says what of it
	What    string       // created, confirmed, rejected, cancelled, restored, ...; news are made of those with words
	StoodOn []booking.ID // the resources that it stood on before
	Known   bool         // StoodOn says it
	Client  bool         // a client has made it: every page is told, see Heard
	Lead    booking.ID   // that has come in by it, "" where none has
}

// stays are the changes after which a booking stands on the resources that it
// stood on; after others it may have left any, unless the change says which.
var stays = map[string]bool{
	"created": true, "confirmed": true, "rejected": true, "cancelled": true, "restored": true, "arrived": true,
	"completed": true, "no_show": true, "noted": true, "contact": true, "resent": true, "late": true,
}

// News is what is said about a change, to eyes as a toast and to screen readers.
type News struct {
	Version int64
	Booking booking.ID
	URL     string
	Text    string
	Fresh   bool   // a new booking: its cards are lit for a while
	Heard   bool   // of a client, so never of the viewer's own hand
	Of      string // "booking", "lead" or "news", as what it is counted when there are many
}

// NewLive makes the message that brings boards up to date with changes. d is
// the day after them, as NewDay would receive it; d.Version is the version that
// the boards then have. told, which may be nil, is told the Window of these and
// says that of the last ones, "" where that is not known.
func NewLive(locale string, d BoardData, changes []Change, told func(window string) string) Live {
	b := newBuilder(In(locale), d)
	l := Live{W: b.w, Window: b.window(), URL: b.Shown.URL(), Totals: b.totals(), Withdrawn: b.withdrawn()}
	touched := map[booking.ID]bool{}
	before := ""
	if told != nil {
		before = told(l.Window)
	}
	whole := before != "" && before != l.Window
	all, ghosts := false, false // of the columns
	for _, c := range changes {
		switch {
		case c.What == "held" || c.What == "released":
			ghosts = true
			continue
		case c.Booking == "":
			whole = true
			continue
		}
		i := slices.IndexFunc(d.Bookings, func(k booking.Booking) bool { return k.ID == c.Booking })
		ghosts = ghosts || c.What == "created" // out of a hold, maybe
		all = all || !c.Known && (i < 0 || !stays[c.What])
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
			if !c.Client && b.concerns(d.Bookings[i]) {
				l.News = append(l.News, b.news(c, d.Bookings[i])...)
			}
		}
	}
	l.News = b.few(l.News)
	switch {
	case whole:
		day := b.day()
		l.Day = &day
	case b.Shown.View == "list":
		list := b.list()
		l.List = &list
	default:
		for i, r := range d.Resources {
			if all || touched[r.ID] {
				l.Columns = append(l.Columns, b.column(i))
			} else if ghosts {
				l.Ghosts = append(l.Ghosts, b.ghosts(i))
			}
		}
	}
	return l
}

// few are the news, or their number where nobody could read them all.
func (b *builder) few(news []News) []News {
	if len(news) <= newsAtOnce {
		return news
	}
	return []News{{Version: news[len(news)-1].Version, Text: b.w.T("live.many", "count", len(news))}}
}

const newsAtOnce = 4

func (Live) view() string { return "live" }

// newsworthy are the changes that are told, with the message that tells them.
var newsworthy = map[string]string{
	"created":   "live.created",
	"confirmed": "live.confirmed",
	"rejected":  "live.rejected",
	"cancelled": "live.cancelled",
	"restored":  "live.restored",
	"moved":     "live.moved",
	"late":      "live.late",
}

func (b *builder) news(c Change, k booking.Booking) []News {
	key, told := newsworthy[c.What]
	if !told {
		return nil
	}
	return []News{{
		Version: c.Version,
		Booking: k.ID,
		URL:     "/bookings/" + string(k.ID),
		Text:    b.w.T(key, "name", b.person(k), "time", k.Start.In(b.Company.Zone)),
		Fresh:   c.What == "created",
	}}
}
