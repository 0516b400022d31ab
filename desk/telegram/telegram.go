package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/compose"
	"okno/notify/telegram"
)

// TelegramUpdate does what somebody wants in Telegram: connect a chat, press a
// button, throw the bot out. whose is the company whose bot it is, or notify.Shared.
// The same update may come twice, and anybody may send any.
func (d *Desk) TelegramUpdate(ctx context.Context, whose booking.CompanyID, u *models.Update) error {
	switch {
	case u.CallbackQuery != nil:
		return d.pressed(ctx, whose, u.CallbackQuery)
	case u.MyChatMember != nil:
		return d.botMoved(ctx, whose, u.MyChatMember)
	case u.Message != nil:
		return d.written(ctx, whose, u.Message)
	}
	return nil
}

// written answers /start, with a token or without, /stop and a phone number, and nothing else.
func (d *Desk) written(ctx context.Context, whose booking.CompanyID, m *models.Message) error {
	if m.Contact != nil {
		return d.shared(ctx, whose, m)
	}
	words := strings.Fields(m.Text)
	if len(words) == 0 {
		return nil
	}
	command, _, _ := strings.Cut(words[0], "@") // in a group: /start@the_bot
	if command != "/start" && command != "/stop" {
		return nil
	}
	locale := "en"
	if m.From != nil {
		locale = compose.BotLocale(m.From.LanguageCode)
	}
	if command == "/stop" {
		return d.stop(ctx, whose, m, locale)
	}
	if len(words) == 1 {
		if m.Chat.Type != models.ChatTypePrivate {
			return nil
		}
		return d.reply(ctx, whose, m.Chat.ID, compose.BotSays(locale, "bot.hello")+"\n\n"+compose.BotSays(locale, "bot.client.hello"))
	}
	if link, ok := d.readClientLink(words[1]); ok {
		return d.connectClient(ctx, whose, m, link, locale)
	}
	return d.connect(ctx, whose, m, words[1], locale)
}

// reply writes plain text into a chat.
func (d *Desk) reply(ctx context.Context, whose booking.CompanyID, chat int64, text string) error {
	one, err := d.Bots.Whose(ctx, whose)
	if err != nil {
		return err
	}
	_, err = one.SendMessage(ctx, &bot.SendMessageParams{ChatID: chat, Text: text})
	return err
}

// botMoved keeps whether the bot still has a place in a chat.
func (d *Desk) botMoved(ctx context.Context, whose booking.CompanyID, m *models.ChatMemberUpdated) error {
	reason := ""
	switch m.NewChatMember.Type {
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		reason = string(telling.WhyKicked)
	}
	chat := strconv.FormatInt(m.Chat.ID, 10)
	companies, err := messagedb.ChatCompanies(ctx, d.DB, chat)
	if err != nil {
		return err
	}
	if err := d.eachOf(ctx, whose, companies, func(company booking.CompanyID) error {
		return messagedb.BreakChat(ctx, d.DB, company, chat, reason)
	}); err != nil {
		return err
	}
	return d.clientMoved(ctx, whose, chat, reason)
}

// eachOf does something for each of the companies for which the bot speaks.
func (d *Desk) eachOf(ctx context.Context, whose booking.CompanyID, companies []booking.CompanyID, do func(booking.CompanyID) error) error {
	for _, company := range companies {
		ours, err := d.speaksFor(ctx, whose, company)
		if err != nil {
			return err
		}
		if !ours {
			continue
		}
		if err := do(company); err != nil && !errors.Is(err, acts.ErrUnchanged) {
			return err
		}
	}
	return nil
}

// speaksFor says whether the bot is the one by which the company speaks.
func (d *Desk) speaksFor(ctx context.Context, whose, company booking.CompanyID) (bool, error) {
	if whose == company {
		return true, nil
	}
	_, speaker, err := d.Bots.Of(ctx, company)
	if errors.Is(err, telegram.ErrNoBot) {
		return false, nil
	}
	return err == nil && speaker == whose, err
}
