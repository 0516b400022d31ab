// Package push is the channel to browsers: messages, encrypted for one of them (RFC 8291), that its maker's push
// service brings there (RFC 8030) and takes from us by our key (VAPID, RFC 8292).
package push

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/SherClockHolmes/webpush-go"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify/channel"
	"okno/notify/guard"
)

const (
	recordSize = 2048 // of what is sent, whatever the message: its length tells nothing
	maxPayload = 1800
	timeout    = 20 * time.Second
	maxPause   = 24 * time.Hour // that a push service can ask for
	maxAnswer  = 1 << 10
)

// Channel is the channel to browsers.
type Channel struct {
	keys    *Keys
	contact string
	client  *http.Client
	now     func() time.Time
}

// New sends under the installation's key. baseURL is where push services find who sends. now tells until when a push
// service asks to wait.
func New(keys *Keys, baseURL string, now func() time.Time) *Channel {
	return newChannel(keys, baseURL, now, guard.Client(timeout))
}

// NewUnguarded sends to any address through the client: to a test's push service on this machine.
func NewUnguarded(keys *Keys, baseURL string, now func() time.Time, client *http.Client) *Channel {
	return newChannel(keys, baseURL, now, client)
}

func newChannel(keys *Keys, baseURL string, now func() time.Time, client *http.Client) *Channel {
	c := &Channel{keys: keys, contact: "okno@localhost", client: client, now: now}
	if strings.HasPrefix(baseURL, "https://") {
		c.contact = baseURL
	}
	return c
}

// Done is Sent.
func (c *Channel) Done() telling.DeliveryState { return telling.Sent }

// payload is what the service worker reads (static/js/sw.js).
type payload struct {
	ID    booking.ID `json:"id"` // the delivery's: a message that comes twice is shown once
	Title string     `json:"title"`
	Body  string     `json:"body"`
	URL   string     `json:"url"` // a path of the panel
	Tag   string     `json:"tag"` // what it is about: the next one takes its place
	Lang  string     `json:"lang"`
}

// Send gives the message to the browser's push service. It has no receipt.
func (c *Channel) Send(ctx context.Context, m channel.Message) (string, error) {
	if m.Push == nil {
		return "", &channel.Refused{Err: &channel.Failure{Why: telling.WhyEnded, Err: errors.New("there is no subscription")}}
	}
	public, private, err := c.keys.pair(ctx)
	if err != nil {
		return "", &channel.Failure{Why: telling.WhyAccount, Err: fmt.Errorf("our key for push services: %w", err)}
	}
	text, err := written(m)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	encode := base64.RawURLEncoding.EncodeToString
	to := &webpush.Subscription{Endpoint: m.Push.To.Endpoint, Keys: webpush.Keys{P256dh: encode(m.Push.To.P256dh), Auth: encode(m.Push.To.Auth)}}
	urgency := webpush.UrgencyNormal
	if m.Push.Urgent {
		urgency = webpush.UrgencyHigh
	}
	answer, err := webpush.SendNotificationWithContext(ctx, text, to, &webpush.Options{
		HTTPClient: c.client, RecordSize: recordSize, Subscriber: c.contact, Topic: topic(m.Push.Tag), TTL: int(m.Push.Keep.Seconds()), Urgency: urgency,
		VAPIDPublicKey: encode(public), VAPIDPrivateKey: encode(private),
	})
	if errors.Is(err, guard.ErrPrivate) {
		return "", &channel.Refused{Err: &channel.Failure{Why: telling.WhyRefused, Err: guard.ErrPrivate}}
	}
	if err != nil {
		return "", &channel.Failure{Why: telling.WhyAway, Err: guard.Hushed(err)}
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	return "", c.understood(answer, string(said))
}

// written is the payload, its body cut to what fits.
func written(m channel.Message) ([]byte, error) {
	p := payload{ID: m.ID, Title: m.Subject, Body: m.Text, URL: m.Push.Path, Tag: m.Push.Tag, Lang: m.Locale}
	for {
		text, err := json.Marshal(p)
		over := len(text) - maxPayload
		if err != nil || over <= 0 || p.Title == "" {
			return text, err
		}
		cut := &p.Body
		if p.Body == "" {
			cut = &p.Title
		}
		runes := []rune(*cut)
		*cut = strings.TrimRight(string(runes[:max(0, len(runes)-1-max(1, over/6))]), " …\n")
		if *cut != "" {
			*cut += "…"
		}
	}
}

// topic lets a later message about the same take an earlier one's place that still waits at the push service: at most 32
// letters of base64url (RFC 8030, 5.4), which an id without its hyphens is.
func topic(tag string) string { return strings.ReplaceAll(tag, "-", "") }

// understood sorts a push service's answers by what they mean (RFC 8030, 5 and 7.3; RFC 8292, 4).
func (c *Channel) understood(answer *http.Response, said string) error {
	err := fmt.Errorf("%s %s", answer.Status, strings.TrimSpace(said))
	failure := func(why telling.Why) error { return &channel.Failure{Why: why, Err: err} }
	switch code := answer.StatusCode; {
	case code/100 == 2:
		return nil
	case code == http.StatusNotFound, code == http.StatusGone:
		return &channel.Refused{Err: failure(telling.WhyEnded)}
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return &channel.Refused{Err: failure(telling.WhyKey)}
	case code == http.StatusTooManyRequests:
		return channel.RetryLater(answer.Header, failure(telling.WhyLater), c.now(), maxPause)
	case code/100 == 5, code == http.StatusRequestTimeout:
		return channel.RetryLater(answer.Header, failure(telling.WhyAway), c.now(), maxPause)
	}
	return &channel.Refused{Err: failure(telling.WhyRefused)}
}
