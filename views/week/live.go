package week

import (
	"slices"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// Live is one message over the socket of a week: the week anew, and what there is to tell.
type Live struct {
	Window string
	Week   Week
	Open   []booking.ID // whoever has one of these in the modal fetches it anew
	News   []views.News
}

// NewLive makes the message that brings weeks of a resource up to date with changes, false where none of
// them is of its bookings, its hours or what is being chosen. d is the week after them.
func NewLive(locale string, d Data, changes []views.Change) (Live, bool) {
	l := Live{Window: windowOf(d.Resource.ID, d.Date, d.Topic)}
	b := day.NewBuilder(views.In(locale), d.BoardData)
	concerns := false
	for _, c := range changes {
		if c.Booking == "" {
			concerns = true // the setup, or a slot that a visitor holds
			continue
		}
		i := slices.IndexFunc(d.Bookings, func(k booking.Booking) bool { return k.ID == c.Booking })
		if i < 0 && c.Known && !slices.Contains(c.StoodOn, d.Resource.ID) {
			continue // on other resources, before and after
		}
		concerns = true
		if !slices.Contains(l.Open, c.Booking) {
			l.Open = append(l.Open, c.Booking)
		}
		if i >= 0 && !c.Client {
			l.News = append(l.News, b.News(c, d.Bookings[i])...)
		}
	}
	if !concerns {
		return Live{}, false
	}
	l.Week, l.News = New(locale, d), b.Few(l.News)
	return l, true
}

func (Live) View() string { return "resource-week-live" }
