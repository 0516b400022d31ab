package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/booking"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// Update is what somebody did in Telegram.
type Update = models.Update

// Updates brings what people do in Telegram: by a webhook where users see a
// public https address, else by long polling. Any number of processes may run
// it; an advisory lock lets one of them poll a bot.
type Updates struct {
	Bots    *Bots
	BaseURL string // without a slash at the end
	// Handle is called with every update of a bot, the company's or Shared. The
	// same one may come twice.
	Handle func(ctx context.Context, whose booking.CompanyID, u *models.Update) error
	Log    *slog.Logger
}

const (
	botsEvery = 3 * time.Second  // how often it is looked which bots there are
	pollFor   = 25 * time.Second // how long Telegram holds a poll that has nothing to tell
	pollPause = 2 * time.Second  // after a failure
)

// wanted are the kinds of update that are asked for.
var wanted = []string{"message", "callback_query", "my_chat_member"}

// Run follows every bot until ctx ends.
func (u *Updates) Run(ctx context.Context) error {
	var all sync.WaitGroup
	defer all.Wait()
	type one struct {
		whose booking.CompanyID
		token string
	}
	followed := map[one]context.CancelFunc{}
	for {
		tokens, err := u.Bots.tokens(ctx)
		if err != nil && ctx.Err() == nil {
			u.Log.WarnContext(ctx, "the Telegram bots could not be read; trying on", "error", err)
		}
		for who, stop := range followed {
			if err == nil && tokens[who.whose] != who.token {
				stop()
				delete(followed, who)
			}
		}
		for whose, token := range tokens {
			who := one{whose, token}
			if followed[who] != nil {
				continue
			}
			follow, stop := context.WithCancel(ctx)
			followed[who] = stop
			all.Go(func() { defer stop(); u.follow(follow, whose, token) })
		}
		if !pause(ctx, botsEvery) {
			return nil
		}
	}
}

// tokens are those of all bots, by whose they are.
func (b *Bots) tokens(ctx context.Context) (map[booking.CompanyID]string, error) {
	bots, err := messagedb.CompanyBots(ctx, b.DB)
	if err != nil {
		return nil, err
	}
	tokens := map[booking.CompanyID]string{}
	if b.Token != "" {
		tokens[Shared] = b.Token
	}
	for _, own := range bots {
		if token, err := b.unseal(own.Company, own.Sealed); err == nil && token != b.Token {
			tokens[own.Company] = token
		}
	}
	return tokens, nil
}

// follow sets the webhook once, or polls.
func (u *Updates) follow(ctx context.Context, whose booking.CompanyID, token string) {
	log := u.Log.With("company", whose)
	one, err := u.Bots.open(token)
	if err != nil {
		log.ErrorContext(ctx, "a Telegram bot cannot be used", "error", err)
		return
	}
	for ctx.Err() == nil {
		if u.public() {
			_, err = one.SetWebhook(ctx, &bot.SetWebhookParams{
				URL: u.BaseURL + "/telegram/" + u.Bots.Hook(whose), SecretToken: u.Bots.HookSecret(whose, token), AllowedUpdates: wanted,
			})
			if err == nil {
				return
			}
		} else {
			err = u.pollAlone(ctx, whose, one)
		}
		if err != nil && ctx.Err() == nil {
			log.WarnContext(ctx, "a Telegram bot does not answer; trying on", "error", err)
		}
		pause(ctx, pollPause)
	}
}

// public says whether Telegram can be expected to reach us.
func (u *Updates) public() bool {
	base, err := url.Parse(u.BaseURL)
	return err == nil && base.Scheme == "https"
}

// pollAlone polls while this process holds the bot's lock; an error, or another
// process having the lock, ends it.
func (u *Updates) pollAlone(ctx context.Context, whose booking.CompanyID, one *bot.Bot) error {
	lock, mine, err := u.Bots.DB.TryLock(ctx, fmt.Sprintf("okno telegram %d", whose))
	if err != nil || !mine {
		return err
	}
	defer lock.Release()
	if _, err := one.DeleteWebhook(ctx, &bot.DeleteWebhookParams{}); err != nil {
		return err
	}
	var offset int64
	for ctx.Err() == nil {
		if err := lock.Held(ctx); err != nil {
			return err
		}
		updates, err := u.poll(ctx, one.Token(), offset)
		if err != nil {
			return err
		}
		for i := range updates {
			// One that cannot be handled is left: it would stand in the way of all others.
			if err := u.Handle(ctx, whose, &updates[i]); err != nil && ctx.Err() == nil {
				u.Log.ErrorContext(ctx, "a Telegram update could not be handled", "company", whose, "error", err)
			}
			offset = updates[i].ID + 1
		}
	}
	return nil
}

// patient is the client of long polls.
var patient = &http.Client{Timeout: pollFor + 15*time.Second, CheckRedirect: stay}

// poll asks for what came after offset; with that, Telegram forgets what came
// before, so that nothing is forgotten that was not handled.
func (u *Updates) poll(ctx context.Context, token string, offset int64) ([]models.Update, error) {
	body, err := json.Marshal(map[string]any{"offset": offset, "timeout": int(pollFor.Seconds()), "allowed_updates": wanted})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.Bots.api()+"/bot"+token+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("the Bot API's address cannot be read") // the error would name the token
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := patient.Do(r)
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err
		}
		return nil, err
	}
	defer response.Body.Close()
	var answer struct {
		OK          bool            `json:"ok"`
		Result      []models.Update `json:"result"`
		Description string          `json:"description"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, response.Body, 8<<20)).Decode(&answer); err != nil {
		return nil, err
	}
	if !answer.OK {
		return nil, errors.New("getUpdates: " + channel.Brief(answer.Description))
	}
	return answer.Result, nil
}

// pause waits, and says whether ctx is still on.
func pause(ctx context.Context, wait time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(wait):
		return true
	}
}
