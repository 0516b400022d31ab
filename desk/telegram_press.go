package desk

import (
	"context"
	"strconv"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/booking"
	"okno/db"
	"okno/notify"
)

// pressed does what a button asks for, as the member whose Telegram pressed it,
// with his rights, and answers him.
func (d *Desk) pressed(ctx context.Context, whose booking.CompanyID, q *models.CallbackQuery) error {
	answer, alert, err := d.press(ctx, whose, q)
	if err != nil {
		answer, alert = notify.BotSays(notify.BotLocale(q.From.LanguageCode), "bot.failed"), true
	}
	one, failed := d.Bots.Whose(ctx, whose)
	if failed == nil {
		_, failed = one.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: q.ID, Text: answer, ShowAlert: alert})
	}
	if err != nil {
		return err
	}
	return failed
}

// press gives the answer, and whether it has to be acknowledged.
func (d *Desk) press(ctx context.Context, whose booking.CompanyID, q *models.CallbackQuery) (string, bool, error) {
	locale := notify.BotLocale(q.From.LanguageCode)
	stale := notify.BotSays(locale, "bot.stale")
	p, ok := notify.ParsePress(q.Data)
	if !ok || q.Message.Message == nil {
		return stale, true, nil
	}
	ours, err := d.speaksFor(ctx, whose, p.Company)
	if err != nil {
		return "", false, err
	}
	if !ours {
		return stale, true, nil
	}
	scope := d.DB.Of(p.Company)
	delivery, err := scope.Delivery(ctx, p.Delivery)
	message := q.Message.Message
	switch written := delivery.Receipt; { // which may not be written down yet: a hand can be quick
	case booking.CodeOf(err) == booking.NotFound:
		return stale, true, nil
	case err != nil:
		return "", false, err
	case delivery.Channel != booking.Telegram, delivery.Recipient != strconv.FormatInt(message.Chat.ID, 10), written != "" && written != strconv.Itoa(message.ID):
		return stale, true, nil
	}
	who, err := scope.ChatMember(ctx, strconv.FormatInt(q.From.ID, 10))
	if booking.CodeOf(err) == booking.NotFound {
		return notify.BotSays(locale, "bot.stranger"), true, nil
	}
	if err != nil {
		return "", false, err
	}
	m := Member{Company: p.Company, User: who.User, Name: who.Name, Role: who.Role, Origin: "telegram"}
	if p.Action == notify.PressCall {
		for _, chat := range []int64{q.From.ID, message.Chat.ID} { // it is said to all who are there
			hides, err := scope.HidesContacts(ctx, booking.Telegram, strconv.FormatInt(chat, 10))
			if err != nil || hides {
				return notify.BotSays(who.Locale, "bot.no_right"), true, err
			}
		}
		return d.giveContact(ctx, whose, m, scope, delivery, message, who.Locale)
	}
	if p.Action == notify.PressTake {
		return d.pressTake(ctx, m, scope, delivery, who.Locale)
	}
	return d.pressAnswer(ctx, m, scope, delivery, p.Action, who.Locale)
}

// pressTake takes a lead that nobody has taken.
func (d *Desk) pressTake(ctx context.Context, m Member, scope db.Scope, delivery booking.Delivery, locale string) (string, bool, error) {
	if delivery.Lead == "" {
		return notify.BotSays(locale, "bot.stale"), true, nil
	}
	err := d.SetLeadStatus(ctx, m, delivery.Lead, booking.LeadNew, booking.LeadInProgress)
	switch booking.CodeOf(err) {
	case booking.Forbidden:
		return notify.BotSays(locale, "bot.no_right"), true, nil
	case booking.NotFound:
		return notify.BotSays(locale, "bot.stale"), true, nil
	case booking.Conflict:
		o, err := scope.LeadContext(ctx, delivery.Lead)
		if err != nil {
			return "", false, err
		}
		history, err := scope.LeadHistory(ctx, delivery.Lead)
		return notify.BotSays(locale, "bot.already") + " " + notify.LeadDecided(locale, o, history), true, err
	}
	return notify.BotSays(locale, "bot.taken"), false, err
}

// pressAnswer confirms or rejects, unless that is decided already.
func (d *Desk) pressAnswer(ctx context.Context, m Member, scope db.Scope, delivery booking.Delivery, action notify.PressAction, locale string) (string, bool, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return notify.BotSays(locale, "bot.no_right"), true, nil
	}
	if delivery.Booking == "" {
		return notify.BotSays(locale, "bot.stale"), true, nil
	}
	var done Done
	var err error
	said := "bot.confirmed"
	if action == notify.PressReject {
		said = "bot.rejected"
		done, err = d.Reject(ctx, m, Target{Booking: delivery.Booking, TellClient: true}, "")
	} else {
		done, err = d.Confirm(ctx, m, Target{Booking: delivery.Booking, TellClient: true})
	}
	switch code := booking.CodeOf(err); {
	case err == nil && done.Act != "":
		return notify.BotSays(locale, said), false, nil
	case err == nil, code == booking.Conflict, code == booking.SlotTaken:
		decided, err := decidedBefore(ctx, scope, delivery.Booking, locale)
		return decided, true, err
	case code == booking.NotFound:
		return notify.BotSays(locale, "bot.stale"), true, nil
	}
	return "", false, err
}

// decidedBefore says how the booking stands, and who decided it.
func decidedBefore(ctx context.Context, scope db.Scope, id booking.ID, locale string) (string, error) {
	notification, err := scope.NotificationContext(ctx, id)
	if err != nil {
		return "", err
	}
	history, err := scope.History(ctx, id)
	if err != nil {
		return "", err
	}
	return notify.BotSays(locale, "bot.already") + " " + notify.Decided(locale, notification, history), nil
}

// giveContact answers with the client's contact, which a telephone can call.
func (d *Desk) giveContact(ctx context.Context, whose booking.CompanyID, m Member, scope db.Scope, delivery booking.Delivery, message *models.Message, locale string) (string, bool, error) {
	if err := m.Must(booking.SeeBookings); err != nil {
		return notify.BotSays(locale, "bot.no_right"), true, nil
	}
	var contact booking.Contact
	if delivery.Lead != "" {
		lead, err := scope.LeadContext(ctx, delivery.Lead)
		if err != nil {
			return "", false, err
		}
		contact = lead.Contact
	} else {
		notification, err := scope.NotificationContext(ctx, delivery.Booking)
		if err != nil {
			return "", false, err
		}
		contact = notification.Contact
	}
	if contact.Phone == "" {
		return notify.BotSays(locale, "bot.no_phone"), true, nil
	}
	one, err := d.Bots.Whose(ctx, whose)
	if err != nil {
		return "", false, err
	}
	if contact.Name == "" {
		contact.Name = contact.Phone
	}
	_, err = one.SendContact(ctx, &bot.SendContactParams{
		ChatID: message.Chat.ID, PhoneNumber: contact.Phone, FirstName: contact.Name,
		ReplyParameters: &models.ReplyParameters{MessageID: message.ID, AllowSendingWithoutReply: true},
	})
	return "", false, err
}
