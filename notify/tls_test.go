package notify_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"okno/booking/telling"
	"okno/notify/email"
)

func TestMailOverTLSWithAPassword(t *testing.T) {
	t.Parallel()
	for encryption, scheme := range map[string]string{"tls": "smtps", "starttls": "smtp"} {
		t.Run(encryption, func(t *testing.T) {
			t.Parallel()
			s := newDesk(t)
			p := (&post{t: t, password: "p@:/ss"}).open(encryption)
			email, err := email.Open(fmt.Sprintf("%s://salon:p%%40%%3A%%2Fss@%s", scheme, p.addr), "okno@salon.example", time.Now, logTo(t))
			if err != nil {
				t.Fatal(err)
			}
			id := s.book(ivan)
			s.work(email)
			s.only(id, telling.Sent)
			if len(p.received()) != 1 || strings.Join(p.logins, " ") != "salon:p@:/ss" {
				t.Errorf("%d letters, logins %q", len(p.received()), p.logins)
			}
		})
	}
}

func TestPasswordIsNotSentInTheClear(t *testing.T) {
	t.Parallel()
	s := newDesk(t)
	p := (&post{t: t, password: "secret"}).open("")
	id := s.book(ivan)
	s.work(p.channelWith(email.SMTP{Host: "127.0.0.1", Port: p.addr.Port, User: "salon", Password: "secret", Timeout: 5 * time.Second}))
	d := s.only(id, telling.Parked)
	if len(p.logins) != 0 || len(p.received()) != 0 || !strings.Contains(d.Error, "auth") && !strings.Contains(d.Error, "AUTH") {
		t.Errorf("logins %q, delivery %+v", p.logins, d)
	}
}

// Where encryption is required, nothing of a mail is said to a server that has none.
func TestMailWaitsForTLS(t *testing.T) {
	t.Parallel()
	s := newDesk(t)
	p := (&post{t: t}).open("")
	where, err := email.ParseSMTP(fmt.Sprintf("smtp://%s?tls=required", p.addr))
	if err != nil {
		t.Fatal(err)
	}
	id := s.book(ivan)
	s.work(p.channelWith(where))
	if d := s.only(id, telling.Parked); len(p.received()) != 0 || !strings.Contains(d.Error, "STARTTLS") {
		t.Errorf("%d letters, delivery %+v", len(p.received()), d)
	}
}
