package notify_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/telegram"
)

// BenchmarkDelay prints how long it takes from a booking's commit to the channel's
// first byte: with the worker in the committing process, which is told directly,
// and with a worker that only hears PostgreSQL's NOTIFY.
func BenchmarkDelay(b *testing.B) {
	for _, far := range []bool{false, true} {
		name := "same process"
		if far {
			name = "another process, by NOTIFY"
		}
		b.Run(name, func(b *testing.B) { benchDelay(b, far) })
	}
}

func benchDelay(b *testing.B, far bool) {
	s, g := newSalon(b), notifytest.NewTelegram(b)
	var mu sync.Mutex
	var arrived []time.Time
	g.AnswerBy(func(_ http.ResponseWriter, method string, _ map[string]string) bool {
		mu.Lock()
		defer mu.Unlock()
		if method == "sendMessage" {
			arrived = append(arrived, time.Now())
		}
		return false
	})
	count := func() int { mu.Lock(); defer mu.Unlock(); return len(arrived) }
	s.addChat("-1001")
	worker := s.workBy(s.DB, map[telling.Channel]channel.Channel{telling.Telegram: telegram.New(s.bots(g))})
	notifier := s.NewNotifier(logTo(b))
	go notifier.Run(b.Context())
	wake := func() { worker.worker.Wake() }
	if far {
		listener := s.NewListener(logTo(b), func(booking.CompanyID) { worker.worker.Wake() })
		go listener.Run(b.Context())
		s.await("the listener", listener.Connected)
		wake = func() { notifier.Changed(s.company) }
	}
	var delays []time.Duration
	for b.Loop() {
		before := count()
		s.book(ivan)
		committed := time.Now()
		wake()
		s.await("the message", func() bool { return count() > before })
		mu.Lock()
		delays = append(delays, arrived[before].Sub(committed))
		mu.Unlock()
	}
	slices.Sort(delays)
	at := func(part float64) time.Duration { return delays[min(int(part*float64(len(delays))), len(delays)-1)] }
	b.ReportMetric(float64(at(.5).Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(at(.99).Microseconds())/1000, "ms/p99")
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(delays)), "messages")
}
