package notify_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify"
	"okno/notify/channel"
)

// What mail servers say names people; the log does not.
func TestTheLogNamesNobody(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		says  error
		state telling.DeliveryState
	}{
		"refused": {answer(550, "5.1.1 <reject.person@example.org>: Recipient address rejected, call +7 916 123-45-67"), telling.Parked},
		"later":   {answer(451, "4.2.0 <reject.person@example.org> greylisted from 203.0.113.7:25"), telling.Parked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			var log bytes.Buffer
			s, p := newDesk(t), newPost(t)
			p.data = func(int, *smtp.Conn) error { return tc.says }
			id := s.book(booking.Contact{Name: "Иван", Phone: "+79161234567", Email: "reject.person@example.org"})
			s.workWith(notify.Options{DB: s.DB, Channels: map[telling.Channel]channel.Channel{telling.Email: p.channel()}, Retry: impatient, Log: slog.New(slog.NewTextHandler(locked{&mu, &log}, &slog.HandlerOptions{Level: slog.LevelDebug}))})
			d := s.only(id, tc.state)
			mu.Lock()
			defer mu.Unlock()
			if !strings.Contains(d.Error, "reject.person@example.org") || !strings.Contains(log.String(), "delivery parked") {
				t.Errorf("the row says %q, the log\n%s", d.Error, log.String())
			}
			for _, who := range []string{"reject.person", "example.org", "123-45-67", "203.0.113.7"} {
				if strings.Contains(log.String(), who) {
					t.Errorf("the log has %s:\n%s", who, log.String())
				}
			}
		})
	}
}

type locked struct {
	mu *sync.Mutex
	to *bytes.Buffer
}

func (l locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(p)
}
