// Package telling is what people are told of bookings and requests: to whom, over which channel, when, in whose words,
// how far a message has come, and what a company may say that nobody vouches for.
package telling

import (
	"time"

	"okno/booking"
)

// Channel is a way to reach somebody.
type Channel string

const (
	Email    Channel = "email"
	Telegram Channel = "telegram"
	Push     Channel = "push" // to a browser, by its maker's push service
	SMS      Channel = "sms"  // to a client's phone, by the company's own provider
)

// Channels are all of them.
var Channels = []Channel{Email, Telegram, Push, SMS}

// Audience is who, in general, a delivery is for.
type Audience string

const (
	ForTeam   Audience = "team"   // members, extra addresses, Telegram chats, members' browsers
	ForClient Audience = "client" // the one who has the booking

	BySMS Audience = "sms" // of a Template alone: the client, in an SMS
)

// DeliveryState is how far a delivery has come.
type DeliveryState string

const (
	Waiting  DeliveryState = "waiting"  // committed with its event; nobody has tried yet, or may before Due
	Sending  DeliveryState = "sending"  // a worker holds it until Due; after that another may take it over
	Retrying DeliveryState = "retrying" // the last attempt failed; Due is the next one
	Sent     DeliveryState = "sent"     // the channel took it
	Logged   DeliveryState = "logged"   // written to the log, because no mail server is set
	Parked   DeliveryState = "parked"   // given up, or refused for good; Error says why
	Unknown  DeliveryState = "unknown"  // it may have been taken or not, and costs: a person decides whether it is sent again
	Dropped  DeliveryState = "dropped"  // there was nothing left to tell; Error is one of the Drop reasons
)

// DeliveryStates are all of them, in the order of a delivery's life.
var DeliveryStates = []DeliveryState{Waiting, Sending, Retrying, Sent, Logged, Parked, Unknown, Dropped}

// What a Dropped delivery has for an Error.
const (
	DropUndone  = "undone"  // the recipient knows the booking as it is: what was done has been undone
	DropGone    = "gone"    // the booking was given up before anybody heard of it
	DropExpired = "expired" // it is too late to be of use
	DropHandled = "handled" // the lead has been answered meanwhile
	DropShown   = "shown"   // the message that stands in the chat already says it
	DropOff     = "off"     // the client wants no reminders
	DropAddress = "address" // mail to the client's address is refused
	DropNowhere = "nowhere" // the booking has no address any more
	DropRole    = "role"    // the member may not know of it any more
	DropBrowser = "browser" // nobody is signed in there any more, or may be told
	DropChat    = "chat"    // the client is told in his chat instead
	DropLeft    = "left"    // the client is told in that chat no more
	DropNoSMS   = "no_sms"  // SMS are off, or not for this; the client wants none, or is told in another way
	DropEmpty   = "empty"   // a specialist's day has no bookings, and he wants no such sheets
	DropPending = "pending" // nobody of the company has confirmed the booking: its number gets no SMS
)

// DropReasons are all of them.
var DropReasons = []string{DropUndone, DropGone, DropExpired, DropHandled, DropShown, DropOff, DropAddress, DropNowhere, DropRole, DropBrowser, DropChat, DropLeft, DropNoSMS, DropEmpty, DropPending}

// Why is what a failed attempt means, for people: Delivery.Error has the other side's own words.
type Why string

const (
	WhyAddress Why = "address" // there is no such mailbox, or it takes no mail
	WhyScript  Why = "script"  // the mailbox's name is in a script that our mail server cannot carry
	WhyRefused Why = "refused" // the message was refused for good
	WhyLater   Why = "later"   // the other side asked to come again
	WhyAway    Why = "away"    // it could not be reached, or did not answer
	WhyAccount Why = "account" // our own mail server, or the bot, does not let us in
	WhyNoBot   Why = "no_bot"  // no bot is set
	WhyBlocked Why = "blocked" // the person has blocked the bot
	WhyKicked  Why = "kicked"  // the bot was removed from the chat
	WhyNoChat  Why = "no_chat" // there is no such chat
	WhyMute    Why = "mute"    // the bot may not write in the chat
	WhyMoved   Why = "moved"   // the group has another id: the next attempt goes there
	WhyEnded   Why = "ended"   // the browser is subscribed no more
	WhyKey     Why = "key"     // the browser has subscribed under another key than ours

	WhyNotTaken  Why = "not_taken"  // the provider of SMS answered that it does not take the message
	WhySMSUnsure Why = "sms_unsure" // it was asked, and has not answered so that we know
	WhySMSSetup  Why = "sms_setup"  // it is not set up, or its secrets cannot be read
	WhySMSDay    Why = "sms_day"    // the company has sent as many SMS as it wants to in a day
	WhySMSMonth  Why = "sms_month"  // likewise in a month
	WhySMSNumber Why = "sms_number" // the number has had enough SMS for a day
)

