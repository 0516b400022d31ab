// Package channel is what a message is, whatever carries it, and what a channel that sends it answers:
// that the other side has taken it, or why not, and whether there is a point in trying again.
package channel

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/calendarfile"
	"okno/booking/telling"
)

// Message is what one recipient gets.
type Message struct {
	ID      booking.ID // the delivery's: the same at every attempt
	To      string
	Locale  string
	Subject string // one line; of a browser's its title
	Text    string // plain in mail; in a chat in Telegram's HTML
	HTML    string // of mail

	Company     booking.CompanyID // whose message it is: it may have a bot of its own
	FromName    string            // of mail; "" for the installation's
	ReplyTo     string            // an address; "" for none
	ReplyName   string            // whose that is; "" where nobody says
	Unsubscribe string            // where the recipient can stop mail of this kind; "" where he cannot
	OneClick    bool              // a POST there stops it, without a question (RFC 8058)
	Invitation  *Invitation       // of mail: the booking for the recipient's calendar
	Buttons     []Button          // below a chat's message
	Push        *Push             // of a browser's: where it is, and how the message is shown there
}

// Push is how a message is brought to a browser and shown there.
type Push struct {
	To     telling.Subscription
	Path   string        // of the panel's page that it opens
	Tag    string        // an id of what it is about: a later message takes an earlier one's place
	Keep   time.Duration // for how long a push service keeps it for a browser that is off
	Urgent bool          // it is worth waking a telephone for (RFC 8030, 5.3)
}

// Invitation is a booking for a calendar, and what the calendar is to do with it.
type Invitation struct {
	Method calendarfile.Method
	Event  calendarfile.Event
}

// Channel is a way to send one message. Send returns without an error once the other
// side has taken it, a Refused when there is no point in trying again, and any other error
// when there is. It ends by itself: a side that hangs is an error. The receipt is the
// channel's own name of the message, by which it can be edited; "" where it has none.
type Channel interface {
	Send(ctx context.Context, m Message) (receipt string, err error)
	// Done is what a delivery is after Send has returned nil: Sent or Logged.
	Done() telling.DeliveryState
}

// Button stands below a chat's message: it opens an address, or sends its data back.
type Button struct{ Label, URL, Data string }
