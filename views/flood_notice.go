package views

import (
	"strings"

	"okno/booking/webform"
)

// FloodNotice is what every page of the desk says while much has come from one place and
// nobody has looked after it.
type FloodNotice struct {
	Text, URL, Way string // all "" where there is nothing
}

// NewFloodNotice makes it; nil is no flood.
func NewFloodNotice(w *Words, f *webform.Flood) *FloodNotice {
	if f == nil {
		return &FloodNotice{}
	}
	return &FloodNotice{FloodSaid(w, *f), "/floods/" + string(f.ID), w.T("floods.look")}
}

// FloodNotice is that of a page.
func (b Base) FloodNotice() *FloodNotice { return NewFloodNotice(b.W(), b.Attention.Flood) }

// FlawsSaid is the number on the navigation's entry, for a screen reader.
func (b Base) FlawsSaid() string { return b.W().T("check.badge", "count", b.Flaws) }

// FloodSaid is what has come, in one sentence.
func FloodSaid(w *Words, f webform.Flood) string {
	var what []string
	for _, n := range []struct {
		key   string
		count int
	}{{"floods.bookings", f.Bookings}, {"floods.leads", f.Leads}, {"floods.holds", f.Holds}} {
		if n.count > 0 {
			what = append(what, w.T(n.key, "count", n.count))
		}
	}
	key := "floods.notice"
	if f.Many {
		key = "floods.notice_many"
	}
	return w.T(key, "time", w.Minutes(f.Minutes()), "what", strings.Join(what, ", "))
}
