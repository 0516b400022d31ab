package booking

import "time"

// Event is something that people are told about.
type Event string

// BookingCreated is a new booking, whoever made it.
const BookingCreated Event = "booking_created"

// Channel is a way to reach somebody.
type Channel string

const (
	Email    Channel = "email"
	Telegram Channel = "telegram"
)

// DeliveryState is how far a delivery has come.
type DeliveryState string

const (
	Waiting  DeliveryState = "waiting"  // committed with its event; nobody has tried yet
	Sending  DeliveryState = "sending"  // a worker holds it until Due; after that another may take it over
	Retrying DeliveryState = "retrying" // the last attempt failed; Due is the next one
	Sent     DeliveryState = "sent"     // the channel took it
	Logged   DeliveryState = "logged"   // written to the log, because no mail server is set
	Parked   DeliveryState = "parked"   // given up, or refused for good; Error says why
	Dropped  DeliveryState = "dropped"  // there was nothing left to tell; Error says why
)

// Delivery is one message to one recipient over one channel. It is the guard
// against sending twice (domain.md, "Notifications").
type Delivery struct {
	ID        ID
	Booking   ID // what it is about
	Event     Event
	Channel   Channel
	Recipient string // an e-mail address, for Email
	Locale    string // the language the recipient reads
	State     DeliveryState
	Attempts  int
	Error     string    // what went wrong last, in the channel's own words; "" when nothing did
	Due       time.Time // see Sending and Retrying; without meaning in the other states
	CreatedAt time.Time
	UpdatedAt time.Time // when State became what it is
}
