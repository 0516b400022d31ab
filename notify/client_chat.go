package notify

import (
	"context"
	"errors"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// ChatConnected tells a client in the chat that he has connected how his booking stands, "" for none, and lets what comes to
// him by the clock about those that he has to come go there as well.
func (o *Outbox) ChatConnected(ctx context.Context, act *db.Act, booked booking.ID, toCome []booking.ID) error {
	var all []telling.Delivery
	if booked != "" {
		told, err := messagedb.TellInChat(ctx, act, booked)
		if err != nil {
			return err
		}
		all = told
	}
	for _, id := range toCome {
		reminders, err := o.planned(ctx, act, id)
		if err != nil {
			return err
		}
		all = append(all, reminders...)
	}
	if len(all) == 0 {
		return nil
	}
	return o.enqueue(ctx, act, messagedb.Telling{Event: booking.BookingCreated}, all)
}

// chatPage is what a booking's client is told of it in his chat, with the buttons of what he may do.
func (w *Worker) chatPage(scope db.Scope, d telling.Delivery, p compose.Page, o messagedb.NotificationContext) compose.Page {
	p.Buttons = compose.ClientButtons(d, scope.Company(), o, p.URL, time.Now())
	p.Notes, p.Off, p.Stop = nil, "", ""
	return p
}

// editedForClient is a client's message in his chat as it should read now.
func (w *Worker) editedForClient(ctx context.Context, scope db.Scope, d messagedb.Claim, o messagedb.NotificationContext) (compose.Page, error) {
	if o.Chat != d.Recipient {
		return compose.Page{}, booking.Fail(booking.NotFound, "error.delivery_unknown") // nobody is told there any more
	}
	voice, err := w.voice(ctx, scope, telling.ForClient, compose.ClientEvent(d.Event, o.Status), d.Locale)
	if err != nil {
		return compose.Page{}, err
	}
	p := compose.ForClient(d.Delivery, toClient(modest(o, voice.Standing)), d.Before, voice, w.Links.visit(scope.Company(), o.Booking, ""))
	p.Outcome = compose.ClientOutcome(d.Locale, d.Told, o)
	return w.chatPage(scope, d.Delivery, p, o), nil
}

// mailInstead tells a client by mail what did not reach him in his chat: he has blocked the bot, or is told there no
// more. Whoever is told by mail as well anyway is not told twice.
func (w *Worker) mailInstead(ctx context.Context, company booking.CompanyID, d *messagedb.Claim, err error) error {
	nothing, isNothing := errors.AsType[dropped](err)
	if d.Audience != telling.ForClient || d.Channel != telling.Telegram || !channel.IsRefused(err) && !(isNothing && nothing.reason == telling.DropLeft) {
		return nil
	}
	if _, err := w.DB.InAct(ctx, company, func(a *db.Act) error {
		mail, err := messagedb.MailInstead(ctx, a, d.ID)
		if err != nil || len(mail) == 0 {
			return err
		}
		return w.outbox.enqueue(ctx, a, messagedb.Telling{Event: d.Event}, mail)
	}); err != nil {
		return err
	}
	w.Wake()
	return nil
}
