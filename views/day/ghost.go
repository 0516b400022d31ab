package day

import (
	"fmt"
	"slices"
	"time"

	"okno/booking"
	"okno/views"
)

// Ghosts is the fragment #ghosts-ID: the slots of one column that visitors are
// filling in right now.
type Ghosts struct {
	W      *views.Words
	Column string // its key
	All    []Ghost
}

// Ghost is one of them, drawn as a translucent card that counts down.
type Ghost struct {
	Place   Place
	Lanes   Lanes
	Hold    booking.ID
	ID      string // of the element
	Hue     views.Hue
	Title   string // «Кто-то выбирает 16:30»
	Service string
	Left    string // until it expires, minutes and seconds
	Until   int64
	Frees   bool // the desk may give the time free
}

func (Ghosts) View() string { return "ghosts" }

// Class is that of the place.
func (g Ghost) Class() string { return "slot ghost-slot " + g.Place.Class() + g.Lanes.Class() }

// Ghosts are those of the i-th column.
func (b *Builder) Ghosts(i int) Ghosts {
	r := b.Resources[i]
	all := Ghosts{W: b.W, Column: b.key(r.ID)}
	for _, h := range b.Holds {
		if !slices.Contains(h.Resources, r.ID) || !h.Live(b.Now) || !b.Shown.Services.Has(string(h.Service)) {
			continue
		}
		from, to := h.Start.In(b.Company.Zone), h.End.In(b.Company.Zone)
		p := b.Timeline.Place(booking.Span{From: from, To: to})
		if p == nil {
			continue
		}
		left := h.Expires.Sub(b.Now).Round(time.Second)
		all.All = append(all.All, Ghost{
			Place: *p, Hold: h.ID, ID: "ghost-" + string(h.ID) + "-" + b.key(r.ID),
			Hue:     b.Hues.Of(h.Service),
			Title:   b.W.T("board.choosing", "time", from),
			Service: b.ServiceByID[h.Service].Name,
			Left:    fmt.Sprintf("%d:%02d", left/time.Minute, left%time.Minute/time.Second),
			Until:   h.Expires.Unix(),
			Frees:   b.CanChange,
		})
	}
	return all
}
