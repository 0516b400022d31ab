package own

import (
	"slices"

	"okno/booking"
	"okno/views"
)

// Live is one message over the socket of a specialist's days: the days anew.
type Live struct {
	Days Days
	Open []booking.ID // whoever has one of these in the modal fetches it anew
}

// NewLive makes the message that brings the days up to date with changes, false where none of them is of his bookings or of the
// setup. d are the days after them.
func NewLive(locale string, d Data, changes []views.Change) (Live, bool) {
	var l Live
	concerns := false
	for _, c := range changes {
		if c.Booking == "" {
			concerns = true // the setup, or a slot that a visitor holds
			continue
		}
		mine := slices.ContainsFunc(d.Bookings, func(k booking.Booking) bool { return k.ID == c.Booking })
		if !mine && (!c.Known || !slices.Contains(c.StoodOn, d.Resource.ID)) {
			concerns = concerns || !c.Known
			continue // of others, before and after
		}
		concerns = true
		if !slices.Contains(l.Open, c.Booking) {
			l.Open = append(l.Open, c.Booking)
		}
	}
	if concerns {
		l.Days = New(locale, d)
	}
	return l, concerns
}

func (Live) View() string { return "own-live" }
