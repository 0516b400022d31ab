package notify_test

import (
	"bytes"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"okno/booking/telling"
	"okno/notify/email"
)

func TestGreylistedMailIsTriedAgain(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	p.rcpt = func(n int) error {
		if n < 3 {
			return answer(451, "come back later")
		}
		return nil
	}
	id := s.book(ivan)
	s.work(p.channel())
	if d := s.only(id, telling.Sent); d.Attempts != 3 || d.Error != "" || len(p.received()) != 1 {
		t.Errorf("%d letters, delivery %+v", len(p.received()), d)
	}
	s.awaitNoJobs()
}

func TestRejectedMailIsParkedAtOnce(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	p.rcpt = func(int) error { return answer(550, "no such mailbox \xff\x00") }
	id := s.book(ivan)
	s.work(p.channel())
	d := s.only(id, telling.Parked)
	s.awaitNoJobs()
	if d.Attempts != 1 || !strings.Contains(d.Error, "550") || !strings.Contains(d.Error, "no such mailbox") || strings.Contains(d.Error, "lotos") {
		t.Errorf("delivery %+v", d)
	}
}

func TestMailThatNeverGetsThroughIsParkedWithItsError(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { silent.Close() })
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	for name, tc := range map[string]struct {
		data func(int, *smtp.Conn) error
		at   net.Addr
		says string
	}{
		"hangs at the greeting": {at: silent.Addr(), says: "timeout"},
		"refuses connections":   {at: closed.Addr(), says: "connection refused"},
		"drops in DATA":         {data: func(_ int, c *smtp.Conn) error { return c.Conn().Close() }, says: "EOF"},
		"hangs in DATA":         {data: func(int, *smtp.Conn) error { <-t.Context().Done(); return nil }, says: "timeout"},
		"451 for ever":          {data: func(int, *smtp.Conn) error { return answer(451, "later") }, says: "451"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := newDesk(t), newPost(t)
			p.data = tc.data
			if tc.at == nil {
				tc.at = p.addr
			}
			id := s.book(ivan)
			s.work(p.channelWith(email.SMTP{Host: "127.0.0.1", Port: tc.at.(*net.TCPAddr).Port, Timeout: 300 * time.Millisecond}))
			d := s.only(id, telling.Parked)
			s.awaitNoJobs()
			if d.Attempts != impatient.Attempts || !strings.Contains(d.Error, tc.says) {
				t.Errorf("delivery %+v, want %d attempts and an error with %q", d, impatient.Attempts, tc.says)
			}
		})
	}
}

func TestServerThatVanishesAfterTakingTheMailGotIt(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	p.data = func(_ int, c *smtp.Conn) error {
		// The answer to DATA by hand, and then no connection for RSET and QUIT.
		_, _ = c.Conn().Write([]byte("250 2.0.0 taken\r\n"))
		return c.Conn().Close()
	}
	id := s.book(ivan)
	s.work(p.channel())
	if d := s.only(id, telling.Sent); d.Attempts != 1 || len(p.received()) != 1 {
		t.Errorf("%d letters, delivery %+v", len(p.received()), d)
	}
}

func TestWithoutServerTheMessageIsInTheLog(t *testing.T) {
	t.Parallel()
	s := newDesk(t)
	var out syncBuffer
	email, err := email.Open("", "okno@localhost", time.Now, slog.New(slog.NewTextHandler(&out, nil)))
	if err != nil {
		t.Fatal(err)
	}
	id := s.book(ivan)
	s.work(email)
	s.only(id, telling.Logged)
	for _, want := range []string{"desk@lotos.example", "Новая запись: Стрижка", "Иван", "https://okno.example/bookings/" + string(id)} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, out.String())
		}
	}
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
