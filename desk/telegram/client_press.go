package telegram

import (
	"context"
	"errors"
	"strconv"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/desk/bookings"
	"okno/notify/channel"
	"okno/notify/compose"
)

// pressClient does what a client's button asks for, by the rules of his own page, for as long as he is told of the booking in
// that chat.
func (d *Desk) pressClient(ctx context.Context, whose booking.CompanyID, scope db.Scope, q *models.CallbackQuery, delivery telling.Delivery, action compose.PressAction) (string, bool, error) {
	stale := compose.BotSays(delivery.Locale, "bot.client.stale")
	o, err := messagedb.ReadNotificationContext(ctx, scope, delivery.Booking)
	switch {
	case booking.CodeOf(err) == booking.NotFound:
		return stale, true, nil
	case err != nil:
		return "", false, err
	case o.Chat != delivery.Recipient, strconv.FormatInt(q.From.ID, 10) != delivery.Recipient:
		return stale, true, nil
	}
	who, said := bookings.Client{Company: scope.Company(), Booking: delivery.Booking}, ""
	switch action {
	case compose.PressComing:
		said, err = "bot.client.coming", d.ComingByClient(ctx, who, "telegram")
	case compose.PressCancel:
		if said, err = "bot.client.sure", d.askCancel(ctx, whose, scope.Company(), q.Message.Message, delivery, o); err == nil {
			return compose.BotSays(delivery.Locale, said), false, nil
		}
	case compose.PressSurely:
		if said, err = "bot.client.cancelled", d.Bookings.CancelByClient(ctx, who, ""); err == nil {
			_ = d.answered(ctx, whose, q.Message.Message, compose.BotSays(delivery.Locale, said)) // it is done; the press is answered as well
		}
	case compose.PressKeep:
		said, err = "bot.client.kept", d.answered(ctx, whose, q.Message.Message, compose.BotSays(delivery.Locale, "bot.client.kept"))
	}
	switch booking.CodeOf(err) {
	case booking.Conflict, booking.NotFound, booking.TooMany: // too late, by the company's rules, or as the booking stands by now
		return stale, true, nil
	}
	return compose.BotSays(delivery.Locale, said), false, err
}

// askCancel asks whether the booking is really to be cancelled, below the message whose button was pressed. Conflict says that
// its client may not cancel it.
func (d *Desk) askCancel(ctx context.Context, whose, company booking.CompanyID, below *models.Message, delivery telling.Delivery, o messagedb.NotificationContext) error {
	now := d.Now()
	b := booking.Booking{Status: o.Status, Deleted: o.Deleted, Start: o.Start, End: o.End}
	if o.Deleted || !now.Before(o.End) || o.Rules.MayCancel(b, now) != "" {
		return booking.Fail(booking.Conflict, "visit.error.closed")
	}
	one, err := d.Bots.Whose(ctx, whose)
	if err != nil {
		return err
	}
	_, err = one.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: below.Chat.ID, Text: compose.CancelQuestion(delivery.Locale, o.In(delivery.Locale)), ReplyMarkup: inline(compose.CancelButtons(delivery, company)),
		ReplyParameters: &models.ReplyParameters{MessageID: below.ID, AllowSendingWithoutReply: true},
	})
	return err
}

// answered puts the answer into the place of a question, and takes its buttons away.
func (d *Desk) answered(ctx context.Context, whose booking.CompanyID, question *models.Message, text string) error {
	one, err := d.Bots.Whose(ctx, whose)
	if err != nil {
		return err
	}
	_, err = one.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: question.Chat.ID, MessageID: question.ID, Text: text})
	if errors.Is(err, bot.ErrorBadRequest) { // it says so already, or is gone
		return nil
	}
	return err
}

// inline are buttons one below the other.
func inline(buttons []channel.Button) models.InlineKeyboardMarkup {
	var rows [][]models.InlineKeyboardButton
	for _, b := range buttons {
		rows = append(rows, []models.InlineKeyboardButton{{Text: b.Label, CallbackData: b.Data}})
	}
	return models.InlineKeyboardMarkup{InlineKeyboard: rows}
}
