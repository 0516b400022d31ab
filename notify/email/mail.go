package email

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify/channel"
)

// Mail is the e-mail channel over an SMTP server.
type Mail struct {
	client  *mail.Client
	from    *netmail.Address // its domain in ASCII
	domain  string           // the right-hand side of Message-ID
	timeout time.Duration    // of the conversation once it is greeted
	now     func() time.Time
}

// NewMail takes the sender as an address with or without a name, in any script. It does
// not connect. A password is never sent over an unencrypted connection in the clear.
func NewMail(s SMTP, from string, now func() time.Time) (*Mail, error) {
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender of mail, %q, is not an email address", from)
	}
	sender.Address, _ = booking.WireEmail(sender.Address)
	policy := mail.TLSOpportunistic
	if s.StartTLS {
		policy = mail.TLSMandatory
	}
	options := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(s.Timeout), mail.WithTLSPolicy(policy)}
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
	return &Mail{client: client, from: sender, domain: domain, timeout: s.Timeout, now: now}, nil
}

// Done is Sent.
func (m *Mail) Done() telling.DeliveryState { return telling.Sent }

// Send hands the message over in a connection of its own. There is no receipt:
// the Message-ID is the delivery's.
func (m *Mail) Send(ctx context.Context, message channel.Message) (string, error) {
	return "", m.send(ctx, message)
}

func (m *Mail) send(ctx context.Context, message channel.Message) error {
	to, plain, err := wireAddress(message.To)
	if err != nil {
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyAddress, Err: errors.New("the recipient is not a plain email address")}}
	}
	letter, err := m.letter(message)
	if err != nil {
		return &channel.Refused{Err: err}
	}
	server, err := m.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return answered(greeting, err)
	}
	defer func() { _ = m.client.CloseWithSMTPClient(server) }()
	if known, _ := server.Extension("SMTPUTF8"); !known && !plain {
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyScript, Err: errNoSMTPUTF8}}
	}
	server.SkipSMTPUTF8(plain) // a server further on may not know it, and need not
	if err := server.UpdateDeadline(m.timeout); err != nil {
		return answered(greeting, err)
	}
	return converse(server, m.from, to, letter)
}

// converse is the mail transaction of RFC 5321 for one recipient.
func converse(server *smtp.Client, from, to *netmail.Address, letter []byte) error {
	if err := server.Mail((&netmail.Address{Address: from.Address}).String()); err != nil {
		return answered(atSender, err)
	}
	if err := server.Rcpt(to.String()); err != nil {
		return answered(atRecipient, err)
	}
	body, err := server.Data()
	if err != nil {
		return answered(atLetter, err)
	}
	if _, err := body.Write(letter); err != nil {
		return answered(atLetter, err)
	}
	return answered(atLetter, body.Close()) // nothing that goes wrong in QUIT undoes this
}

// letter puts the message into headers and parts. Its Message-ID is the delivery's, so
// that whoever gets it twice can tell.
func (m *Mail) letter(message channel.Message) ([]byte, error) {
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	from := *m.from
	if message.FromName != "" {
		from.Name = booking.PlainLine(message.FromName)
	}
	set := func(name string, value []string) {
		letter.SetGenHeaderPreformatted(mail.Header(name), folded(name, value))
	}
	set("From", addressWords("From", from.Name, from.Address))
	to, _ := booking.WireEmail(message.To)
	set("To", addressWords("To", "", to))
	replyTo := ""
	if reply, ascii, err := wireAddress(message.ReplyTo); err == nil && ascii {
		replyTo = reply.Address
		set("Reply-To", addressWords("Reply-To", booking.PlainLine(message.ReplyName), replyTo))
	}
	set("Subject", textWords("Subject", booking.PlainLine(message.Subject)))
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
		if err := invite(letter, *message.Invitation, from, replyTo, m.now()); err != nil {
			return nil, err
		}
	}
	var raw bytes.Buffer
	if _, err := letter.WriteTo(&raw); err != nil {
		return nil, err
	}
	return begun(raw.Bytes()), nil
}

// wireAddress is a plain address as mail servers take it.
func wireAddress(address string) (wire *netmail.Address, ascii bool, err error) {
	text, ascii := booking.WireEmail(address)
	if wire, err = netmail.ParseAddress(text); err == nil && wire.Address != text {
		err = fmt.Errorf("not a plain address")
	}
	return wire, ascii, err
}
