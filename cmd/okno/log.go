package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"okno/booking"
	"okno/booking/requestid"
	"okno/metrics"
)

// What the log takes of warnings and errors: the same one once in a while, then how often
// it came, and not more than so many of all kinds. Nobody fills the disk by going wrong.
const (
	sameEvery = time.Minute
	mostLines = 200 // in sameEvery
)

// bounded is a log of which every line has gone through booking.LogText where it repeats
// what others say, and which is bounded by the number of its lines.
func bounded(to slog.Handler) *slog.Logger {
	return slog.New(&logHandler{to: to, state: &logState{now: time.Now, after: func(d time.Duration, do func()) { time.AfterFunc(d, do) }, seen: map[string]*repeated{}}})
}

// counted lets warnings and errors of a log be counted, where it is one that bounded has made.
func counted(log *slog.Logger, by *metrics.Metrics) {
	if h, ours := log.Handler().(*logHandler); ours {
		h.state.count.Store(by)
	}
}

type logHandler struct {
	to    slog.Handler
	state *logState
}

// logState is shared by all loggers that come of one.
type logState struct {
	count atomic.Pointer[metrics.Metrics] // of warnings and errors, written or not
	now   func() time.Time
	after func(time.Duration, func())

	mu    sync.Mutex
	seen  map[string]*repeated
	round time.Time // when the count of lines began
	lines int
	left  int // out, of those beyond the bound
}

type repeated struct {
	to     slog.Handler
	record slog.Record
	times  int
}

func (h *logHandler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.to.Enabled(ctx, level)
}

func (h *logHandler) WithAttrs(attributes []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attributes))
	for i, a := range attributes {
		clean[i] = cleaned(a)
	}
	return &logHandler{h.to.WithAttrs(clean), h.state}
}

func (h *logHandler) WithGroup(name string) slog.Handler {
	return &logHandler{h.to.WithGroup(name), h.state}
}

// Handle writes the line, or counts it.
func (h *logHandler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	key := r.Level.String() + r.Message
	r.Attrs(func(a slog.Attr) bool {
		a = cleaned(a)
		clean.AddAttrs(a)
		if a.Key == "error" || a.Key == "route" || a.Key == "status" || a.Key == "cause" {
			key += "\x00" + a.Value.String()
		}
		return true
	})
	if id := requestid.Of(ctx); id != "" {
		clean.AddAttrs(slog.String("request", id))
	}
	if r.Level >= slog.LevelWarn {
		h.state.count.Load().Logged(strings.ToLower(r.Level.String()))
	}
	if r.Level >= slog.LevelWarn && !h.state.takes(key, h.to, clean) {
		return nil
	}
	return h.to.Handle(ctx, clean)
}

// takes says whether the line is to be written now.
func (s *logState) takes(key string, to slog.Handler, r slog.Record) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if before := s.seen[key]; before != nil {
		before.times++
		return false
	}
	now := s.now()
	if now.Sub(s.round) >= sameEvery {
		if s.left > 0 {
			_ = to.Handle(context.Background(), line(now, slog.LevelWarn, fmt.Sprintf("%d more lines were left out", s.left)))
		}
		s.round, s.lines, s.left = now, 0, 0
	}
	if s.lines++; s.lines > mostLines {
		s.left++
		return false
	}
	s.seen[key] = &repeated{to: to, record: r}
	s.after(sameEvery, func() { s.tell(key) })
	return true
}

// tell says how often a line has come since it was written.
func (s *logState) tell(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.seen[key]
	if delete(s.seen, key); r == nil || r.times == 0 {
		return
	}
	again := line(s.now(), r.record.Level, r.record.Message)
	r.record.Attrs(func(a slog.Attr) bool { again.AddAttrs(a); return true })
	again.AddAttrs(slog.String("repeated", fmt.Sprintf("%d times", r.times)))
	_ = r.to.Handle(context.Background(), again)
}

func line(at time.Time, level slog.Level, text string) slog.Record {
	return slog.NewRecord(at, level, text, 0)
}

// cleaned is what may be written of an attribute: errors, and what else repeats others' words.
func cleaned(a slog.Attr) slog.Attr {
	value := a.Value.Resolve()
	if err, is := value.Any().(error); is {
		return slog.String(a.Key, booking.LogText(err.Error()))
	}
	switch a.Key {
	case "error", "cause", "panic", "reason":
		return slog.String(a.Key, booking.LogText(value.String()))
	}
	return slog.Attr{Key: a.Key, Value: value}
}
