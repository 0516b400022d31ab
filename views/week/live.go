package week

import (
	"slices"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// Live is one message over the socket of a week: the week anew, or the parts of it that are different, and what there is
// to tell.
type Live struct {
	day.Parts
	Week      *Week // instead of the parts; nil: they and what follows
	Totals    day.Totals
	Withdrawn day.Withdrawn
	Same      struct{ Totals, Withdrawn bool } // they are as the page has them, and left out
	Open      []booking.ID                     // whoever has one of these in the modal fetches it anew
	News      []views.News
}

// NewLive makes the message that brings weeks of a resource up to date with changes, false where there is
// nothing to say. d is the week after them. had is what all its viewers have before them, as of the version before the
// changes: what is the same is left out, or only named (same.js). nil: that is not known.
func NewLive(locale string, had *Data, d Data, changes []views.Change) (Live, bool) {
	l := Live{Parts: day.Parts{Window: windowOf(d.Resource.ID, d.Date, d.Topic)}}
	b := day.NewBuilder(views.In(locale), d.BoardData)
	concerns, whole := false, had == nil // of its bookings, its hours or what is being chosen; everything may look different
	changed := map[booking.ID]bool{}
	for _, c := range changes {
		if c.Booking == "" {
			concerns = true // the setup, or a slot that a visitor holds
			whole = whole || c.Act != booking.ActHeld && c.Act != booking.ActReleased
			continue
		}
		i := slices.IndexFunc(d.Bookings, func(k booking.Booking) bool { return k.ID == c.Booking })
		if i < 0 && c.Known && !slices.Contains(c.StoodOn, d.Resource.ID) {
			continue // on other resources, before and after
		}
		concerns, changed[c.Booking] = true, true
		if c.Act != booking.ActCreated && !slices.Contains(l.Open, c.Booking) { // whoever opens one that is new has it as it is
			l.Open = append(l.Open, c.Booking)
		}
		if i >= 0 && !c.Client {
			l.News = append(l.News, b.News(c, d.Bookings[i])...)
		}
	}
	if had == nil && !concerns {
		return Live{}, false
	}
	l.News = b.Few(l.News)
	week := New(locale, d)
	if had != nil {
		old := *had
		old.Now = d.Now // the browser's clock goes on by itself
		whole = !l.since(week, New(locale, old), changed) || whole
	}
	if whole {
		l.Week = &week
	}
	return l, whole || len(l.Columns)+len(l.Cards)+len(l.Ghosts)+len(l.Open)+len(l.News) > 0 || !l.Same.Totals || !l.Same.Withdrawn
}

// since adds the parts of the week that a page which has the other one lacks, and what is of a booking that was changed;
// false where the grid itself is different.
func (l *Live) since(w, had Week, changed map[booking.ID]bool) bool {
	if !w.Timeline.From.Equal(had.Timeline.From) || !w.Timeline.To.Equal(had.Timeline.To) || w.opens != had.opens {
		return false
	}
	for i, column := range w.Columns {
		old := had.Columns[i]
		switch {
		case !column.SameAs(old) || slices.ContainsFunc(column.Cards, func(c day.Card) bool { return changed[c.Booking] }):
			l.Add(column, old, changed)
		case !column.Ghosts.SameAs(old.Ghosts):
			l.Ghosts = append(l.Ghosts, column.Ghosts)
		}
	}
	l.Totals, l.Withdrawn = w.Totals, w.Withdrawn
	l.Same.Totals, l.Same.Withdrawn = w.Totals.SameAs(had.Totals), w.Withdrawn.SameAs(had.Withdrawn)
	return true
}

func (Live) View() string { return "resource-week-live" }
