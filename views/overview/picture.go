package overview

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/spans"
	"okno/views"
	"okno/views/day"
)

// Picture is the day of each resource as a strip on one scale of hours.
type Picture struct {
	W        *views.Words
	From, To int64 // of the scale, in Unix seconds
	Now      string
	Hidden   bool // now is not on the scale
	Hours    []ScaleHour
	Rows     []PictureRow
}

// ScaleHour is a whole hour on the scale; X is an SVG attribute.
type ScaleHour struct{ X, Label string }

// PictureRow is the day of one resource: how much of it is taken, when, who is there now and who comes next.
type PictureRow struct {
	ID        booking.ID
	Name, URL string
	Avatar    views.Avatar
	Text      string // «5 записей · свободно 3 ч»
	Percent   int
	Off       bool // it does not work today
	Strip     *Strip
	Now, Next *Turn
	Idle      string // what the resource does now where nobody is there, "" where somebody is
}

// Strip is a day as a line of parts; Label says the same in words.
type Strip struct {
	Label string
	Parts []StripPart
}

// StripPart is a stretch of the strip. Kind is free, blocked, busy or waiting; what no part covers is closed.
type StripPart struct{ Kind, X, Width string }

// Turn is a client's time with a resource.
type Turn struct {
	ID, URL       string
	Heading       string // «Сейчас, до 11:30»
	Name, Service string
	Hue           views.Hue
	Coming        bool // the client has said that he will come
	W             *views.Words
}

func pictureOf(b *day.Builder) Picture {
	s := scale{b.Timeline.From, b.Timeline.To}
	p := Picture{W: b.W, From: s.from.Unix(), To: s.to.Unix(), Now: s.x(b.Now), Hidden: b.Now.Before(s.from) || !b.Now.Before(s.to)}
	hours := b.Timeline.Hours(b.W)
	step := 1 + len(hours)/8
	for i, h := range hours {
		if (i+1)%step == 0 {
			at := s.from.Add(time.Duration(h.Row) * s.to.Sub(s.from) / time.Duration(b.Timeline.Rows()))
			p.Hours = append(p.Hours, ScaleHour{s.x(at), b.W.Hour(at)})
		}
	}
	for _, r := range b.Resources {
		p.Rows = append(p.Rows, rowOf(b, s, r))
	}
	return p
}

// scale is the stretch of the day that is shown.
type scale struct{ from, to time.Time }

// x is where an instant stands, as an SVG attribute.
func (s scale) x(at time.Time) string {
	at = booking.Earlier(booking.Later(at, s.from), s.to)
	return percent(at.Sub(s.from), s.to.Sub(s.from))
}

func percent(part, whole time.Duration) string {
	return strconv.FormatFloat(100*float64(part)/float64(max(whole, 1)), 'f', 2, 64) + "%"
}

// part is a stretch of the kind, and whether any of it is shown.
func (s scale) part(kind string, span booking.Span) (StripPart, bool) {
	from, to := booking.Later(span.From, s.from), booking.Earlier(span.To, s.to)
	return StripPart{kind, s.x(from), percent(to.Sub(from), s.to.Sub(s.from))}, from.Before(to)
}

// rowOf is a resource's day.
func rowOf(b *day.Builder, s scale, r day.ResourceDay) PictureRow {
	row := PictureRow{ID: r.ID, Name: r.Name, Avatar: views.AvatarOf(r.Resource)}
	shown := b.Shown.All()
	shown.Resources = day.PicksOf([]string{string(r.ID)})
	row.URL = shown.TodayURL()
	var taken []booking.Booking
	for _, k := range b.Taken {
		if slices.Contains(k.Resources, r.ID) {
			taken = append(taken, k)
		}
	}
	busy := b.Busy(r)
	facts := []string{b.W.T("board.count", "count", len(taken))}
	if busy.Open == 0 {
		row.Off = true
		facts = append(facts, b.W.T("board.day_off"))
	} else {
		row.Percent = busy.Percent()
		facts = append(facts, b.W.T("overview.free", "time", b.W.Minutes(busy.Open-busy.Booked)))
	}
	row.Text = strings.Join(facts, " · ")
	if !row.Off || len(taken) > 0 {
		row.Strip = stripOf(b, s, r, taken)
		row.turns(b, r, taken)
	}
	return row
}

