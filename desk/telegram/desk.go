// Package telegram is what people do in Telegram: connect a chat, press the buttons of a message, block a bot.
package telegram

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/desk/bookings"
)

// Desk performs the acts that come from Telegram.
type Desk struct {
	*acts.Base
	Bookings *bookings.Desk
	Leads    interface {
		SetLeadStatus(ctx context.Context, m acts.Member, id booking.ID, from, to webform.LeadStatus) error
	}
}
