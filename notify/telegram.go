package notify

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/booking"
)

// Telegram is the channel to chats.
type Telegram struct{ bots *Bots }

// NewTelegram sends by the bots.
func NewTelegram(bots *Bots) *Telegram { return &Telegram{bots} }

// Done is Sent.
func (t *Telegram) Done() booking.DeliveryState { return booking.Sent }

// Send posts the message. Its receipt is the message's id in the chat.
func (t *Telegram) Send(ctx context.Context, m Message) (string, error) {
	one, _, err := t.bots.Of(ctx, m.Company)
	if errors.Is(err, ErrNoBot) || errors.Is(err, errSealed) {
		return "", &Refused{err}
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
func (t *Telegram) Edit(ctx context.Context, m Message, receipt string) error {
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
	if err = understood(err); isRefused(err) {
		return nil
	}
	return err
}

// keyboard has two buttons in a row. A markup without buttons takes those away
// that an edited message had.
func keyboard(buttons []button) models.InlineKeyboardMarkup {
	rows := [][]models.InlineKeyboardButton{}
	for i, b := range buttons {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], models.InlineKeyboardButton{Text: b.Label, URL: b.URL, CallbackData: b.Data})
	}
	return models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

// later is a failure that says itself when to try again.
type later struct {
	error
	after time.Duration
}

func (l *later) Unwrap() error { return l.error }

// gone is a refusal of the recipient for good, and not of this message alone.
type gone struct{ error }

func (g *gone) Unwrap() error { return g.error }

// movedChat says that a group has another id now.
type movedChat struct{ to string }

func (m *movedChat) Error() string { return "the group has another id now" }

// understood sorts the Bot API's errors.
func understood(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*bot.TooManyRequestsError](err); ok {
		return &later{err, time.Duration(e.RetryAfter) * time.Second}
	}
	if e, ok := errors.AsType[*bot.MigrateError](err); ok {
		return &movedChat{strconv.Itoa(e.MigrateToChatID)}
	}
	switch {
	case errors.Is(err, bot.ErrorForbidden):
		return &Refused{&gone{err}}
	case errors.Is(err, bot.ErrorBadRequest) && strings.Contains(err.Error(), "chat not found"):
		return &Refused{&gone{err}}
	case errors.Is(err, bot.ErrorBadRequest):
		return &Refused{err}
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		return &Refused{fmt.Errorf("Telegram does not know the bot's token: %w", err)}
	}
	return err
}