// stripOf draws what is open, what of it is blocked, and what is booked, in this order.
func stripOf(b *day.Builder, s scale, r day.ResourceDay, taken []booking.Booking) *Strip {
	strip := &Strip{}
	add := func(kind string, span booking.Span) {
		if p, shown := s.part(kind, span); shown {
			strip.Parts = append(strip.Parts, p)
		}
	}
	var blocked, busy, occupied []booking.Span
	for _, e := range r.Blocked {
		blocked = append(blocked, e.Span)
	}
	for _, k := range taken {
		busy, occupied = append(busy, booking.Span{From: k.Start, To: k.End}), append(occupied, booking.Span{From: k.Start, To: k.End}, k.Occupied)
	}
	for _, span := range r.Working {
		add("free", span)
	}
	for _, span := range spans.Merged(blocked) {
		add("blocked", span)
	}
	for _, k := range taken {
		kind := "busy"
		if k.Status == booking.Pending {
			kind = "waiting"
		}
		add(kind, booking.Span{From: k.Start, To: k.End})
	}
	open := spans.Without(r.Working, blocked)
	strip.Label = stripSaid(b, r, open, blocked, busy, spans.Without(open, occupied))
	return strip
}

// stripSaid is the strip in words.
func stripSaid(b *day.Builder, r day.ResourceDay, open, blocked, busy, free []booking.Span) string {
	var parts []string
	for _, each := range []struct {
		key string
		all []booking.Span
	}{{"open", open}, {"blocked", spans.Merged(blocked)}, {"busy", spans.Merged(busy)}, {"free", free}} {
		var times []string
		for _, span := range each.all {
			times = append(times, b.W.Times(span.From.In(b.Company.Zone), span.To.In(b.Company.Zone)))
		}
		if len(times) > 0 {
			parts = append(parts, b.W.T("overview.strip."+each.key, "times", strings.Join(times, ", ")))
		}
	}
	return b.W.T("overview.strip.of", "name", r.Name, "day", strings.Join(parts, " "))
}

// turns finds who is there now, and who comes next.
func (row *PictureRow) turns(b *day.Builder, r day.ResourceDay, taken []booking.Booking) {
	for _, k := range taken {
		switch {
		case k.Status == booking.NoShow:
		case !k.Start.After(b.Now) && k.End.After(b.Now) && row.Now == nil:
			row.Now = turnOf(b, k, b.W.T("overview.turn.now", "time", b.W.Time(k.End)))
		case k.Start.After(b.Now) && row.Next == nil:
			row.Next = turnOf(b, k, b.W.T("overview.turn.next", "time", b.W.Time(k.Start)))
		}
	}
	if row.Now != nil {
		return
	}
	row.Idle = b.W.T("overview.turn.closed")
	for _, span := range r.Working {
		if !span.From.After(b.Now) && span.To.After(b.Now) {
			row.Idle = b.W.T("overview.turn.free")
		}
	}
	for _, e := range r.Blocked {
		if !e.From.After(b.Now) && e.To.After(b.Now) {
			row.Idle = b.W.T("overview.turn.blocked")
		}
	}
}

func turnOf(b *day.Builder, k booking.Booking, heading string) *Turn {
	return &Turn{
		ID: string(k.ID), URL: "/bookings/" + string(k.ID), Heading: heading, Name: b.W.Person(k),
		Service: b.ServiceByID[k.Service].Name, Hue: b.Hues.Of(k.Service), Coming: k.WillCome(), W: b.W,
	}
}
