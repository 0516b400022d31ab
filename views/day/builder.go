package day

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/exceptions"
	"okno/views"
)

// Builder makes the parts of a board out of BoardData.
type Builder struct {
	BoardData
	W           *views.Words
	Timeline    Timeline
	ServiceByID map[booking.ID]booking.Service
	Hues        views.Palette
	Cards       []booking.Booking // those that have cards, in order of time
	Taken       []booking.Booking // those that occupy, with a card or, by the filters, without one
	Key         string            // of the column, where a resource has several beside each other: the elements in it are named by it; "" is the resource's
	gone        []booking.Booking // cancelled and rejected ones that have no card, in order of time
}

// NewBuilder begins a date of a board: its timeline, and which bookings have cards.
func NewBuilder(w *views.Words, d BoardData) *Builder {
	d.Shown.Date = d.Date
	b := &Builder{
		BoardData:   d,
		W:           w.At(d.Company.Zone, d.Now),
		ServiceByID: map[booking.ID]booking.Service{},
		Hues:        views.ServicePalette(d.Services),
	}
	for _, s := range d.Services {
		b.ServiceByID[s.ID] = s
	}
	for _, k := range slices.SortedFunc(slices.Values(d.Bookings), views.Earlier) {
		k.Start, k.End = k.Start.In(d.Company.Zone), k.End.In(d.Company.Zone)
		if k.Status.Occupies() {
			b.Taken = append(b.Taken, k)
		}
		switch mine := b.Concerns(k); {
		case mine && b.hasCard(k):
			b.Cards = append(b.Cards, k)
		case mine && !k.Status.Occupies() && b.Shown.Statuses == "":
			b.gone = append(b.gone, k)
		}
	}
	b.Timeline = b.newTimeline()
	return b
}

// Concerns says whether the booking is of a service and on a resource that the
// board shows, whatever its status.
func (b *Builder) Concerns(k booking.Booking) bool {
	return b.Shown.Services.Has(string(k.Service)) && slices.ContainsFunc(b.Resources, func(r ResourceDay) bool {
		return slices.Contains(k.Resources, r.ID)
	})
}

// hasCard says whether bookings of that status have cards: all that occupy
// time, or those that are asked for.
func (b *Builder) hasCard(k booking.Booking) bool {
	if b.Shown.Statuses == "" {
		return k.Status.Occupies()
	}
	return b.Shown.Statuses.Names(string(k.Status))
}

// newTimeline covers the hours and the bookings.
func (b *Builder) newTimeline() Timeline {
	var spans []booking.Span
	for _, r := range b.Resources {
		spans = append(spans, r.Working...)
	}
	for _, k := range slices.Concat(b.Taken, b.Cards) {
		spans = append(spans, booking.Span{From: k.Start, To: k.End})
	}
	return NewTimeline(b.Date, b.Company.Zone, spans)
}

// State is how a day is shown: "empty" without resources, "nobody" where all are left out, "closed" when nobody
// works and nothing is booked, "free" without bookings, else "busy".
func (b *Builder) State() string {
	switch {
	case len(b.Resources) == 0 && len(b.Everybody) > 0:
		return "nobody"
	case len(b.Resources) == 0:
		return "empty"
	case len(b.Taken)+len(b.Cards) > 0:
		return "busy"
	}
	for _, r := range b.Resources {
		if b.Busy(r).Open > 0 {
			return "free"
		}
	}
	return "closed"
}

// Window names what a board shows around its columns. A live message made for
// another window would put cards on the wrong lines or find no column for them:
// see live.html.
func (b *Builder) Window() string {
	t := b.Timeline
	state := b.State()
	if state == "free" {
		state = "busy" // the same grid
	}
	return fmt.Sprintf("%s/%s/%d/%s/%s", b.Date, t.From.Format("1504"), t.Rows(), state, b.Topic)
}

