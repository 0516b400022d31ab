package email

import (
	"fmt"
	"io"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"okno/booking/telling"
	"okno/notify/channel"
)

func TestParseSMTP(t *testing.T) {
	for in, want := range map[string]SMTP{
		"smtp://mail.example":                      {Host: "mail.example", Port: 587, StartTLS: true}, // or nothing is said
		"smtp://u:p@mail.example":                  {Host: "mail.example", Port: 587, StartTLS: true, User: "u", Password: "p"},
		"smtp://mail.example:25?tls=optional":      {Host: "mail.example", Port: 25},
		"smtp://localhost:25":                      {Host: "localhost", Port: 25},
		"smtp://[::1]:25?tls=required":             {Host: "::1", Port: 25, StartTLS: true},
		"smtps://mail.example?tls=required":        {Host: "mail.example", Port: 465, TLS: true},
		"smtp://127.0.0.1:25/":                     {Host: "127.0.0.1", Port: 25},
		"smtps://mail.example":                     {Host: "mail.example", Port: 465, TLS: true},
		"smtps://a%40b.example:p%40%3A%2F@[::1]:1": {Host: "::1", Port: 1, TLS: true, User: "a@b.example", Password: "p@:/"},
	} {
		want.Timeout = mailTimeout
		if got, err := ParseSMTP(in); err != nil || got != want {
			t.Errorf("ParseSMTP(%q) = %+v, %v; want %+v", in, got, err, want)
		}
	}
}

func TestParseSMTPSaysWhatIsWrongAndNotThePassword(t *testing.T) {
	for in, want := range map[string]string{
		"mail.example:25":                            "smtp://",
		"http://mail.example":                        "smtp://",
		"smtp://":                                    "no host",
		"smtp://u:hunter2@":                          "no host",
		"smtp://u:hunter2@mail.example:0":            "port",
		"smtp://u:hunter2@mail.example:99999":        "port",
		"smtp://u:hunter2@mail.example:http":         "smtps://user:password@host:465",
		"smtp://u:hunter2%zz@mail.example":           "%25",
		"smtp://u:hunter2/x@mail.example":            "smtps://user:password@host:465",
		"smtp://u:hunter2?x@mail.example":            "",
		"smtp://mail.example/hunter2":                "after the port",
		"smtp://:hunter2@mail.example":               "no user",
		"smtp://mail .example":                       "",
		"smtp://u:hunter2@mail.example?tls=optional": "not encrypted",
		"smtp://mail.example?tls=no":                 "after the port",
		"smtp://mail.example?tls=optional&x=1":       "after the port",
	} {
		_, err := ParseSMTP(in)
		if err == nil {
			t.Errorf("ParseSMTP(%q) has no error", in)
			continue
		}
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("ParseSMTP(%q) says %q, want %q and no password", in, err, want)
		}
	}
}

func TestSenderIsCheckedAlsoWithoutServer(t *testing.T) {
	for _, from := range []string{"", "okno", "a@b, c@d"} {
		if _, err := Open("", from, time.Now, nil); err == nil {
			t.Errorf("the sender %q passed", from)
		}
	}
}

// What a mail server says, at each point of the conversation, ends in the state that RFC 5321 means.
func TestWhatAMailServerSaysIsUnderstood(t *testing.T) {
	for _, c := range []struct {
		at      stage
		code    int
		text    string
		forGood bool
		why     telling.Why
	}{
		{greeting, 0, "", false, telling.WhyAway}, {greeting, 421, "busy", false, telling.WhyLater}, {greeting, 554, "no service here", false, telling.WhyAway},
		{greeting, 535, "5.7.8 bad credentials", false, telling.WhyAccount}, {atSender, 530, "5.7.0 sign in first", false, telling.WhyAccount},
		{atSender, 451, "4.3.0 later", false, telling.WhyLater}, {atSender, 550, "5.7.1 sender refused", true, telling.WhyAccount},
		{atRecipient, 450, "4.2.0 greylisted", false, telling.WhyLater}, {atRecipient, 451, "greylisted", false, telling.WhyLater}, {atRecipient, 421, "closing", false, telling.WhyLater},
		{atRecipient, 452, "4.2.2 full", false, telling.WhyLater}, {atRecipient, 552, "too many recipients", false, telling.WhyLater},
		{atRecipient, 550, "5.1.1 no such user", true, telling.WhyAddress}, {atRecipient, 551, "elsewhere", true, telling.WhyAddress}, {atRecipient, 553, "5.1.3 bad", true, telling.WhyAddress},
		{atRecipient, 554, "5.7.1 refused", true, telling.WhyAddress},
		{atLetter, 554, "5.6.0 content", true, telling.WhyRefused}, {atLetter, 552, "5.3.4 too big", true, telling.WhyRefused}, {atLetter, 550, "5.1.1 no such user", true, telling.WhyAddress},
		{atLetter, 451, "4.3.2 later", false, telling.WhyLater}, {atLetter, 0, "", false, telling.WhyAway}, {atLetter, 600, "what", false, telling.WhyAway},
	} {
		heard := error(io.EOF)
		if c.code != 0 {
			heard = fmt.Errorf("wrapped: %w", &textproto.Error{Code: c.code, Msg: c.text})
		}
		if err := answered(c.at, heard); channel.IsRefused(err) != c.forGood || channel.WhyOf(err) != c.why || c.code != 0 && !strings.HasPrefix(err.Error(), fmt.Sprint(c.code, " ", c.text)) {
			t.Errorf("%d at %v: for good %v, %q", c.code, c.at, channel.IsRefused(err), channel.WhyOf(err))
		}
	}
	if answered(atLetter, nil) != nil {
		t.Error("no failure is one")
	}
}
