package db

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"okno/booking"
)

// channel is where processes tell each other that a company has changed.
const channel = "okno_changes"

// Notifier tells other processes which companies have changed. NOTIFY takes a
// global lock through the commit, so it stays out of business transactions:
// companies are collected for a moment and named in one statement.
type Notifier struct {
	db  *DB
	log *slog.Logger

	mu      sync.Mutex
	changed map[booking.CompanyID]bool
	wake    chan struct{}
}

// NewNotifier makes a Notifier; it works while Run does.
func (d *DB) NewNotifier(log *slog.Logger) *Notifier {
	return &Notifier{db: d, log: log, changed: map[booking.CompanyID]bool{}, wake: make(chan struct{}, 1)}
}

// Changed names a company; it never blocks.
func (n *Notifier) Changed(company booking.CompanyID) {
	n.mu.Lock()
	n.changed[company] = true
	n.mu.Unlock()
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// gather is how long companies are collected before they are named.
const gather = 10 * time.Millisecond

// Run names the changed companies until ctx ends. What cannot be sent is
// dropped: every process polls as well, so it costs a moment, not a change.
func (n *Notifier) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.wake:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(gather):
		}
		n.Flush(ctx)
	}
}

// Flush names the changed companies now: for a command that is about to end.
func (n *Notifier) Flush(ctx context.Context) {
	if _, err := n.db.ExecContext(ctx, `select pg_notify($1, $2)`, channel, n.take()); err != nil && ctx.Err() == nil {
		n.log.Warn("other processes were not told of a change; they poll", "error", err)
	}
}

func (n *Notifier) take() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var ids []string
	for id := range n.changed {
		ids = append(ids, strconv.FormatInt(int64(id), 10))
		if len(ids) == maxNamed {
			break
		}
	}
	clear(n.changed)
	return strings.Join(ids, " ")
}

// maxNamed keeps a payload under PostgreSQL's 8,000 bytes; the rest is polled.
const maxNamed = 300

// Listener hears which companies other processes have changed.
type Listener struct {
	db        *DB
	log       *slog.Logger
	heard     func(booking.CompanyID)
	connected atomic.Bool
}

// NewListener makes a Listener that calls heard for each changed company.
func (d *DB) NewListener(log *slog.Logger, heard func(booking.CompanyID)) *Listener {
	return &Listener{db: d, log: log, heard: heard}
}

// Connected says whether it is listening now.
func (l *Listener) Connected() bool { return l.connected.Load() }

// retry is the pause before another attempt to connect.
const retry = time.Second

// Run listens on a connection of its own until ctx ends, and connects again
// when the connection is lost.
func (l *Listener) Run(ctx context.Context) {
	for ctx.Err() == nil {
		err := l.listen(ctx)
		l.connected.Store(false)
		if ctx.Err() != nil {
			return
		}
		l.log.Warn("the live listener lost its connection", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(retry):
		}
	}
}

func (l *Listener) listen(ctx context.Context) error {
	conn, err := pgx.ConnectConfig(ctx, sessionConn(l.db.session))
	if err != nil {
		return err
	}
	defer closeSoon(ctx, conn)
	if _, err := conn.Exec(ctx, "listen "+channel); err != nil {
		return err
	}
	l.connected.Store(true)
	for {
		notification, err := next(ctx, conn)
		if err != nil {
			return err
		}
		for _, field := range strings.Fields(notification.Payload) {
			if id, err := strconv.ParseInt(field, 10, 64); err == nil {
				l.heard(booking.CompanyID(id))
			}
		}
	}
}

// quiet is how long nothing may be heard before the other side is asked whether it is there.
const quiet = 10 * time.Second

// next waits for a notification, for as long as the other side gives signs of life: a connection whose other end
// has gone without a word looks like one on which nothing is said.
func next(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	for {
		patience, cancel := context.WithTimeout(ctx, quiet)
		notification, err := conn.WaitForNotification(patience)
		cancel()
		if err == nil || ctx.Err() != nil || !pgconn.Timeout(err) {
			return notification, err
		}
		patience, cancel = context.WithTimeout(ctx, connectTimeout)
		err = conn.Ping(patience)
		cancel()
		if err != nil {
			return nil, err
		}
	}
}
