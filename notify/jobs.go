package notify

import (
	"context"
	"encoding/json"

	"github.com/vgarvardt/gue/v5"

	"okno/booking"
	"okno/booking/requestid"
)

// EventQueue holds one job per committed event. The other queues are named after
// the channels and hold one job per delivery,
// and per message that is to be brought up to date.
const EventQueue = "events"

const (
	eventJob    = "event"
	deliveryJob = "delivery"
	editJob     = "edit"
)

// eventArgs names the deliveries of an event, which were written with it.
type eventArgs struct {
	Company    booking.CompanyID `json:"company"`
	Event      booking.Event     `json:"event"`
	Booking    booking.ID        `json:"booking"`
	Lead       booking.ID        `json:"lead,omitempty"`
	Deliveries []booking.ID      `json:"deliveries"`
}

type deliveryArgs struct {
	Company  booking.CompanyID `json:"company"`
	Delivery booking.ID        `json:"delivery"`
}

// origin is what every job's arguments have besides their own.
type origin struct {
	Request string `json:"request,omitempty"` // whose act it was; see requestid
}

// newJob is due at once: when it runs is decided by gue's clock, not by the caller's. It carries the name of the
// request that ctx belongs to.
func newJob(ctx context.Context, queue, kind string, args any) (*gue.Job, error) {
	data, err := json.Marshal(args)
	if id := requestid.Of(ctx); id != "" && err == nil {
		data, err = withOrigin(data, origin{id})
	}
	return &gue.Job{Queue: queue, Type: kind, Args: data}, err
}

func withOrigin(args []byte, from origin) ([]byte, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(args, &all); err != nil {
		return nil, err
	}
	name, err := json.Marshal(from.Request)
	if err != nil {
		return nil, err
	}
	all["request"] = name
	return json.Marshal(all)
}

// named lets what a job does, and the jobs that come of it, go under the name of the request that it came of.
func named(work gue.WorkFunc) gue.WorkFunc {
	return func(ctx context.Context, j *gue.Job) error { return work(requested(ctx, j), j) }
}

// requested is ctx under the name of the request that the job came of.
func requested(ctx context.Context, j *gue.Job) context.Context {
	var from origin
	_ = json.Unmarshal(j.Args, &from) // what cannot be read has no name, and its own handler complains
	return requestid.With(ctx, from.Request)
}
