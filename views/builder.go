package views

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"okno/booking"
)

// builder makes the parts of a board out of BoardData.
type builder struct {
	BoardData
	w        *Words
	timeline Timeline
	services map[booking.ID]booking.Service
	names    map[booking.ID]string
	hues     palette
	standing []booking.Booking // those that occupy, in order of time
	gone     []booking.Booking // cancelled and rejected ones, in order of time
}

func newBuilder(w *Words, d BoardData) *builder {
	b := &builder{
		BoardData: d,
		w:         w,
		services:  map[booking.ID]booking.Service{},
		names:     map[booking.ID]string{},
		hues:      servicePalette(d.Services),
	}
	for _, s := range d.Services {
		b.services[s.ID] = s
	}
	for _, r := range d.Resources {
		b.names[r.ID] = r.Name
	}
	for _, k := range slices.SortedFunc(slices.Values(d.Bookings), earlier) {
		k.Start, k.End = k.Start.In(d.Company.Zone), k.End.In(d.Company.Zone)
		if k.Status.Occupies() {
			b.standing = append(b.standing, k)
		} else {
			b.gone = append(b.gone, k)
		}
	}
	b.timeline = b.newTimeline()
	return b
}

func earlier(a, b booking.Booking) int {
	return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Number, b.Number))
}

// newTimeline covers the hours and the bookings. Where a booking is too short
// for a line of text, rows are higher.
func (b *builder) newTimeline() Timeline {
	var spans []booking.Span
	shortest := 24 * time.Hour
	for _, r := range b.Resources {
		spans = append(spans, r.Working...)
	}
	for _, k := range b.standing {
		spans = append(spans, booking.Span{From: k.Start, To: k.End})
		shortest = min(shortest, k.End.Sub(k.Start))
	}
	t := newTimeline(b.Date, b.Company.Zone, spans)
	switch {
	case shortest < 20*time.Minute:
		t.Scale = 8
	case shortest < 25*time.Minute:
		t.Scale = 6
	}
	return t
}

// state is how a day is shown: "empty" without resources, "closed" when nobody
// works and nothing is booked, "free" without bookings, else "busy".
func (b *builder) state() string {
	switch {
	case len(b.Resources) == 0:
		return "empty"
	case len(b.standing) > 0:
		return "busy"
	}
	for _, r := range b.Resources {
		if len(b.open(r)) > 0 {
			return "free"
		}
	}
	return "closed"
}

// window names what a board shows around its columns. A live message made for
// another window would put cards on the wrong lines or find no column for them:
// see live.html.
func (b *builder) window() string {
	t := b.timeline
	return fmt.Sprintf("%s/%s/%d/%d/%s", b.Date, t.From.Format("1504"), t.Rows(), t.Scale, b.state())
}

// column is the i-th resource's.
func (b *builder) column(i int) Column {
	r := b.Resources[i]
	c := Column{
		W: b.w, ID: r.ID, Name: r.Name, Kind: r.Kind,
		Avatar: avatarOf(r.Resource, i),
		Hours:  b.hours(r.Working),
		Closed: b.around(r.Working),
		Rows:   b.timeline.Rows(),
	}
	for _, e := range r.Blocked {
		if p := b.timeline.Place(e.Span); p != nil {
			c.Blocks = append(c.Blocks, Block{*p, e.Exception.Reason})
		}
	}
	for _, k := range b.standing {
		if !slices.Contains(k.Resources, r.ID) {
			continue
		}
		if p := b.timeline.Place(booking.Span{From: k.Start, To: k.End}); p != nil {
			c.Cards = append(c.Cards, b.card(k, r.ID, *p))
		}
		c.Buffers = append(c.Buffers, b.buffers(k)...)
	}
	return c
}

// hours are the working hours in words: 9–13, 14–18.
func (b *builder) hours(working []booking.Span) string {
	if len(working) == 0 {
		return b.w.T("board.day_off")
	}
	var parts []string
	short := func(t time.Time) string {
		return strings.TrimSuffix(b.w.Time(t.In(b.Company.Zone)), ":00")
	}
	for _, s := range working {
		to := short(s.To)
		if to == "0" {
			to = "24"
		}
		parts = append(parts, short(s.From)+"–"+to)
	}
	return strings.Join(parts, ", ")
}

// around is the rest of the timeline around the working hours.
func (b *builder) around(working []booking.Span) []Place {
	var all []Place
	at := b.timeline.From
	for _, s := range append(slices.Clone(working), booking.Span{From: b.timeline.To, To: b.timeline.To}) {
		if p := b.timeline.Place(booking.Span{From: at, To: s.From}); p != nil {
			all = append(all, *p)
		}
		if s.To.After(at) {
			at = s.To
		}
	}
	return all
}

func (b *builder) buffers(k booking.Booking) []Buffer {
	var all []Buffer
	for _, s := range []booking.Span{{From: k.Occupied.From, To: k.Start}, {From: k.End, To: k.Occupied.To}} {
		if p := b.timeline.Place(s); p != nil {
			all = append(all, Buffer{*p, b.hues.of(k.Service)})
		}
	}
	return all
}

// open is when the resource works and no exception stands against it.
func (b *builder) open(r ResourceDay) []booking.Span {
	spans := slices.Clone(r.Working)
	for _, e := range r.Blocked {
		var rest []booking.Span
		for _, s := range spans {
			for _, piece := range []booking.Span{
				{From: s.From, To: earliest(s.To, e.From)},
				{From: latest(s.From, e.To), To: s.To},
			} {
				if piece.From.Before(piece.To) {
					rest = append(rest, piece)
				}
			}
		}
		spans = rest
	}
	return spans
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
