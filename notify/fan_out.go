package notify

import (
	"context"
	"encoding/json"
	"time"

	"github.com/vgarvardt/gue/v5"

	"okno/booking/telling"
	"okno/db/messagedb"
)

// fanOut turns an event's job into one job per delivery, to run when it is
// due, and one per message in a chat that has to be brought up to date. When it is cut off after that, it runs again and the deliveries have two jobs each: their rows see to it.
func (w *Worker) fanOut(ctx context.Context, j *gue.Job) error {
	var args eventArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		w.Log.ErrorContext(ctx, "an event that cannot be read is dropped", "job", j.ID, "error", err)
		return nil
	}
	scope := w.DB.Of(args.Company)
	due, err := messagedb.DueDeliveries(ctx, scope, args.Deliveries)
	if err != nil {
		return err
	}
	jobs, err := w.editJobs(ctx, scope, args)
	if err != nil || len(jobs)+len(due) == 0 {
		return err
	}
	if len(jobs) > 0 {
		defer w.nudge(telling.Telegram, 0)
	}
	now := time.Now() // gue holds run_at against a worker's clock
	for _, d := range due {
		job, err := newJob(ctx, string(d.Channel), deliveryJob, deliveryArgs{args.Company, d.ID})
		if err != nil {
			return err
		}
		job.RunAt = now.Add(seconds(d.Wait))
		jobs = append(jobs, job)
	}
	// Through the pool, not through j.Tx(): a job whose own transaction breaks is run again without a pause.
	if err := w.jobs.EnqueueBatch(ctx, jobs); err != nil {
		return err
	}
	for _, d := range due {
		w.nudge(d.Channel, seconds(d.Wait))
	}
	return nil
}

// nudge lets a channel look for jobs in a while.
func (w *Worker) nudge(channel telling.Channel, in time.Duration) {
	if q, ours := w.queues[channel]; ours {
		q.nudgeIn(in)
	}
}

func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
