package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"
)

// Queue is how much waits in one of the queues of jobs.
type Queue struct {
	Name       string
	Due, Later int64         // jobs that could run now, and whose time has not come
	Oldest     time.Duration // for how long the first of those that are due has been
}

// Queues are those that have jobs, by the database's clock. It reads an index of what waits, whatever the number of
// jobs that were ever done.
func (d *DB) Queues(ctx context.Context) ([]Queue, error) {
	var rows []struct {
		Queue      string
		Due, Later int64
		Oldest     float64 // seconds
	}
	err := sqlx.SelectContext(ctx, d, &rows, `
		select queue, count(*) filter (where run_at <= now()) as due, count(*) filter (where run_at > now()) as later,
			greatest(extract(epoch from now() - min(run_at)), 0) as oldest
		from gue_jobs group by queue order by queue`)
	queues := make([]Queue, len(rows))
	for i, r := range rows {
		queues[i] = Queue{r.Queue, r.Due, r.Later, time.Duration(r.Oldest * float64(time.Second))}
	}
	return queues, err
}