// Column is the i-th resource's.
func (b *Builder) Column(i int) Column {
	r := b.Resources[i]
	c := Column{
		W: b.W, ID: b.key(r.ID), Resource: r.ID, Name: r.Name, Kind: r.Kind, Over: b.Timeline.Over(),
		URL: WeekURL(r.ID, b.Date), Says: b.W.T("board.week_of", "name", r.Name),
		Avatar: views.AvatarOf(r.Resource),
		Does:   b.does(r.ID),
		Hours:  b.Hours(r.Working),
		Closed: b.Around(r.Working),
		Rows:   b.Timeline.Rows(),
	}
	for _, e := range r.Blocked {
		if p := b.Timeline.Place(e.Span); p != nil {
			c.Blocks = append(c.Blocks, b.block(e, r.ID, *p))
		}
	}
	for _, k := range b.Taken {
		if !slices.Contains(k.Resources, r.ID) {
			continue
		}
		c.Buffers = append(c.Buffers, b.Buffers(k)...)
		if p := b.Timeline.Place(booking.Span{From: k.Start, To: k.End}); p != nil && !b.hasCardHere(k) {
			c.Taken = append(c.Taken, *p)
		}
	}
	for _, k := range b.Cards {
		if !slices.Contains(k.Resources, r.ID) {
			continue
		}
		if p := b.Timeline.Place(booking.Span{From: k.Start, To: k.End}); p != nil {
			card := b.card(k, r.ID, *p)
			card.JoinsBefore, card.JoinsAfter = b.joins(k, i-1), b.joins(k, i+1)
			c.Cards = append(c.Cards, card)
		}
	}
	c.Ghosts = b.Ghosts(i)
	b.spread(&c)
	return c
}

// key names the elements of a resource's column.
func (b *Builder) key(r booking.ID) string { return cmp.Or(b.Key, string(r)) }

// block is an exception in a column. What the board may block it may also change: one that
// runs past midnight by its form alone, since the board shows a part of it.
func (b *Builder) block(e engine.Block, column booking.ID, p Place) Block {
	block := Block{Place: p, Reason: e.Exception.Reason, Key: b.Key}
	if !exceptions.OfBoard(e.Exception) {
		return block
	}
	block.ID, block.Column, block.Revision = e.Exception.ID, column, e.Exception.Revision
	block.Start, block.Minutes = e.From.Format(time.RFC3339), int(e.To.Sub(e.From)/time.Minute)
	block.Moves = b.CanBlock && e.Exception.From < e.Exception.To
	block.Label = b.W.T("board.blocked_at", "times", b.W.Times(e.From, e.To), "reason", cmp.Or(block.Reason, b.W.T("board.blocked")))
	return block
}

// does are the services that a resource is linked to, by their place in the panel.
func (b *Builder) does(resource booking.ID) string {
	var all []string
	for i, s := range b.Services {
		if slices.Contains(s.Resources, resource) {
			all = append(all, strconv.Itoa(i))
		}
	}
	return strings.Join(all, " ")
}

// hasCardHere says whether a booking that occupies has a card.
func (b *Builder) hasCardHere(k booking.Booking) bool { return b.Concerns(k) && b.hasCard(k) }

// joins says whether the booking stands in the i-th column as well, beside the
// one that asks, so that its cards are drawn as one.
func (b *Builder) joins(k booking.Booking, i int) bool {
	return i >= 0 && i < len(b.Resources) && slices.Contains(k.Resources, b.Resources[i].ID)
}

// spread puts what shares time in the column beside each other, so that each
// can be read, however short it is.
func (b *Builder) spread(c *Column) {
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

// Hours are the working hours in words: 9–13, 14–18.
func (b *Builder) Hours(working []booking.Span) string {
	if len(working) == 0 {
		return b.W.T("board.day_off")
	}
	var parts []string
	short := func(t time.Time) string {
		return b.W.Hour(t.In(b.Company.Zone))
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

// Around is the rest of the timeline around the working hours.
func (b *Builder) Around(working []booking.Span) []Place {
	var all []Place
	at := b.Timeline.From
	for _, s := range append(slices.Clone(working), booking.Span{From: b.Timeline.To, To: b.Timeline.To}) {
		if p := b.Timeline.Place(booking.Span{From: at, To: s.From}); p != nil {
			all = append(all, *p)
		}
		if s.To.After(at) {
			at = s.To
		}
	}
	return all
}

// Buffers are the stretches before and after a booking for which it occupies its resources, as far as the timeline shows them.
func (b *Builder) Buffers(k booking.Booking) []Buffer {
	var all []Buffer
	for _, s := range []booking.Span{{From: k.Occupied.From, To: k.Start}, {From: k.End, To: k.Occupied.To}} {
		if p := b.Timeline.Place(s); p != nil {
			all = append(all, Buffer{*p, b.Hues.Of(k.Service)})
		}
	}
	return all
}
