package notify

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/vgarvardt/gue/v5"
	"github.com/vgarvardt/gue/v5/adapter/pgxv5"
	"golang.org/x/sync/errgroup"

	"okno/booking"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/metrics"
	"okno/notify/channel"
)

// Options are what a Worker works with.
type Options struct {
	DB       *db.DB
	Channels map[telling.Channel]channel.Channel // deliveries over a channel that is not here wait for a worker that has it
	BaseURL  string                              // the address users see, without a slash at the end
	Links    Links                               // of clients; messages go without those that are not there
	Log      *slog.Logger
	Retry    Retry // zero: PatientRetry
	// LetGo gives up a booking that has waited for its answer since then; nil: nobody does.
	LetGo func(ctx context.Context, company booking.CompanyID, id booking.ID, since time.Time) error
	// NoSignUp says that the operator makes all companies, so that he vouches for them.
	NoSignUp bool
	Pace     Pace             // of digests; zero: booking's
	Metrics  *metrics.Metrics // count the attempts, and watch the worker's connections; nil: nobody does
	Seal     *secret.Seal     // opens the links of mails about accounts; without it, and without mail, those wait
}

// Worker runs the jobs. Any number of them may share a database.
type Worker struct {
	Options
	outbox *Outbox // for what comes by the clock
	events *queue
	queues map[telling.Channel]*queue
	jobs   *gue.Client // while it runs
}

const (
	eventPoll    = 500 * time.Millisecond // how long an event may wait when nobody called Wake
	deliveryPoll = time.Second            // deliveries are woken by their event; this finds retries and leftovers
	perChannel   = 4                      // messages on their way at the same time over one channel
	grace        = 40 * time.Second       // what a stop waits for at most; a mail takes less, see mailTimeout
)

// NewWorker makes a worker that does nothing until it is Run.
func NewWorker(o Options) *Worker {
	if o.Retry.Pause == nil {
		o.Retry = PatientRetry(rand.Float64)
	}
	o.BaseURL = strings.TrimRight(o.BaseURL, "/")
	outbox, err := NewOutbox()
	if err != nil {
		panic(err) // it needs nothing
	}
	w := &Worker{Options: o, outbox: outbox, queues: map[telling.Channel]*queue{}}
	w.events = newQueue(EventQueue, 1, eventPoll, o.Log)
	for channel := range o.Channels {
		w.queues[channel] = newQueue(string(channel), perChannel, deliveryPoll, o.Log)
	}
	return w
}

// Wake says that an event has been committed, so that it need not wait for the
// next poll. It never blocks, and may be called whether the worker runs or not.
func (w *Worker) Wake() { w.events.nudge() }

// Run works until ctx is done; then it takes no new job, finishes those it has
// begun, and returns nil. A database that is away is waited for. Run it once.
func (w *Worker) Run(ctx context.Context) error {
	pool, err := w.connect(ctx)
	if err != nil {
		return fmt.Errorf("the worker's connections: %w", err)
	}
	defer pool.Close()
	defer w.Metrics.Pool("worker", pool.Stat)()
	w.jobs, err = gue.NewClient(pgxv5.NewConnPool(pool), gue.WithClientBackoff(growing(time.Second, 2, time.Minute, rand.Float64)))
	if err != nil {
		return err
	}
	// What has begun is not cancelled by the stop: a job cut off between its side
	// effect and its end would run again, and send again.
	work, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(grace, cut) })()

	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return w.events.run(ctx, work, w.jobs, gue.WorkMap{eventJob: named(w.fanOut)}) })
	if w.Channels[telling.Email] != nil && w.Seal != nil {
		accounts := newQueue(AccountQueue, accountSize, accountPoll, w.Log)
		all.Go(func() error { return accounts.run(ctx, work, w.jobs, gue.WorkMap{accountJob: named(w.mailAccount)}) })
	}
	for _, q := range w.queues {
		all.Go(func() error {
			return q.run(ctx, work, w.jobs, gue.WorkMap{deliveryJob: named(w.deliver), editJob: named(w.edit)})
		})
	}
	all.Go(func() error { return w.clockwork(ctx) })
	return all.Wait()
}

// connect opens a small pool: a connection is held for as long as a job runs, which
// must not take the application's away.
func (w *Worker) connect(ctx context.Context) (*pgxpool.Pool, error) {
	config := w.DB.LongConns()
	config.MinConns, config.MinIdleConns = 0, 0
	db.Unhurried(config.ConnConfig)
	config.MaxConns = int32(1 + perChannel*len(w.queues) + accountSize + 1) // one more, to enqueue while every job is held
	return pgxpool.NewWithConfig(context.WithoutCancel(ctx), config)
}
