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
	Whole     bool     // everything may look different: the board fetches itself anew
	Columns   []Column // those that changed
	Totals    Totals
	Withdrawn Withdrawn
	Open      []booking.ID // whoever has one of these in the modal fetches it anew
	News      []News
}

// Change is one entry of the change feed.
type Change struct {
	Version   int64
	Booking   booking.ID   // "" where the whole board may look different
	What      string       // created, confirmed, rejected, cancelled, restored, ...; news are made of those with words
	Resources []booking.ID // those that it no longer stands on, if any
}

// News is what is said about a change, to eyes as a toast and to screen readers.
type News struct {
	Version int64
	Booking booking.ID
	URL     string
	Text    string
	Fresh   bool // a new booking: its cards are lit for a while
}

// NewLive makes the message that brings boards up to date with changes. d is
// the day after them, as NewDay would receive it; d.Version is the version that
// the boards then have.
func NewLive(locale string, d BoardData, changes []Change) Live {
	b := newBuilder(In(locale), d)
	l := Live{
		W:         b.w,
		Window:    b.window(),
		URL:       "/bookings?date=" + d.Date.String(),
		Totals:    b.totals(),
		Withdrawn: b.withdrawn(),
	}
	touched := map[booking.ID]bool{}
	for _, c := range changes {
		if c.Booking == "" {
			l.Whole = true
			continue
		}
		for _, id := range c.Resources {
			touched[id] = true
		}
		if !slices.Contains(l.Open, c.Booking) {
			l.Open = append(l.Open, c.Booking)
		}
		if i := slices.IndexFunc(d.Bookings, func(k booking.Booking) bool { return k.ID == c.Booking }); i >= 0 {
			for _, id := range d.Bookings[i].Resources {
				touched[id] = true
			}
			l.News = append(l.News, b.news(c, d.Bookings[i])...)
		}
	}
	for i, r := range d.Resources {
		if touched[r.ID] && !l.Whole {
			l.Columns = append(l.Columns, b.column(i))
		}
	}
	return l
}

func (Live) view() string { return "live" }

// newsworthy are the changes that are told, with the message that tells them.
var newsworthy = map[string]string{
	"created":   "live.created",
	"confirmed": "live.confirmed",
	"rejected":  "live.rejected",
	"cancelled": "live.cancelled",
	"restored":  "live.restored",
}

func (b *builder) news(c Change, k booking.Booking) []News {
	key, told := newsworthy[c.What]
	if !told {
		return nil
	}
	if c.What == "created" && k.Source == booking.FromWidget {
		key = "live.created_widget"
	}
	return []News{{
		Version: c.Version,
		Booking: k.ID,
		URL:     "/bookings/" + string(k.ID),
		Text:    b.w.T(key, "name", b.person(k), "time", k.Start.In(b.Company.Zone)),
		Fresh:   c.What == "created",
	}}
}
