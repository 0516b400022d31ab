package main

import (
	"net"
	"net/mail"
	"time"

	"okno/notify/email"
)

// checkConfiguration reads all settings as the other commands do.
func (c *Config) checkConfiguration() []finding {
	const what = "configuration"
	var all []finding
	try := func(err error) {
		if err != nil {
			all = append(all, bad(what, "%v", err))
		}
	}
	_, err := c.logger()
	try(err)
	if c.DatabaseURL == "" || c.Secret != "" || c.OldSecret != "" {
		_, err = c.seal()
	} else {
		_, err = c.secret()
	}
	try(err)
	_, err = c.proxies()
	try(err)
	_, err = c.baseURL(addr(c.Addr))
	try(err)
	_, err = c.newBots(nil, nil)
	try(err)
	if c.SMTPURL != "" {
		_, err = email.ParseSMTP(c.SMTPURL)
		try(err)
	}
	if _, err := mail.ParseAddress(c.MailFrom); err != nil {
		all = append(all, bad(what, "OKNO_MAIL_FROM is %q, not an email address", c.MailFrom))
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		all = append(all, bad(what, "OKNO_ADDR is %q, not an address like 127.0.0.1:8080", c.Addr))
	}
	if len(all) == 0 {
		all = append(all, good(what, "all settings can be read"))
	}
	if c.MetricsListen != "" && !onLoopback(c.MetricsListen) {
		all = append(all, note(what, "OKNO_METRICS_LISTEN is %s: whoever reaches that address sees the process from inside; let only your Prometheus reach it", c.MetricsListen))
	}
	if c.OwnNetwork == "on" {
		all = append(all, note(what, "OKNO_SMS_OWN_NETWORK is on: whoever may change a company's settings can have this machine ask addresses in its own network"))
	}
	if c.PublicLimits == "off" {
		all = append(all, note(what, "OKNO_PUBLIC_LIMITS is off: nothing bounds what one address may ask"))
	}
	return all
}

func onLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// written is when this program was written: a clock before it is wrong.
var written = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// checkClock looks at this machine's clock; checkDatabase compares it with the database's.
func (*Config) checkClock(now time.Time) finding {
	const what = "clock"
	if now.Before(written) {
		return bad(what, "it is %s here, before this program was written: set the clock, and let it be kept by NTP (timedatectl set-ntp true)", now.UTC().Format(time.RFC3339))
	}
	if synchronised, known := clockKept(); known && !synchronised {
		return note(what, "%s; the system does not say that it is kept by NTP (timedatectl set-ntp true)", now.UTC().Format(time.RFC3339))
	}
	return good(what, "%s", now.UTC().Format(time.RFC3339))
}