// Whys are all of them.
var Whys = []Why{WhyAddress, WhyScript, WhyRefused, WhyLater, WhyAway, WhyAccount, WhyNoBot, WhyBlocked, WhyKicked, WhyNoChat, WhyMute, WhyMoved, WhyEnded, WhyKey,
	WhyNotTaken, WhySMSUnsure, WhySMSSetup, WhySMSDay, WhySMSMonth, WhySMSNumber}

// Delivery is one message to one recipient over one channel. It is the guard
// against sending twice (domain.md, "Notifications").
type Delivery struct {
	ID        booking.ID
	Booking   booking.ID // what it is about, or
	Lead      booking.ID // what it is about, or neither
	Event     booking.Event
	Topic     string // see Event.Topic
	Audience  Audience
	Channel   Channel
	Recipient string     // an e-mail address, for Email; the chat's id, for Telegram; a phone, for SMS; see Subscription.Address, for Push. A client's is that of his booking when it is sent
	Name      string     // what the recipient is called: a chat's or a browser's name, "" of a browser that is gone, else the Recipient; lists alone have it
	Locale    string     // the language the recipient reads
	Actor     string     // the name of who did it
	Own       booking.ID // the resource of the specialist to whom it goes as one, "" for anybody else's
	State     DeliveryState
	Attempts  int
	Error     string    // what went wrong last, in the channel's own words; "" when nothing did
	Why       Why       // what that means, "" where nothing went wrong, or nobody knows
	Held      MailHold  // why it waits that could be sent, "" where nothing holds it
	Counted   bool      // against the bounds of mail
	Receipt   string    // the channel's own name of the message that was sent
	Due       time.Time // see Waiting, Sending and Retrying; without meaning in the other states
	CreatedAt time.Time
	UpdatedAt time.Time // when State became what it is
}

// Mistaken says whether a booking's client was written to at another address than he
// has now, and at that one not yet: what came there is nothing that he knows.
func Mistaken(deliveries []Delivery, b booking.Booking, now time.Time) bool {
	if b.Deleted || b.TellNone || b.Contact.Email == "" || b.Status != booking.Pending && b.Status != booking.Confirmed || !b.Start.After(now) {
		return false
	}
	elsewhere := false
	for _, d := range deliveries {
		if d.Audience != ForClient || d.Channel != Email {
			continue
		}
		written := d.State == Sent || d.State == Logged
		switch {
		case d.Recipient != b.Contact.Email:
			elsewhere = elsewhere || written
		case d.Event.Topic() == booking.AboutBooking && d.State != Dropped && d.State != Parked:
			return false
		}
	}
	return elsewhere
}

// Masked is a delivery without its client's address, and without those that a mail
// server's answer names.
func (d Delivery) Masked() Delivery {
	d.Error, d.Actor = booking.MaskText(booking.MaskEmails(d.Error, "")), booking.MaskText(d.Actor)
	if d.Channel == SMS { // a test's too
		d.Recipient = booking.Contact{Phone: d.Recipient}.Masked().Phone
		d.Name, d.Receipt = d.Recipient, booking.MaskText(d.Receipt)
		return d
	}
	if d.Audience == ForClient {
		if d.Channel == Telegram { // the chat of a person, and its name
			d.Name, d.Recipient = "Telegram", ""
			return d
		}
		d.Name = booking.Contact{Email: d.Name}.Masked().Email
		d.Recipient = booking.Contact{Email: d.Recipient}.Masked().Email
	}
	return d
}

// ForOne is a delivery as its company's lists show it: addresses behind the one that was
// written to are nobody's business.
func (d Delivery) ForOne() Delivery {
	if d.Audience == ForClient {
		d.Error = booking.MaskEmails(d.Error, d.Recipient)
	}
	return d
}
