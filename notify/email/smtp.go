package email

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// SMTP is where mail is handed over.
type SMTP struct {
	Host     string
	Port     int
	TLS      bool // from the first byte
	StartTLS bool // nothing is said to a server that does not offer it; else it is used where it is offered
	User     string
	Password string
	Timeout  time.Duration // bounds each half of a conversation: up to signing in, and from there to the end
}

const mailTimeout = 15 * time.Second

// The ports of message submission: RFC 6409 and RFC 8314.
const (
	submissionPort  = 587
	submissionsPort = 465
)

// ParseSMTP reads smtp://[user:password@]host[:port][?tls=required|optional] or smtps://…; what is
// special in a URL is percent-encoded in user and password. Mails have links that open accounts,
// so that smtp:// wants STARTTLS of every server but one on this machine; tls=optional takes one
// that has none, and no password goes to it. Errors do not repeat the address,
// because it may hold the password.
func ParseSMTP(address string) (SMTP, error) {
	u, err := url.Parse(address)
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err
		}
		if _, ok := errors.AsType[url.EscapeError](err); !ok {
			return SMTP{}, errors.New("the mail server's address is not like smtps://user:password@host:465")
		}
		return SMTP{}, errors.New("the mail server's address has a % that is not followed by two hexadecimal digits; write %25 for a % in the password")
	}
	s := SMTP{Host: u.Hostname(), User: u.User.Username(), Timeout: mailTimeout}
	s.Password, _ = u.User.Password()
	switch u.Scheme {
	case "smtp":
		s.Port = submissionPort
	case "smtps":
		s.Port, s.TLS = submissionsPort, true
	default:
		return SMTP{}, errors.New("the mail server's address begins with neither smtp:// nor smtps://")
	}
	switch {
	case s.Host == "":
		return SMTP{}, errors.New("the mail server's address names no host")
	case u.Path != "" && u.Path != "/", u.RawQuery != "" && !knownTLS(u), u.Fragment != "":
		return SMTP{}, errors.New("the mail server's address goes on after the port; percent-encode / ? and # in the password; what may follow is ?tls=required or ?tls=optional")
	case s.User == "" && s.Password != "":
		return SMTP{}, errors.New("the mail server's address has a password but no user")
	}
	switch u.Query().Get("tls") {
	case "required":
		s.StartTLS = !s.TLS
	case "optional":
		if s.Password != "" && !s.TLS && !onThisMachine(s.Host) {
			return SMTP{}, errors.New("the mail server's address has a password, which may not go over a line that is not encrypted: leave out tls=optional")
		}
	default:
		s.StartTLS = !s.TLS && !onThisMachine(s.Host)
	}
	if p := u.Port(); p != "" {
		if s.Port, err = strconv.Atoi(p); err != nil || s.Port < 1 || s.Port > 65535 {
			return SMTP{}, fmt.Errorf("the mail server's port is %s, not from 1 to 65535", p)
		}
	}
	return s, nil
}

func knownTLS(u *url.URL) bool {
	query, err := url.ParseQuery(u.RawQuery)
	tls := query.Get("tls")
	return err == nil && len(query) == 1 && len(query["tls"]) == 1 && (tls == "required" || tls == "optional")
}

// onThisMachine says whether nothing that is said to the host leaves the machine.
func onThisMachine(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
