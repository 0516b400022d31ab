package notify

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vgarvardt/gue/v5"
)

// queue works the jobs of one gue queue, up to size at the same time.
//
// gue's own loop polls once per worker, and waits a whole interval however loudly
// it is called. Here one tick serves them all, and a nudge starts at once: whoever
// finds a job nudges the next, so that as many wake as there is work for.
type queue struct {
	name       string
	size       int
	every      time.Duration
	nudges     chan struct{}
	log        *slog.Logger
	began      time.Time
	complained atomic.Int64 // how long after began it last said that the database is away; 0: never
}

func newQueue(name string, size int, every time.Duration, log *slog.Logger) *queue {
	return &queue{name: name, size: size, every: every, nudges: make(chan struct{}, 1), began: time.Now(), log: log.With("queue", name)}
}

func (q *queue) nudge() {
	select {
	case q.nudges <- struct{}{}:
	default: // somebody is about to look anyway
	}
}

// nudgeIn nudges after a while, such as when a job falls due that the next tick
// would find up to an interval late. Beyond a minute the tick is good enough.
func (q *queue) nudgeIn(wait time.Duration) {
	switch {
	case wait <= 0:
		q.nudge()
	case wait <= time.Minute+time.Second:
		time.AfterFunc(wait+5*time.Millisecond, q.nudge)
	}
}

// run works until ctx is done, and then waits for what has begun. Jobs run under work.
func (q *queue) run(ctx, work context.Context, jobs *gue.Client, handlers gue.WorkMap) error {
	var all sync.WaitGroup
	defer all.Wait()
	for range q.size {
		worker, err := gue.NewWorker(jobs, handlers,
			gue.WithWorkerQueue(q.name),
			gue.WithWorkerPollStrategy(gue.RunAtPollStrategy), // the other one does not use gue's index
			gue.WithWorkerHooksJobLocked(q.locked),
			gue.WithWorkerHooksJobDone(q.done),
			gue.WithWorkerHooksUnknownJobType(q.done),
			gue.WithWorkerHooksJobUndone(q.undone))
		if err != nil {
			return err
		}
		all.Go(func() { q.loop(ctx, work, worker) })
	}
	tick := time.NewTicker(q.every)
	defer tick.Stop()
	for q.nudge(); ; q.nudge() {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (q *queue) loop(ctx, work context.Context, worker *gue.Worker) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-q.nudges:
		}
		for ctx.Err() == nil && worker.WorkOne(work) {
		}
	}
}

// locked is called with a job that was found, or with why none could be looked for.
func (q *queue) locked(ctx context.Context, _ *gue.Job, err error) {
	if err == nil {
		q.nudge()
		return
	}
	now, before := int64(time.Since(q.began)), q.complained.Load() // by the clock that nobody sets
	if (before == 0 || now-before >= int64(time.Minute)) && q.complained.CompareAndSwap(before, now) {
		q.log.WarnContext(ctx, "cannot look for jobs; trying on", "error", err)
	}
}

// done is called with a job's end. A job that asks to be run later is no failure.
func (q *queue) done(ctx context.Context, j *gue.Job, err error) {
	if _, later := err.(gue.ErrJobReschedule); err == nil || later {
		return
	}
	q.log.ErrorContext(requested(ctx, j), "a job failed; it will run again", "job", j.ID, "type", j.Type, "error", err)
}

// undone is called when a job's end could not be committed.
func (q *queue) undone(ctx context.Context, j *gue.Job, err error) {
	q.log.WarnContext(requested(ctx, j), "a job's end could not be committed; it will run again", "job", j.ID, "type", j.Type, "error", err)
}
