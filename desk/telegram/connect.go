package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/db/peopledb"
	"okno/notify/compose"
	"okno/notify/telegram"
)

// LinkAge is how long a link that connects a chat is good for.
const LinkAge = 15 * time.Minute

// TelegramLink is a link that connects one chat, once.
type TelegramLink struct {
	URL   string
	Token string // what the panel asks by whether it has been used
	Bot   string
}

// LinkTelegram makes a link for the member's own chat, a specialist's as well, or for a group, which is
// a matter of the setup. Conflict says that there is no bot.
func (d *Desk) LinkTelegram(ctx context.Context, m acts.Member, group bool) (TelegramLink, error) {
	right := telegramRight(m.Role, group)
	if err := m.Must(right); err != nil {
		return TelegramLink{}, err
	}
	name, err := d.botName(ctx, m.Company)
	if err != nil {
		return TelegramLink{}, err
	}
	raw := make([]byte, 24)
	if _, err := io.ReadFull(d.Random, raw); err != nil {
		return TelegramLink{}, err
	}
	token := base64.RawURLEncoding.EncodeToString(raw)
	now := d.Now()
	err = d.ActAs(ctx, &m, right, func(a *db.Act) error {
		return messagedb.InsertTelegramLink(ctx, a, messagedb.TelegramLink{
			Hash: HashTelegramToken(token), User: m.User, Group: group, Expires: now.Add(LinkAge),
		}, now)
	})
	kind := "?start="
	if group {
		kind = "?startgroup="
	}
	return TelegramLink{URL: "https://t.me/" + name + kind + token, Token: token, Bot: name}, err
}

// telegramRight is the right by which a chat of somebody's own, or a group, is connected: a specialist is told there of his own.
func telegramRight(role booking.Role, group bool) booking.Right {
	switch {
	case group:
		return booking.ChangeSetup
	case role == booking.Specialist:
		return booking.SeeOwn
	}
	return booking.SeeBookings
}

// botName asks for the bot by which the company speaks.
func (d *Desk) botName(ctx context.Context, company booking.CompanyID) (string, error) {
	one, _, err := d.Bots.Of(ctx, company)
	if errors.Is(err, telegram.ErrNoBot) {
		return "", booking.Fail(booking.Conflict, "error.no_bot")
	}
	if err != nil {
		return "", err
	}
	name, err := d.Bots.Name(ctx, one)
	if err != nil {
		return "", &booking.Error{Code: booking.Conflict, Sentence: booking.Say("error.bot_silent"), Err: err}
	}
	return name, nil
}

// HashTelegramToken is what is kept of a link's token.
func HashTelegramToken(token string) []byte {
	sum := sha256.Sum256([]byte("okno telegram link " + token))
	return sum[:]
}

// connect uses a link in the chat in which its token was said, and answers there.
func (d *Desk) connect(ctx context.Context, whose booking.CompanyID, m *models.Message, token, locale string) error {
	said, err := d.useLink(ctx, whose, m, token, locale)
	if err != nil {
		return err
	}
	return d.reply(ctx, whose, m.Chat.ID, said)
}

func (d *Desk) useLink(ctx context.Context, whose booking.CompanyID, m *models.Message, token, locale string) (string, error) {
	refuse := func(id string) (string, error) { return compose.BotSays(locale, id), nil }
	hash := HashTelegramToken(token)
	link, err := messagedb.FindTelegramLink(ctx, d.DB, hash)
	if booking.CodeOf(err) == booking.NotFound {
		return refuse("bot.link_unknown")
	}
	if err != nil {
		return "", err
	}
	ours, err := d.speaksFor(ctx, whose, link.Company)
	now := d.Now()
	switch private := m.Chat.Type == models.ChatTypePrivate; {
	case err != nil && !errors.Is(err, telegram.ErrNoBot):
		return "", err
	case !ours:
		return refuse("bot.link_unknown")
	case link.Used:
		return refuse("bot.link_used")
	case !now.Before(link.Expires):
		return refuse("bot.link_expired")
	case link.Group && private:
		return refuse("bot.link_group")
	case !link.Group && !private:
		return refuse("bot.link_private")
	}
	voice, err := messagedb.ReadVoice(ctx, d.DB.Of(link.Company), telling.ForTeam, booking.TestMessage, locale)
	if err != nil {
		return "", err
	}
	err = d.Act(ctx, link.Company, func(a *db.Act) error { return useLinkIn(ctx, a, link, m, now) })
	if booking.CodeOf(err) == booking.Conflict {
		return refuse("bot.link_used")
	}
	return compose.BotSays(locale, "bot.connected", "Company", voice.SenderName), err
}

func useLinkIn(ctx context.Context, a *db.Act, link messagedb.TelegramLink, m *models.Message, now time.Time) error {
	r := telling.Recipient{
		Kind: telling.RecipientChat, User: link.User, Name: chatName(m), Address: strconv.FormatInt(m.Chat.ID, 10),
		Group: link.Group, Rules: telling.DefaultRules(),
	}
	maker, err := peopledb.PostOf(ctx, a, link.User)
	if err != nil {
		return err
	}
	if !maker.Role.May(telegramRight(maker.Role, link.Group)) {
		return booking.Fail(booking.Conflict, "error.link_used") // whoever made it may not any more
	}
	if maker.Role == booking.Specialist {
		r.Rules = telling.OwnRules
	}
	who, err := messagedb.MemberLocale(ctx, a.Scope, link.User)
	if err != nil {
		return err
	}
	if r.Locale = who; r.Group {
		r.User, r.MadeBy = 0, link.User
	}
	id, err := messagedb.PutRecipient(ctx, a, r)
	if err != nil {
		return err
	}
	first, err := messagedb.UseTelegramLink(ctx, a, link.Hash, id, now)
	if err == nil && !first {
		return booking.Fail(booking.Conflict, "error.link_used")
	}
	return err
}

// chatName is what the panel calls a chat.
func chatName(m *models.Message) string {
	name := m.Chat.Title
	if name == "" {
		name = strings.TrimSpace(m.Chat.FirstName + " " + m.Chat.LastName)
	}
	if name == "" {
		name = m.Chat.Username
	}
	name, _ = booking.CleanLine(name, booking.MaxName)
	if runes := []rune(name); len(runes) > booking.MaxName {
		name = string(runes[:booking.MaxName])
	}
	return name
}
