package notify

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
		return "", &Refused{&because{booking.WhyNoBot, err}}
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

// movedChat says that a group has another id now.
type movedChat struct{ to string }

func (m *movedChat) Error() string { return "the group has another id now" }

// understood sorts the Bot API's errors by what it means by them. A chat that is gone,
// or in which the bot may not write, is a matter of the chat, and not of this message alone.
func understood(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*bot.TooManyRequestsError](err); ok {
		return &later{&because{booking.WhyLater, err}, time.Duration(e.RetryAfter) * time.Second}
	}
	if e, ok := errors.AsType[*bot.MigrateError](err); ok {
		return &because{booking.WhyMoved, &movedChat{strconv.Itoa(e.MigrateToChatID)}}
	}
	says := func(any ...string) bool {
		return slices.ContainsFunc(any, func(text string) bool { return strings.Contains(err.Error(), text) })
	}
	switch {
	case errors.Is(err, bot.ErrorForbidden) && says("blocked by the user"):
		return &Refused{&because{booking.WhyBlocked, err}}
	case errors.Is(err, bot.ErrorForbidden) && says("kicked", "not a member"):
		return &Refused{&because{booking.WhyKicked, err}}
	case errors.Is(err, bot.ErrorForbidden) && says("deactivated"):
		return &Refused{&because{booking.WhyNoChat, err}}
	case errors.Is(err, bot.ErrorForbidden), errors.Is(err, bot.ErrorBadRequest) && says("not enough rights", "have no rights", "CHAT_WRITE_FORBIDDEN"):
		return &Refused{&because{booking.WhyMute, err}}
	case errors.Is(err, bot.ErrorBadRequest) && says("chat not found", "PEER_ID_INVALID"):
		return &Refused{&because{booking.WhyNoChat, err}}
	case errors.Is(err, bot.ErrorBadRequest):
		return &Refused{&because{booking.WhyRefused, err}}
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		return &Refused{&because{booking.WhyAccount, fmt.Errorf("Telegram does not know the bot's token: %w", err)}}
	}
	return &because{booking.WhyAway, err}
}

// ofChat says whether a failure means that nothing reaches the chat any more.
func ofChat(why booking.Why) bool {
	return why == booking.WhyBlocked || why == booking.WhyKicked || why == booking.WhyNoChat || why == booking.WhyMute
}
