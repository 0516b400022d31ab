package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Queue is how much waits in a queue of jobs.
type Queue struct {
	Name   string
	Due    int64         // jobs that could run now
	Later  int64         // jobs whose time has not come
	Oldest time.Duration // for how long the first of those that are due has been; 0 where none is
}

const (
	backlogFresh    = 5 * time.Second // how long an answer is used again, whoever asks how often
	backlogPatience = 3 * time.Second // with the database
)

// Backlog lets the queues be watched that all processes of the database share: each process tells the same of them. read
// asks the database.
func (m *Metrics) Backlog(read func(context.Context) ([]Queue, error)) {
	if m != nil {
		m.add(&backlog{read: read, now: time.Now})
	}
}

var (
	databaseUp = described("okno_db_up", "1 when the database has answered within three seconds, else 0.")
	jobsDue    = described("okno_jobs_due", "Jobs that could run now, by queue. All processes of a database tell the same.", "queue")
	jobsLater  = described("okno_jobs_later", "Jobs whose time has not come, by queue: retries, reminders, what waits for quiet hours to end.", "queue")
	jobsOldest = described("okno_jobs_oldest_seconds", "For how long the oldest due job of a queue has been due.", "queue")
)

type backlog struct {
	read func(context.Context) ([]Queue, error)
	now  func() time.Time

	mu     sync.Mutex
	asked  time.Time
	queues []Queue
	err    error
}

func (*backlog) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{databaseUp, jobsDue, jobsLater, jobsOldest} {
		to <- d
	}
}

func (b *backlog) Collect(to chan<- prometheus.Metric) {
	queues, err := b.get()
	if err != nil {
		to <- prometheus.MustNewConstMetric(databaseUp, prometheus.GaugeValue, 0)
		return
	}
	to <- prometheus.MustNewConstMetric(databaseUp, prometheus.GaugeValue, 1)
	for _, q := range queues {
		to <- prometheus.MustNewConstMetric(jobsDue, prometheus.GaugeValue, float64(q.Due), q.Name)
		to <- prometheus.MustNewConstMetric(jobsLater, prometheus.GaugeValue, float64(q.Later), q.Name)
		to <- prometheus.MustNewConstMetric(jobsOldest, prometheus.GaugeValue, q.Oldest.Seconds(), q.Name)
	}
}

// get asks the database, unless it has just been asked.
func (b *backlog) get() ([]Queue, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now := b.now(); b.asked.IsZero() || now.Sub(b.asked) >= backlogFresh {
		ctx, cancel := context.WithTimeout(context.Background(), backlogPatience)
		defer cancel()
		b.queues, b.err = b.read(ctx)
		b.asked = now
	}
	return b.queues, b.err
}
