package notify

import (
	"context"
	"fmt"

	"github.com/vgarvardt/gue/v5"
	"github.com/vgarvardt/gue/v5/adapter/libpq"

	"okno/booking"
	"okno/db"
)

// Outbox writes what is to be told into the transaction that causes it.
type Outbox struct{ jobs *gue.Client }

// NewOutbox needs no connection of its own: it only ever writes through an act.
func NewOutbox() (*Outbox, error) {
	jobs, err := gue.NewClient(nil)
	return &Outbox{jobs}, err
}

// BookingNotice says which booking an event is about. What a message tells of it
// is read when it is sent.
type BookingNotice struct{ Booking booking.ID }

// BookingCreated tells the team about a new booking: one delivery per member who
// may change bookings, and one job, also when there is nobody to tell.
func (o *Outbox) BookingCreated(ctx context.Context, act *db.Act, n BookingNotice) error {
	deliveries, err := act.NotifyTeam(ctx, booking.BookingCreated, n.Booking)
	if err != nil {
		return fmt.Errorf("write deliveries: %w", err)
	}
	args := eventArgs{Company: act.Company(), Event: booking.BookingCreated, Booking: n.Booking}
	for _, d := range deliveries {
		args.Deliveries = append(args.Deliveries, addressed{d.ID, d.Channel})
	}
	job, err := newJob(EventQueue, eventJob, args)
	if err != nil {
		return err
	}
	// libpq's adapter is written on database/sql alone, so it takes pgx's transaction too.
	if err := o.jobs.EnqueueTx(ctx, job, libpq.NewTx(act.Tx())); err != nil {
		return fmt.Errorf("enqueue the event: %w", err)
	}
	return nil
}
