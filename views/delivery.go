package views

import (
	"slices"
	"time"

	"okno/booking/telling"
)

// Delivery is one message about the booking.
type Delivery struct {
	Event     string // booking_created, ...
	Channel   string // one of telling.Channels
	Recipient string
	State     string // one of booking.DeliveryStates
	At        time.Time
	Error     string // of the last attempt, "" where there was none; why it was dropped
	Why       telling.Why
	Held      telling.MailHold // what it waits for, or how it went
}

// Message is a delivery in words.
type Message struct {
	What, Recipient, When, State, Error string
	Icon                                string
	Bad                                 bool
}

// DeliveryIcons are the icons of the states; of any other it is the clock.
var DeliveryIcons = map[string]string{
	"sent": "mail-check", "logged": "scroll-text", "retrying": "rotate-cw", "parked": "triangle-alert", "unknown": "circle-question-mark", "dropped": "ban",
}

// DeliveryMessage puts a delivery into words, its time in the zone.
func DeliveryMessage(w *Words, zone *time.Location, m Delivery) Message {
	out := Message{
		What:      w.T("event." + m.Event),
		Recipient: m.Recipient,
		When:      w.Moment(m.At.In(zone)),
		State:     w.T("delivery." + m.State),
		Error:     m.Error,
		Icon:      "clock",
		Bad:       m.State == "retrying" || m.State == "parked" || m.State == "unknown",
	}
	if m.Channel == string(telling.SMS) {
		out.Recipient = w.Phone(m.Recipient)
	}
	if out.Recipient == "" {
		out.Recipient = w.T("delivery.browser")
	}
	if icon, ok := DeliveryIcons[m.State]; ok {
		out.Icon = icon
	}
	switch {
	case slices.Contains(telling.DropReasons, m.Error):
		out.Error = w.T("drop." + m.Error)
		if m.Error == telling.DropAddress { // it would have been needed
			out.State, out.Icon, out.Bad = w.T("delivery.parked"), DeliveryIcons["parked"], true
		}
	case m.Why != "":
		out.Error = w.T("why." + string(m.Why))
		if m.Error != "" && m.Why != telling.WhyScript {
			out.Error += " (" + m.Error + ")"
		}
	}
	if m.Held != "" {
		out.State, out.Icon, out.Bad = w.T("delivery.held"), "clock", false
		if out.Error = w.T("held." + string(m.Held)); m.Held == telling.HeldDigest {
			out.State, out.Icon = w.T("delivery.sent"), DeliveryIcons["sent"]
		}
	}
	return out
}
