package own

import (
	"reflect"
	"slices"

	"okno/booking"
	"okno/views"
)

// Live is one message over the socket of a specialist's days: the days anew, or the parts of them that are different.
type Live struct {
	Window string
	Days   *Days // nil: the parts that follow
	All    []OneDay
	Totals Totals
	Same   struct{ Totals bool } // they are as the page has them, and left out
	Open   []booking.ID          // whoever has one of these in the modal fetches it anew
}

// NewLive makes the message that brings the days up to date with changes, false where there is nothing to say. d are the days
// after them. had is what all viewers have before them, as of the version before the changes: what is the same is left out, or
// only named (same.js). nil: that is not known.
func NewLive(locale string, had *Data, d Data, changes []views.Change) (Live, bool) {
	l := Live{Window: windowOf(d.Resource.ID, d.First, d.Topic)}
	concerns, whole := false, had == nil // of his bookings or the setup; everything may look different
	changed := map[booking.ID]bool{}
	for _, c := range changes {
		if c.Booking == "" {
			concerns = true // the setup, or a slot that a visitor holds
			whole = whole || c.Act != booking.ActHeld && c.Act != booking.ActReleased
			continue
		}
		mine := slices.ContainsFunc(d.Bookings, func(k booking.Booking) bool { return k.ID == c.Booking })
		if !mine && (!c.Known || !slices.Contains(c.StoodOn, d.Resource.ID)) {
			concerns = concerns || !c.Known
			continue // of others, before and after
		}
		concerns, changed[c.Booking] = true, true
		if !slices.Contains(l.Open, c.Booking) {
			l.Open = append(l.Open, c.Booking)
		}
	}
	if had == nil && !concerns {
		return Live{}, false
	}
	days := New(locale, d)
	if whole {
		l.Days = &days
		return l, true
	}
	old := *had
	old.Now = d.Now // the browser's clock goes on by itself
	l.since(days, New(locale, old), changed)
	return l, len(l.All)+len(l.Open) > 0 || !l.Same.Totals
}

// since adds the parts that a page which has the others lacks, and what is of a booking that was changed.
func (l *Live) since(d, had Days, changed map[booking.ID]bool) {
	for i, day := range d.All {
		if day.since(had.All[i], changed) {
			l.All = append(l.All, d.Of(day))
		}
	}
	l.Totals = d.Totals()
	l.Same.Totals = l.Totals.Said() == had.Totals().Said()
}

// since marks the bookings that a page has as they are, and says whether anything of the day is different or of a booking
// that was changed.
func (d *Day) since(had Day, changed map[booking.ID]bool) (differs bool) {
	before := map[string]Row{}
	for _, row := range slices.Concat(had.Rows, had.Gone) {
		if row.Booking != "" {
			before[row.ID()] = row
		}
	}
	for _, rows := range [][]Row{d.Rows, d.Gone} {
		for i, row := range rows {
			old, known := before[row.ID()]
			rows[i].Same = known && !changed[row.Booking] && row.sameAs(old)
			differs = differs || changed[row.Booking]
		}
	}
	return differs || d.Hours != had.Hours || !slices.EqualFunc(d.Rows, had.Rows, Row.sameAs) || !slices.EqualFunc(d.Gone, had.Gone, Row.sameAs)
}

// sameAs says whether the other looks like it.
func (r Row) sameAs(other Row) bool {
	r.Same, other.Same, r.at = false, false, other.at
	return reflect.DeepEqual(r, other)
}

func (Live) View() string { return "own-live" }
