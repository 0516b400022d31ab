package notify

import (
	"context"
	"encoding/json"

	"github.com/vgarvardt/gue/v5"
)

// takeApart turns an event's job into one job per delivery. When it is cut off
// after that, it runs again and the deliveries have two jobs each: their rows see to it.
func (w *Worker) takeApart(ctx context.Context, j *gue.Job) error {
	var args eventArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		w.Log.ErrorContext(ctx, "an event that cannot be read is dropped", "job", j.ID, "error", err)
		return nil
	}
	jobs := make([]*gue.Job, len(args.Deliveries))
	for i, d := range args.Deliveries {
		job, err := newJob(string(d.Channel), deliveryJob, deliveryArgs{args.Company, d.ID})
		if err != nil {
			return err
		}
		jobs[i] = job
	}
	// Through the pool, not through j.Tx(): a job whose own transaction breaks is run again without a pause.
	if err := w.jobs.EnqueueBatch(ctx, jobs); err != nil {
		return err
	}
	for _, q := range w.queues {
		q.nudge()
	}
	return nil
}
