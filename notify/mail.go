package notify

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"okno/booking"
)

// Mail is the e-mail channel over an SMTP server.
type Mail struct {
	client *mail.Client
	from   *netmail.Address
	domain string // the right-hand side of Message-ID
	now    func() time.Time
}

// NewMail takes the sender as an address with or without a name. It does not
// connect. A password is never sent over an unencrypted connection in the clear.
func NewMail(s SMTP, from string, now func() time.Time) (*Mail, error) {
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender of mail, %q, is not an e-mail address", from)
	}
	options := []mail.Option{
		mail.WithPort(s.Port), mail.WithTimeout(s.Timeout), mail.WithTLSPolicy(mail.TLSOpportunistic),
	}
	if s.TLS {
		options = append(options, mail.WithSSL())
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	client, err := mail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("the mail server's settings: %w", err)
	}
	domain := sender.Address[strings.LastIndexByte(sender.Address, '@')+1:]
	return &Mail{client: client, from: sender, domain: domain, now: now}, nil
}

// Done is Sent.
func (m *Mail) Done() booking.DeliveryState { return booking.Sent }

// Send hands the message over in a connection of its own. There is no receipt:
// the Message-ID is the delivery's.
func (m *Mail) Send(ctx context.Context, message Message) (string, error) {
	return "", m.send(ctx, message)
}

func (m *Mail) send(ctx context.Context, message Message) error {
	letter, err := m.letter(message)
	if err != nil {
		return &Refused{err}
	}
	err = m.client.DialAndSendWithContext(ctx, letter)
	if err == nil || letter.IsDelivered() {
		return nil // what went wrong after the server took it, in RSET or QUIT, does not undo it
	}
	e, ok := errors.AsType[*mail.SendError](err)
	if !ok {
		return err
	}
	// The library goes on to name the recipient and the message, which the delivery names already.
	text, _, _ := strings.Cut(e.Error(), ", affected ")
	if forGood(e.ErrorCode()) {
		return &Refused{errors.New(text)}
	}
	return errors.New(text)
}

// forGood says whether an answer to MAIL, RCPT or DATA will be the same next time
// (RFC 5321, 4.2.1). 530 is about us and not about the message: authentication is
// required (RFC 4954), which somebody can set.
func forGood(code int) bool { return code >= 500 && code < 600 && code != 530 }

// letter puts the message into headers and parts. Its Message-ID is the delivery's, so
// that whoever gets it twice can tell.
func (m *Mail) letter(message Message) (*mail.Msg, error) {
	to, err := netmail.ParseAddress(message.To)
	if err != nil || to.Address != message.To {
		return nil, fmt.Errorf("the recipient is not a plain e-mail address")
	}
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	from := *m.from
	if message.FromName != "" {
		from.Name = line(message.FromName)
	}
	letter.FromMailAddress(&from)
	if message.ReplyTo != "" {
		if reply, err := netmail.ParseAddress(message.ReplyTo); err == nil && reply.Address == message.ReplyTo {
			letter.ReplyToMailAddress(reply)
		}
	}
	letter.ToMailAddress(to)
	letter.Subject(line(message.Subject))
	letter.SetDateWithValue(m.now())
	letter.SetMessageIDWithValue(fmt.Sprintf("%s@%s", message.ID, m.domain))
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no vacation notice in return
	letter.SetGenHeader("Content-Language", message.Locale)
	if message.Unsubscribe != "" {
		letter.SetGenHeader("List-Unsubscribe", "<"+message.Unsubscribe+">") // RFC 2369
		if message.OneClick {
			letter.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") // RFC 8058
		}
	}
	letter.SetBodyString(mail.TypeTextPlain, message.Text)
	letter.AddAlternativeString(mail.TypeTextHTML, message.HTML)
	if message.Invitation != nil {
		return letter, invite(letter, *message.Invitation, from, m.now())
	}
	return letter, nil
}
