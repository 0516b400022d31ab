package telegram

import (
	"cmp"
	"context"
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-telegram/bot"

	"okno/booking"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
)

// PublicAPI is the base address of the public Bot API.
const PublicAPI = "https://api.telegram.org"

// Bots are the Telegram bots: the installation's, and those that companies brought.
type Bots struct {
	DB    *db.DB
	API   string       // base address of the Bot API, without a slash at the end
	Token string       // of the installation's bot; "" where it has none
	Seal  *secret.Seal // hides the companies' tokens and signs the webhooks

	Timeout time.Duration // of a call; 0: 15 s

	mu    sync.Mutex
	names map[string]string // a token's bot by its user name, once it was asked for
}

// Shared stands for the installation's bot where bots are named by their company.
const Shared booking.CompanyID = 0

// ErrNoBot says that neither the company nor the installation has a bot.
var ErrNoBot = errors.New("no Telegram bot is set")

// Of is the bot that speaks for a company, and whose it is.
func (b *Bots) Of(ctx context.Context, company booking.CompanyID) (*bot.Bot, booking.CompanyID, error) {
	sealed, err := messagedb.TelegramToken(ctx, b.DB.Of(company))
	switch {
	case err != nil:
		return nil, 0, err
	case sealed != nil:
		token, err := b.unseal(company, sealed)
		if err != nil {
			return nil, 0, err
		}
		one, err := b.open(token)
		return one, company, err
	case b.Token == "":
		return nil, 0, ErrNoBot
	}
	one, err := b.open(b.Token)
	return one, Shared, err
}

// Whose is the bot of a company, or the installation's for Shared.
func (b *Bots) Whose(ctx context.Context, whose booking.CompanyID) (*bot.Bot, error) {
	if whose == Shared {
		if b.Token == "" {
			return nil, ErrNoBot
		}
		return b.open(b.Token)
	}
	one, speaker, err := b.Of(ctx, whose)
	if err == nil && speaker != whose {
		return nil, ErrNoBot
	}
	return one, err
}

// Offered says whether a company's clients can be told in Telegram: own says that it has a bot of its own, mode is the
// telling.ClientChats that it has set.
func (b *Bots) Offered(own bool, mode string) bool {
	return b != nil && (own || b.Token != "") && telling.ClientChats(mode) != telling.ChatsOff
}

// usualTimeout is how long a call may take where Bots.Timeout says nothing.
const usualTimeout = 15 * time.Second

// open bounds a call; a long poll has a client of its own.
func (b *Bots) open(token string) (*bot.Bot, error) {
	client := &http.Client{Timeout: cmp.Or(b.Timeout, usualTimeout), CheckRedirect: stay}
	return bot.New(token, bot.WithSkipGetMe(), bot.WithServerURL(b.api()), bot.WithHTTPClient(time.Minute, client),
		bot.WithErrorsHandler(func(error) {}))
}

// stay follows no redirect: the address of a call names the bot's token, and the Bot API has
// no other place.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (b *Bots) api() string {
	if b.API == "" {
		return PublicAPI
	}
	return strings.TrimRight(b.API, "/")
}

// Name is the user name of a bot, asked for once.
func (b *Bots) Name(ctx context.Context, one *bot.Bot) (string, error) {
	b.mu.Lock()
	name := b.names[one.Token()]
	b.mu.Unlock()
	if name != "" {
		return name, nil
	}
	me, err := one.GetMe(ctx)
	if err != nil {
		return "", err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.names == nil {
		b.names = map[string]string{}
	}
	b.names[one.Token()] = me.Username
	return me.Username, nil
}

// Try asks Telegram whose token it is; the token is sealed for keeping. A channel.Refused says that Telegram does not know it.
func (b *Bots) Try(ctx context.Context, company booking.CompanyID, token string) (name string, sealed []byte, err error) {
	one, err := b.open(token)
	if err != nil {
		return "", nil, err
	}
	if name, err = b.Name(ctx, one); err != nil {
		return "", nil, understood(err)
	}
	sealed, err = b.Seal.Close(sealedFor(company), []byte(token))
	return name, sealed, err
}

// Hook is the address part of a bot's webhook: it names the company, and cannot be made up.
func (b *Bots) Hook(company booking.CompanyID) string {
	raw := binary.BigEndian.AppendUint64(nil, uint64(company))
	return base64.RawURLEncoding.EncodeToString(append(raw, b.sign("hook", company)[:16]...))
}

// HookSecret is what Telegram sends along in a header. It goes with the token, so
// that a bot which the company has given up is not heard any more.
func (b *Bots) HookSecret(whose booking.CompanyID, token string) string {
	return base64.RawURLEncoding.EncodeToString(b.sign("secret "+token, whose))
}

// Genuine says whether secret is the one of the bot that whose has now.
func (b *Bots) Genuine(ctx context.Context, whose booking.CompanyID, secret string) (bool, error) {
	one, err := b.Whose(ctx, whose)
	if errors.Is(err, ErrNoBot) || errors.Is(err, errSealed) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	ok := false
	for _, sign := range b.signs("secret "+one.Token(), whose) { // Telegram learns another one with the next start
		ok = hmac.Equal([]byte(secret), []byte(base64.RawURLEncoding.EncodeToString(sign))) || ok
	}
	return ok, nil
}

// Hooked says whose bot a webhook is; false when the address is none of ours.
// Genuine is still to be asked.
func (b *Bots) Hooked(hook string) (booking.CompanyID, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(hook)
	if err != nil || len(raw) != 8+16 {
		return 0, false
	}
	company := booking.CompanyID(binary.BigEndian.Uint64(raw))
	ok := false
	for _, sign := range b.signs("hook", company) {
		ok = hmac.Equal(raw[8:], sign[:16]) || ok
	}
	return company, ok
}

func (b *Bots) sign(purpose string, whose booking.CompanyID) []byte {
	return b.signs(purpose, whose)[0]
}

// signs are the signature, and what it was under older secrets.
func (b *Bots) signs(purpose string, whose booking.CompanyID) [][]byte {
	return b.Seal.Hashes("telegram "+purpose, strconv.FormatInt(int64(whose), 10))
}

// Reseal seals a company's token under the secret in force, nil where it is.
func (b *Bots) Reseal(company booking.CompanyID, sealed []byte) ([]byte, error) {
	return b.Seal.Reseal(sealedFor(company), sealed)
}

// errSealed says that a token was sealed under another secret.
var errSealed = errors.New("the bot's token cannot be read: OKNO_SECRET is another one than when it was saved")

func (b *Bots) unseal(company booking.CompanyID, sealed []byte) (string, error) {
	token, err := b.Seal.Open(sealedFor(company), sealed)
	if err != nil {
		return "", errSealed
	}
	return string(token), nil
}

// sealedFor binds a token to its company.
func sealedFor(company booking.CompanyID) string {
	return "telegram token of " + strconv.FormatInt(int64(company), 10)
}
