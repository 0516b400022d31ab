package bookings

import (
	"okno/booking"
	"okno/booking/engine"
)

// Refused turns the engine's no into an error for whoever asked: a time that is
// wrong in itself is Invalid, a time that somebody or something has is SlotTaken.
func Refused(no *engine.Refusal) error {
	field := func(name string) error {
		return booking.FailFields(map[string]booking.Sentence{name: booking.Say("error.refused." + string(no.Reason))})
	}
	switch no.Reason {
	case booking.ServiceUnknown, booking.ServiceInactive, booking.NoResource:
		return field("service")
	case booking.ResourceUnknown, booking.ResourceNotLinked, booking.ResourceInactive:
		return field("resource")
	case booking.OffGrid, booking.InPast, booking.TooSoon, booking.TooFar:
		return field("start")
	}
	return booking.Fail(booking.SlotTaken, "error.slot_taken")
}
