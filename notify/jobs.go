package notify

import (
	"encoding/json"

	"github.com/vgarvardt/gue/v5"

	"okno/booking"
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

// newJob is due at once: when it runs is decided by gue's clock, not by the caller's.
func newJob(queue, kind string, args any) (*gue.Job, error) {
	data, err := json.Marshal(args)
	return &gue.Job{Queue: queue, Type: kind, Args: data}, err
}
