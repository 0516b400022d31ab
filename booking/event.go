package booking

// Event is something that people are told about.
type Event string

const (
	BookingCreated   Event = "booking_created" // a new booking, whoever made it
	BookingConfirmed Event = "booking_confirmed"
	BookingMoved     Event = "booking_moved"   // it starts at another time
	BookingChanged   Event = "booking_changed" // its length, service or resources; its time stays
	BookingCancelled Event = "booking_cancelled"
	BookingRejected  Event = "booking_rejected"
	BookingRestored  Event = "booking_restored" // it was cancelled, rejected or deleted, and is in force again
	BookingLate      Event = "booking_late"     // the client says that he will be late
	BookingReminder  Event = "booking_reminder" // to the client alone, as is
	BookingAsked     Event = "booking_asked"    // how it was
	BookingWaits     Event = "booking_waits"    // nobody has answered a pending one for too long
	LeadCreated      Event = "lead_created"     // a request without a booking
	LeadWaits        Event = "lead_waits"       // nobody has answered it for too long
	DailySheet       Event = "daily_sheet"      // the bookings of the day
	TestMessage      Event = "test"             // somebody wants to see whether messages arrive
)

// Events are all that happens; a TestMessage is asked for.
var Events = []Event{
	BookingCreated, BookingConfirmed, BookingMoved, BookingChanged, BookingCancelled, BookingRejected,
	BookingRestored, BookingLate, BookingWaits, LeadCreated, LeadWaits, DailySheet,
}

// AboutBooking is the topic of the events that tell how a booking stands.
const AboutBooking = "booking"

// Topic is what an event belongs to: a delivery that waits takes up the later
// events of its topic, so that their net effect is told in one message.
func (e Event) Topic() string {
	switch e {
	case BookingCreated, BookingConfirmed, BookingMoved, BookingChanged, BookingCancelled, BookingRejected, BookingRestored:
		return AboutBooking
	}
	return string(e)
}
