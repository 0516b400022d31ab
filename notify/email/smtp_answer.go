package email

import (
	"errors"
	"net/textproto"
	"strconv"
	"strings"

	"okno/booking/telling"
	"okno/notify/channel"
)

var errNoSMTPUTF8 = errors.New("the mail server does not offer SMTPUTF8")

// said is a server's answer as it came, without the quotation marks that textproto adds.
type said struct{ answer *textproto.Error }

func (s *said) Error() string { return strconv.Itoa(s.answer.Code) + " " + s.answer.Msg }
func (s *said) Unwrap() error { return s.answer }

// stage is what of a conversation the server answers to.
type stage int

const (
	greeting    stage = iota // the connection, the greeting, STARTTLS and AUTH
	atSender                 // MAIL
	atRecipient              // RCPT
	atLetter                 // DATA, and the letter itself
)

// answered sorts what a mail server said, or that it said nothing, by what RFC 5321
// (4.2.1) means by it: a 4xx, such as greylisting, passes by itself, and a 5xx about the
// message does not. What is wrong between the server and us, somebody can mend
// meanwhile, so that it is tried again.
func answered(at stage, err error) error {
	if err == nil {
		return nil
	}
	code, text := 0, ""
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		code, text = answer.Code, answer.Msg
		err = &said{answer}
	}
	switch {
	case code == 530 || code == 534 || code == 535 || code == 538: // RFC 4954: it wants to be signed in to
		return &channel.Failure{Why: telling.WhyAccount, Err: err}
	case code >= 400 && code < 500:
		return &channel.Failure{Why: telling.WhyLater, Err: err}
	case code < 500 || code > 599 || at == greeting:
		return &channel.Failure{Why: telling.WhyAway, Err: err}
	case at == atRecipient && code == 552: // too many at once, which passes (RFC 5321, 4.5.3.1.10)
		return &channel.Failure{Why: telling.WhyLater, Err: err}
	case at == atRecipient, at == atLetter && strings.HasPrefix(text, "5.1."): // RFC 3463: the address
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyAddress, Err: err}}
	case at == atSender:
		return &channel.Refused{Err: &channel.Failure{Why: telling.WhyAccount, Err: err}}
	}
	return &channel.Refused{Err: &channel.Failure{Why: telling.WhyRefused, Err: err}}
}
