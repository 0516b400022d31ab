package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/requestid"
	"okno/handlers"
	"okno/notify/email"
)

// checkMail says hello to the mail server, and sends nothing.
func (c *Config) checkMail(ctx context.Context) []finding {
	const what = "mail"
	if c.SMTPURL == "" {
		return []finding{note(what, "messages are written to the log and not sent: set OKNO_SMTP_URL")}
	}
	server, err := email.ParseSMTP(c.SMTPURL)
	if err != nil {
		return nil // checkConfiguration has said so
	}
	where := net.JoinHostPort(server.Host, fmt.Sprint(server.Port))
	channel, err := email.NewMail(server, c.MailFrom, time.Now)
	if err == nil {
		err = channel.Hello(ctx)
	}
	if err != nil {
		return []finding{bad(what, "%s: %s. See OKNO_SMTP_URL: host, port, user and password, and whether this machine may connect there", where, booking.LogText(reasonOf(err)))}
	}
	all := []finding{good(what, "%s says hello%s", where, map[bool]string{true: " and lets us in", false: ""}[server.User != ""])}
	if c.MailFrom == "okno@localhost" {
		all = append(all, bad(what, "mail would come from okno@localhost, which most servers refuse: set OKNO_MAIL_FROM"))
	}
	return all
}

// checkTelegram asks whose the installation's token is.
func (c *Config) checkTelegram(ctx context.Context) []finding {
	const what = "telegram"
	if c.Telegram == "" {
		return []finding{note(what, "the installation has no bot; companies may bring their own (OKNO_TELEGRAM_TOKEN)")}
	}
	bots, err := c.newBots(nil, nil)
	if err != nil {
		return nil // checkConfiguration has said so
	}
	name, err := bots.Hello(ctx)
	if err != nil {
		return []finding{bad(what, "%s. See OKNO_TELEGRAM_TOKEN, and whether this machine may connect to the Bot API", booking.LogText(strings.ReplaceAll(reasonOf(err), c.Telegram, "TOKEN")))}
	}
	return []finding{good(what, "@%s answers", name)}
}

// checkAddress asks for the product at the address that users see, and sees by its answer what stands in between.
func (c *Config) checkAddress(ctx context.Context) []finding {
	const what = "base URL"
	base, err := c.baseURL(addr(c.Addr))
	if err != nil {
		return nil // checkConfiguration has said so
	}
	u, err := url.Parse(base)
	if err != nil {
		return []finding{bad(what, "%v", err)}
	}
	own := "doctor-" + requestid.New(rand.Reader)
	answer, err := ask(ctx, base+"/readyz", own)
	if err != nil {
		if c.BaseURL == "" {
			return []finding{note(what, "nobody listens on %s: okno serve does not run", c.Addr)}
		}
		return []finding{bad(what, "%s cannot be reached from here (%s): see that okno serve and the reverse proxy run, and that the name leads to this machine", base, booking.LogText(reasonOf(err)))}
	}
	switch {
	case answer.status >= 300 && answer.status < 400:
		return []finding{bad(what, "%s leads on to %s: set OKNO_BASE_URL to the address that users end at", base, answer.location)}
	case answer.id == "":
		return []finding{bad(what, "what answers at %s (status %d) is not Okno: see the reverse proxy, and OKNO_ADDR in its configuration", base, answer.status)}
	case answer.status == http.StatusMisdirectedRequest:
		return []finding{bad(what, "the reverse proxy does not pass the name on: let it send the header Host as it came")}
	case answer.status == http.StatusServiceUnavailable:
		return []finding{bad(what, "okno serve runs and is not ready: %s", strings.TrimSpace(answer.text))}
	case answer.status != http.StatusOK:
		return []finding{bad(what, "%s/readyz answers with the status %d", base, answer.status)}
	}
	all := []finding{good(what, "%s is ready", base)}
	if socket, err := ask(ctx, base+"/healthz", own, "Connection", "Upgrade", "Upgrade", "websocket"); err == nil && !socket.upgrade {
		all = append(all, bad("proxies", "WebSockets do not get through the reverse proxy, so that open pages are up to 10 seconds late: let it pass on the headers Upgrade and Connection"))
	}
	proxied := u.Scheme == "https" || c.BaseURL != "" && u.Host != c.Addr
	switch trusted := answer.id == own; {
	case trusted:
		all = append(all, good("proxies", "requests come through a proxy of OKNO_PROXIES"))
	case proxied && c.Proxies == "":
		all = append(all, bad("proxies", "requests to %s come through a reverse proxy, and OKNO_PROXIES is not set: all visitors count as one address, and share its limits", base))
	case proxied:
		all = append(all, bad("proxies", "requests to %s do not come from an address in OKNO_PROXIES (%s): all visitors count as one address, and share its limits", base, c.Proxies))
	case c.BaseURL == "" && !onLoopback(c.Addr):
		all = append(all, bad("proxies", "%s is reached without encryption: put a reverse proxy with https before it, and set OKNO_BASE_URL", c.Addr))
	default:
		all = append(all, good("proxies", "none is in between"))
	}
	return all
}

// said is what the address that users see has answered.
type said struct {
	status   int
	id       string // X-Request-Id, which every answer of ours has
	location string
	upgrade  bool // it has seen that the request wants to become a WebSocket
	text     string
}

// ask speaks HTTP/1.1, as browsers do for a WebSocket.
func ask(ctx context.Context, address, id string, header ...string) (said, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return said{}, err
	}
	r.Header.Set("X-Request-Id", id)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, Protocols: new(http.Protocols)}
	transport.Protocols.SetHTTP1(true)
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err
		}
		return said{}, err
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
	return said{
		status: answer.StatusCode, id: answer.Header.Get("X-Request-Id"), location: answer.Header.Get("Location"),
		upgrade: answer.Header.Get(handlers.UpgradeSeen) != "", text: string(text),
	}, nil
}
