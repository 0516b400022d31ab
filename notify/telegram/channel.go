// Package telegram is the channel to chats: the bots of the installation and of companies, the messages that
// they send and edit, and what people send back to them.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/booking/telling"
	"okno/notify/channel"
)

// Channel is the channel to chats.
type Channel struct{ bots *Bots }

// New sends by the bots.
func New(bots *Bots) *Channel { return &Channel{bots} }

// Done is Sent.
func (t *Channel) Done() telling.DeliveryState { return telling.Sent }

// Send posts the message. Its receipt is the message's id in the chat.
func (t *Channel) Send(ctx context.Context, m channel.Message) (string, error) {
	one, _, err := t.bots.Of(ctx, m.Company)
	if errors.Is(err, ErrNoBot) || errors.Is(err, errSealed) {
		return "", &channel.Refused{Err: &channel.Failure{Why: telling.WhyNoBot, Err: err}}
	}
	if err != nil {
		return "", err
	}
	sent, err := one.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: m.To, Text: m.Text, ParseMode: models.ParseModeHTML, ReplyMarkup: keyboard(m.Buttons),
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
	})
	if err != nil {
		return "", understood(err)
	}
	return strconv.Itoa(sent.ID), nil
}

// Edit puts another text and other buttons into a message that was sent. A
// message that cannot be edited any more stays as it is.
func (t *Channel) Edit(ctx context.Context, m channel.Message, receipt string) error {
	id, err := strconv.Atoi(receipt)
	if err != nil {
		return nil
	}
	one, _, err := t.bots.Of(ctx, m.Company)
	if err != nil {
		return err
	}
	_, err = one.EditMessageText(ctx, &bot.EditMessageTextParams{
		ChatID: m.To, MessageID: id, Text: m.Text, ParseMode: models.ParseModeHTML, ReplyMarkup: keyboard(m.Buttons),
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
	})
	if err = understood(err); channel.IsRefused(err) {
		return nil
	}
	return err
}

// keyboard has two buttons in a row. A markup without buttons takes those away
// that an edited message had.
func keyboard(buttons []channel.Button) models.InlineKeyboardMarkup {
	rows := [][]models.InlineKeyboardButton{}
	for i, b := range buttons {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], models.InlineKeyboardButton{Text: b.Label, URL: b.URL, CallbackData: b.Data})
	}
	return models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

// understood sorts the Bot API's errors by what it means by them. A chat that is gone,
// or in which the bot may not write, is a matter of the chat, and not of this message alone.
func understood(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*bot.TooManyRequestsError](err); ok {
		return &channel.Later{Err: &channel.Failure{Why: telling.WhyLater, Err: err}, After: time.Duration(e.RetryAfter) * time.Second}
	}
	if e, ok := errors.AsType[*bot.MigrateError](err); ok {
		return &channel.Failure{Why: telling.WhyMoved, Err: &channel.MovedChat{To: strconv.Itoa(e.MigrateToChatID)}}
	}
	says := func(any ...string) bool {
		return slices.ContainsFunc(any, func(text string) bool { return strings.Contains(err.Error(), text) })
	}
	switch {
	case errors.Is(err, bot.ErrorForbidden) && says("blocked by the user"):
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyBlocked, Err: err}}
	case errors.Is(err, bot.ErrorForbidden) && says("kicked", "not a member"):
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyKicked, Err: err}}
	case errors.Is(err, bot.ErrorForbidden) && says("deactivated"):
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyNoChat, Err: err}}
	case errors.Is(err, bot.ErrorForbidden), errors.Is(err, bot.ErrorBadRequest) && says("not enough rights", "have no rights", "CHAT_WRITE_FORBIDDEN"):
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyMute, Err: err}}
	case errors.Is(err, bot.ErrorBadRequest) && says("chat not found", "PEER_ID_INVALID"):
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyNoChat, Err: err}}
	case errors.Is(err, bot.ErrorBadRequest):
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyRefused, Err: err}}
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		//lint:ignore ST1005 a name is written with a capital
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyAccount, Err: fmt.Errorf("Telegram does not know the bot's token: %w", err)}}
	}
	return &channel.Failure{Why: telling.WhyAway, Err: err}
}
