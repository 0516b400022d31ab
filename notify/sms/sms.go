// Package sms is the channel to clients' phones: what a company's own provider of SMS is asked over HTTP, and what its answer
// means. A message costs, so one that may have been taken is never sent again by itself.
package sms

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"okno/booking/telling"
	"okno/notify/channel"
	"okno/notify/guard"
)

const (
	timeout   = 20 * time.Second
	maxAnswer = 64 << 10
	maxKept   = 300           // runes of an answer that are kept
	maxPause  = 2 * time.Hour // that a provider can ask for
)

// Channel is the channel to phones.
type Channel struct {
	Secrets *Secrets
	client  *http.Client
	now     func() time.Time
}

// New sends through companies' providers, on the public web alone. now tells until when a provider asks to wait.
func New(secrets *Secrets, now func() time.Time) *Channel {
	return NewUnguarded(secrets, now, guard.Client(timeout))
}

// NewUnguarded sends through the client: to a provider in one's own network.
func NewUnguarded(secrets *Secrets, now func() time.Time, client *http.Client) *Channel {
	own := *client
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	// A connection that is used again may break before it is answered, and then net/http would ask once more.
	transport, ok := own.Transport.(*http.Transport)
	if !ok {
		transport = &http.Transport{TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: 16 << 10}
	}
	transport = transport.Clone()
	transport.DisableKeepAlives, transport.ForceAttemptHTTP2 = true, false
	own.Transport = transport
	if own.Timeout == 0 {
		own.Timeout = timeout
	}
	return &Channel{secrets, &own, now}
}

// Done is Sent.
func (c *Channel) Done() telling.DeliveryState { return telling.Sent }

// Send asks the company's provider to send the message. The receipt is the provider's answer. A channel.Unsure says that the
// provider was asked and nobody knows what came of it; after any other error it has not taken the message.
func (c *Channel) Send(ctx context.Context, m channel.Message) (string, error) {
	settings, err := c.Secrets.Of(ctx, m.Company)
	if err != nil {
		return "", setupWrong(err)
	}
	p := settings.Provider
	asked := p.Request(telling.SMSMessage{ID: string(m.ID), Phone: m.To, Text: m.Text})
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var begun atomic.Bool // there was a connection, so something may have gone over it
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { begun.Store(true) }})
	r, err := http.NewRequestWithContext(ctx, asked.Method, asked.URL, bytes.NewReader([]byte(asked.Body)))
	if err != nil {
		return "", setupWrong(errors.New("the address or a header cannot be sent"))
	}
	r.Header.Set("User-Agent", "Okno")
	if asked.Type != "" {
		r.Header.Set("Content-Type", asked.Type+"; charset=utf-8")
	}
	for _, h := range asked.Headers {
		r.Header.Set(h.Name, h.Value)
	}
	answer, err := c.client.Do(r)
	if err != nil {
		err = errors.New(p.Unsaid(guard.Hushed(err).Error()))
		if begun.Load() {
			return "", unsure(err)
		}
		return "", unreached(err)
	}
	defer answer.Body.Close()
	said, broken := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	return c.understood(p, answer, string(said), broken)
}

func setupWrong(err error) error {
	return &channel.Refused{Err: &channel.Failure{Why: telling.WhySMSSetup, Err: err}}
}

func unsure(err error) error {
	return &channel.Unsure{Err: &channel.Failure{Why: telling.WhySMSUnsure, Err: err}}
}

// unreached is that nothing was sent: it is tried again, but for an address that we do not call.
func unreached(err error) error {
	if strings.Contains(err.Error(), guard.ErrPrivate.Error()) {
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhySMSSetup, Err: guard.ErrPrivate}}
	}
	return &channel.Failure{Why: telling.WhyAway, Err: err}
}

// understood sorts a provider's answers by what they mean. What a server answers that broke down, or that could not be read to
// its end, does not say whether the message was taken.
func (c *Channel) understood(p telling.SMSProvider, answer *http.Response, said string, broken error) (string, error) {
	kept := brief(p, answer.Status, said)
	err := errors.New(kept)
	switch code := answer.StatusCode; {
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable:
		return "", channel.RetryLater(answer.Header, &channel.Failure{Why: telling.WhyLater, Err: err}, c.now(), maxPause)
	case code/100 == 5, code == http.StatusRequestTimeout:
		return "", unsure(err)
	case code == http.StatusUnauthorized, code == http.StatusForbidden, code/100 == 3, code == http.StatusNotFound:
		return "", setupWrong(err)
	case code/100 != 2:
		return "", notTaken(err)
	case p.HasNot != "" && strings.Contains(said, p.HasNot):
		return "", notTaken(err)
	case p.Has == "" && (p.HasNot == "" || broken == nil), p.Has != "" && strings.Contains(said, p.Has):
		return kept, nil
	case broken != nil:
		return "", unsure(fmt.Errorf("%s (%w)", kept, broken))
	}
	return "", notTaken(err)
}

func notTaken(err error) error {
	return &channel.Refused{Err: &channel.Failure{Why: telling.WhyNotTaken, Err: err}}
}

// brief is an answer in a line, without secrets.
func brief(p telling.SMSProvider, status, said string) string {
	line := []rune(channel.Brief(p.Unsaid(strings.ToValidUTF8(said, "�"))))
	if len(line) > maxKept {
		line = append(line[:maxKept-1], '…')
	}
	return strings.TrimSpace(status + " " + string(line))
}
