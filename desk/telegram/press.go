package telegram

import (
	"context"
	"strconv"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db"
	"okno/db/leaddb"
	"okno/db/messagedb"
	"okno/desk/bookings"
	"okno/notify/compose"
)

// pressed does what a button asks for, as the member whose Telegram pressed it,
// with his rights, and answers him.
func (d *Desk) pressed(ctx context.Context, whose booking.CompanyID, q *models.CallbackQuery) error {
	answer, alert, err := d.press(ctx, whose, q)
	if err != nil {
		answer, alert = compose.BotSays(compose.BotLocale(q.From.LanguageCode), "bot.failed"), true
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
	locale := compose.BotLocale(q.From.LanguageCode)
	stale := compose.BotSays(locale, "bot.stale")
	p, ok := compose.ParsePress(q.Data)
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
	delivery, err := messagedb.Delivery(ctx, scope, p.Delivery)
	message := q.Message.Message
	switch written := delivery.Receipt; { // which may not be written down yet: a hand can be quick
	case booking.CodeOf(err) == booking.NotFound:
		return stale, true, nil
	case err != nil:
		return "", false, err
	case delivery.Channel != telling.Telegram, delivery.Recipient != strconv.FormatInt(message.Chat.ID, 10), p.Action.OfClient() != (delivery.Audience == telling.ForClient):
		return stale, true, nil
	case p.Action.OfClient(): // the question whether to cancel is a message of its own
		return d.pressClient(ctx, whose, scope, q, delivery, p.Action)
	case written != "" && written != strconv.Itoa(message.ID):
		return stale, true, nil
	}
	who, err := messagedb.FindChatMember(ctx, scope, strconv.FormatInt(q.From.ID, 10))
	if booking.CodeOf(err) == booking.NotFound {
		return compose.BotSays(locale, "bot.stranger"), true, nil
	}
	if err != nil {
		return "", false, err
	}
	m := acts.Member{Company: p.Company, User: who.User, Name: who.Name, Role: who.Role, Origin: "telegram"}
	if p.Action == compose.PressCall {
		for _, chat := range []int64{q.From.ID, message.Chat.ID} { // it is said to all who are there
			hides, err := messagedb.HidesContacts(ctx, scope, telling.Telegram, strconv.FormatInt(chat, 10))
			if err != nil || hides {
				return compose.BotSays(who.Locale, "bot.no_right"), true, err
			}
		}
		return d.giveContact(ctx, whose, m, scope, delivery, message, who.Locale)
	}
	if p.Action == compose.PressTake {
		return d.pressTake(ctx, m, scope, delivery, who.Locale)
	}
	return d.pressAnswer(ctx, m, scope, delivery, p.Action, who.Locale)
}

// pressTake takes a lead that nobody has taken.
func (d *Desk) pressTake(ctx context.Context, m acts.Member, scope db.Scope, delivery telling.Delivery, locale string) (string, bool, error) {
	if delivery.Lead == "" {
		return compose.BotSays(locale, "bot.stale"), true, nil
	}
	err := d.Leads.SetLeadStatus(ctx, m, delivery.Lead, webform.LeadNew, webform.LeadInProgress)
	switch booking.CodeOf(err) {
	case booking.Forbidden:
		return compose.BotSays(locale, "bot.no_right"), true, nil
	case booking.NotFound:
		return compose.BotSays(locale, "bot.stale"), true, nil
	case booking.Conflict:
		o, err := leaddb.ReadLeadContext(ctx, scope, delivery.Lead)
		if err != nil {
			return "", false, err
		}
		history, err := scope.LeadHistory(ctx, delivery.Lead)
		return compose.BotSays(locale, "bot.already") + " " + compose.LeadDecided(locale, o, history), true, err
	}
	return compose.BotSays(locale, "bot.taken"), false, err
}

// pressAnswer confirms or rejects, unless that is decided already.
func (d *Desk) pressAnswer(ctx context.Context, m acts.Member, scope db.Scope, delivery telling.Delivery, action compose.PressAction, locale string) (string, bool, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return compose.BotSays(locale, "bot.no_right"), true, nil
	}
	if delivery.Booking == "" {
		return compose.BotSays(locale, "bot.stale"), true, nil
	}
	var done bookings.Done
	var err error
	said := "bot.confirmed"
	if action == compose.PressReject {
		said = "bot.rejected"
		done, err = d.Bookings.Reject(ctx, m, bookings.Target{Booking: delivery.Booking, TellClient: true}, "")
	} else {
		done, err = d.Bookings.Confirm(ctx, m, bookings.Target{Booking: delivery.Booking, TellClient: true})
	}
	switch code := booking.CodeOf(err); {
	case err == nil && done.Act != "":
		return compose.BotSays(locale, said), false, nil
	case err == nil, code == booking.Conflict, code == booking.SlotTaken:
		decided, err := decidedBefore(ctx, scope, delivery.Booking, locale)
		return decided, true, err
	case code == booking.NotFound:
		return compose.BotSays(locale, "bot.stale"), true, nil
	}
	return "", false, err
}

// decidedBefore says how the booking stands, and who decided it.
func decidedBefore(ctx context.Context, scope db.Scope, id booking.ID, locale string) (string, error) {
	notification, err := messagedb.ReadNotificationContext(ctx, scope, id)
	if err != nil {
		return "", err
	}
	history, err := scope.History(ctx, id)
	if err != nil {
		return "", err
	}
	return compose.BotSays(locale, "bot.already") + " " + compose.Decided(locale, notification, history), nil
}

// giveContact answers with the client's contact, which a telephone can call.
func (d *Desk) giveContact(ctx context.Context, whose booking.CompanyID, m acts.Member, scope db.Scope, delivery telling.Delivery, message *models.Message, locale string) (string, bool, error) {
	if err := m.Must(booking.SeeBookings); err != nil {
		return compose.BotSays(locale, "bot.no_right"), true, nil
	}
	var contact booking.Contact
	if delivery.Lead != "" {
		lead, err := leaddb.ReadLeadContext(ctx, scope, delivery.Lead)
		if err != nil {
			return "", false, err
		}
		contact = lead.Contact
	} else {
		notification, err := messagedb.ReadNotificationContext(ctx, scope, delivery.Booking)
		if err != nil {
			return "", false, err
		}
		contact = notification.Contact
	}
	if contact.Phone == "" {
		return compose.BotSays(locale, "bot.no_phone"), true, nil
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
