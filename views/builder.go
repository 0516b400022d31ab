package views

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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
	hues     palette
	cards    []booking.Booking // those that have cards, in order of time
	taken    []booking.Booking // those that occupy, with a card or, by the filters, without one
	gone     []booking.Booking // cancelled and rejected ones that have no card, in order of time
}

func newBuilder(w *Words, d BoardData) *builder {
	d.Shown.Date = d.Date
	b := &builder{
		BoardData: d,
		w:         w.At(d.Company.Zone, d.Now),
		services:  map[booking.ID]booking.Service{},
		hues:      servicePalette(d.Services),
	}
	for _, s := range d.Services {
		b.services[s.ID] = s
	}
	for _, k := range slices.SortedFunc(slices.Values(d.Bookings), earlier) {
		k.Start, k.End = k.Start.In(d.Company.Zone), k.End.In(d.Company.Zone)
		if k.Status.Occupies() {
			b.taken = append(b.taken, k)
		}
		switch mine := b.concerns(k); {
		case mine && b.hasCard(k):
			b.cards = append(b.cards, k)
		case mine && !k.Status.Occupies() && b.Shown.Statuses == "":
			b.gone = append(b.gone, k)
		}
	}
	b.timeline = b.newTimeline()
	return b
}

// concerns says whether the booking is of a service and on a resource that the
// board shows, whatever its status.
func (b *builder) concerns(k booking.Booking) bool {
	return b.Shown.Services.Has(string(k.Service)) && slices.ContainsFunc(b.Resources, func(r ResourceDay) bool {
		return slices.Contains(k.Resources, r.ID)
	})
}

// hasCard says whether bookings of that status have cards: all that occupy
// time, or those that are asked for.
func (b *builder) hasCard(k booking.Booking) bool {
	if b.Shown.Statuses == "" {
		return k.Status.Occupies()
	}
	return b.Shown.Statuses.Names(string(k.Status))
}

func earlier(a, b booking.Booking) int {
	return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Number, b.Number))
}

// newTimeline covers the hours and the bookings.
func (b *builder) newTimeline() Timeline {
	var spans []booking.Span
	for _, r := range b.Resources {
		spans = append(spans, r.Working...)
	}
	for _, k := range slices.Concat(b.taken, b.cards) {
		spans = append(spans, booking.Span{From: k.Start, To: k.End})
	}
	return newTimeline(b.Date, b.Company.Zone, spans)
}

// state is how a day is shown: "empty" without resources, "closed" when nobody
// works and nothing is booked, "free" without bookings, else "busy".
func (b *builder) state() string {
	switch {
	case len(b.Resources) == 0:
		return "empty"
	case len(b.taken)+len(b.cards) > 0:
		return "busy"
	}
	for _, r := range b.Resources {
		if b.busy(r).Open > 0 {
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
	state := b.state()
	if state == "free" {
		state = "busy" // the same grid
	}
	return fmt.Sprintf("%s/%s/%d/%s/%s", b.Date, t.From.Format("1504"), t.Rows(), state, b.Topic)
}

// column is the i-th resource's.
func (b *builder) column(i int) Column {
	r := b.Resources[i]
	c := Column{
		W: b.w, ID: r.ID, Name: r.Name, Kind: r.Kind,
		Avatar: avatarOf(r.Resource),
		Does:   b.does(r.ID),
		Hours:  b.hours(r.Working),
		Closed: b.around(r.Working),
		Rows:   b.timeline.Rows(),
	}
	for _, e := range r.Blocked {
		if p := b.timeline.Place(e.Span); p != nil {
			c.Blocks = append(c.Blocks, Block{*p, e.Exception.Reason})
		}
	}
	for _, k := range b.taken {
		if !slices.Contains(k.Resources, r.ID) {
			continue
		}
		c.Buffers = append(c.Buffers, b.buffers(k)...)
		if p := b.timeline.Place(booking.Span{From: k.Start, To: k.End}); p != nil && !b.hasCardHere(k) {
			c.Taken = append(c.Taken, *p)
		}
	}
	for _, k := range b.cards {
		if !slices.Contains(k.Resources, r.ID) {
			continue
		}
		if p := b.timeline.Place(booking.Span{From: k.Start, To: k.End}); p != nil {
			card := b.card(k, r.ID, *p)
			card.JoinsBefore, card.JoinsAfter = b.joins(k, i-1), b.joins(k, i+1)
			c.Cards = append(c.Cards, card)
		}
	}
	c.Ghosts = b.ghosts(i)
	b.spread(&c)
	return c
}

// does are the services that a resource is linked to, by their place in the panel.
func (b *builder) does(resource booking.ID) string {
	var all []string
	for i, s := range b.Services {
		if slices.Contains(s.Resources, resource) {
			all = append(all, strconv.Itoa(i))
		}
	}
	return strings.Join(all, " ")
}

// hasCardHere says whether a booking that occupies has a card.
func (b *builder) hasCardHere(k booking.Booking) bool { return b.concerns(k) && b.hasCard(k) }

// joins says whether the booking stands in the i-th column as well, beside the
// one that asks, so that its cards are drawn as one.
func (b *builder) joins(k booking.Booking, i int) bool {
	return i >= 0 && i < len(b.Resources) && slices.Contains(k.Resources, b.Resources[i].ID)
}

// spread puts what shares time in the column beside each other, so that each
// can be read, however short it is.
func (b *builder) spread(c *Column) {
	var places []Place
	for _, card := range c.Cards {
		places = append(places, card.Place)
	}
	for _, ghost := range c.Ghosts.All {
		places = append(places, ghost.Place)
	}
	all := spread(places)
	for i := range c.Cards {
		if c.Cards[i].Lanes = all[i]; all[i][0].Of > 1 { // a part of the width joins nothing
			c.Cards[i].JoinsBefore, c.Cards[i].JoinsAfter = false, false
		}
	}
	for i := range c.Ghosts.All {
		c.Ghosts.All[i].Lanes = all[len(c.Cards)+i]
	}
}

// hours are the working hours in words: 9–13, 14–18.
func (b *builder) hours(working []booking.Span) string {
	if len(working) == 0 {
		return b.w.T("board.day_off")
	}
	var parts []string
	short := func(t time.Time) string {
		return b.w.Hour(t.In(b.Company.Zone))
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

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
