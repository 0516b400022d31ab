package telling

import (
	"slices"

	"okno/booking"
)

// OwnRules are the events that a specialist can ask to be told of, in the order in which his account's page shows them: of his
// own bookings alone.
var OwnRules = []booking.Event{booking.BookingCreated, booking.BookingMoved, booking.BookingChanged, booking.BookingCancelled, booking.BookingLate}

// OwnMail names his mail among the ways in which a specialist can be told; a browser and a chat go by their ids.
const OwnMail = "mail"

// Chosen are the rules of a specialist who has ticked some of OwnRules: what else he has asked for stays. only, where it is not
// "", is the one that was ticked or unticked, and the others stay as they are.
func Chosen(has, ticked []booking.Event, only booking.Event) []booking.Event {
	return slices.DeleteFunc(slices.Clone(Rules), func(e booking.Event) bool {
		if !slices.Contains(OwnRules, e) || only != "" && e != only {
			return !slices.Contains(has, e)
		}
		return !slices.Contains(ticked, e)
	})
}

// Turn is how a booking has changed hands, for a specialist.
type Turn string

const (
	Stayed Turn = ""
	Came   Turn = "booking_came" // a colleague had it; it counts as a new one
	Left   Turn = "booking_left" // somebody else has it; it counts as a cancelled one
)

// NetOwn is NetEvent for a specialist, who knows of the bookings of one resource alone: one that comes to him from a colleague is
// new to him, and of one that has left him he learns no more than that.
func NetOwn(before *Snapshot, now Snapshot, acted booking.Event, resource booking.ID) (event booking.Event, turn Turn, reason string, tell bool) {
	his := func(s Snapshot) bool { return slices.Contains(s.Resources, resource) }
	if before == nil || acted.Topic() != booking.AboutBooking {
		if !his(now) {
			return acted, Stayed, DropGone, false
		}
		event, reason, tell = NetEvent(before, now, acted)
		return event, Stayed, reason, tell
	}
	had, has := before.InForce() && his(*before), now.InForce() && his(now)
	switch {
	case had && !his(now):
		turn = Left
	case has && !had && (before.InForce() || !his(*before)):
		turn = Came
	case !had && !has:
		return acted, Stayed, DropUndone, false
	}
	if turn == Stayed {
		event, reason, tell = NetEvent(before, now, acted)
		return event, Stayed, reason, tell
	}
	if event = booking.BookingChanged; !before.Start.Equal(now.Start) {
		event = booking.BookingMoved
	}
	return event, turn, "", true
}
