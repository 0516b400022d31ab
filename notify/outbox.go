package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/vgarvardt/gue/v5"
	"github.com/vgarvardt/gue/v5/adapter"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
)

// Outbox writes what is to be told into the transaction that causes it.
type Outbox struct{ jobs *gue.Client }

// NewOutbox needs no connection of its own: it only ever writes through an act.
func NewOutbox() (*Outbox, error) {
	jobs, err := gue.NewClient(nil)
	return &Outbox{jobs}, err
}

// BookingNotice says what was done with a booking. What a message tells of it is
// worked out when it is sent, from the booking as it stands then.
type BookingNotice struct {
	Booking    booking.ID
	Event      booking.Event
	Actor      booking.Actor     // he is not told of it himself
	TellClient bool              // the client is told too, by every way that he has
	Wait       time.Duration     // how long the act can be undone: nobody is told before
	Settle     time.Duration     // how long it is waited for what else its actor does; see db.Telling
	Before     *telling.Snapshot // the booking as it was before the act; nil for a new one, or where nobody knows
}

// BookingChanged tells people about an act on a booking: one delivery per
// recipient, and one job, also when there is nobody to tell. It stands at the end
// of the act's transaction.
//
// While a recipient's delivery about this booking waits, it takes up what is
// done next and waits anew. When its time has come the recipient is told the
// difference between the booking as he knows it and as it is: five moves are one
// message, and what was undone is none.
func (o *Outbox) BookingChanged(ctx context.Context, act *db.Act, n BookingNotice) error {
	t := messagedb.Telling{
		Event: n.Event, Booking: n.Booking, Actor: n.Actor, Client: n.TellClient, Wait: n.Wait, Before: n.Before, Settle: n.Settle,
	}
	deliveries, err := messagedb.TellOfBooking(ctx, act, t)
	if err != nil {
		return fmt.Errorf("write deliveries: %w", err)
	}
	return o.enqueue(ctx, act, t, deliveries)
}

// BookingSettled is for an act of which nobody is told, such as the client's
// arrival: what comes to him by the clock follows it.
func (o *Outbox) BookingSettled(ctx context.Context, act *db.Act, id booking.ID) error {
	reminders, err := o.planned(ctx, act, id)
	if err != nil {
		return err
	}
	if len(reminders) == 0 {
		return nil
	}
	return o.enqueue(ctx, act, messagedb.Telling{Booking: id}, reminders)
}

// planned is what comes to a booking's client by itself as the booking stands now, at
// the address that it has now.
func (o *Outbox) planned(ctx context.Context, act *db.Act, id booking.ID) ([]telling.Delivery, error) {
	again, err := messagedb.FollowAddress(ctx, act, id)
	if err != nil {
		return nil, fmt.Errorf("follow the client's address: %w", err)
	}
	reminders, err := messagedb.PlanReminders(ctx, act, id)
	if err != nil {
		return nil, fmt.Errorf("plan reminders: %w", err)
	}
	return append(again, reminders...), nil
}

// RemindersPlanned lets what comes by the clock to the clients of the company's bookings to come follow its settings, of the
// next ones: those that are later follow with their next change.
func (o *Outbox) RemindersPlanned(ctx context.Context, act *db.Act, now time.Time) error {
	planned, err := messagedb.PlanComing(ctx, act, now, maxPlanned)
	if err != nil || len(planned) == 0 {
		return err
	}
	return o.enqueue(ctx, act, messagedb.Telling{Event: booking.BookingReminder}, planned)
}

// maxPlanned is how many bookings an act plans reminders of.
const maxPlanned = 500

// LeadCreated tells the team about a request that came without a booking.
func (o *Outbox) LeadCreated(ctx context.Context, act *db.Act, lead booking.ID) error {
	return o.tell(ctx, act, messagedb.Telling{Event: booking.LeadCreated, Lead: lead})
}

// LeadChanged brings what chats show of a lead up to date; nobody is told anew.
func (o *Outbox) LeadChanged(ctx context.Context, act *db.Act, lead booking.ID) error {
	return o.enqueue(ctx, act, messagedb.Telling{Lead: lead}, nil)
}

// BookingShown brings what chats show of a booking up to date; nobody is told anew.
func (o *Outbox) BookingShown(ctx context.Context, act *db.Act, id booking.ID) error {
	return o.enqueue(ctx, act, messagedb.Telling{Booking: id}, nil)
}

// Test sends a test message to one recipient; its delivery says what became of it.
func (o *Outbox) Test(ctx context.Context, act *db.Act, r telling.Recipient) (booking.ID, error) {
	d, err := messagedb.TellOne(ctx, act, booking.TestMessage, r)
	if err != nil {
		return "", err
	}
	return d.ID, o.enqueue(ctx, act, messagedb.Telling{Event: booking.TestMessage}, []telling.Delivery{d})
}

// Again gives a delivery that waits once more a job.
func (o *Outbox) Again(ctx context.Context, act *db.Act, delivery booking.ID) error {
	return o.enqueue(ctx, act, messagedb.Telling{}, []telling.Delivery{{ID: delivery}})
}

// TellAnew sends a booking's confirmation to the address that its client has now.
func (o *Outbox) TellAnew(ctx context.Context, act *db.Act, id booking.ID) error {
	deliveries, err := messagedb.TellAnew(ctx, act, id)
	if err != nil {
		return fmt.Errorf("write the confirmation anew: %w", err)
	}
	return o.enqueue(ctx, act, messagedb.Telling{Event: booking.BookingCreated, Booking: id}, deliveries)
}

// sheet sends the daily sheet to one recipient.
func (o *Outbox) sheet(ctx context.Context, act *db.Act, recipient booking.ID, sheet telling.Sheet, expires time.Time) error {
	deliveries, err := messagedb.TellSheet(ctx, act, recipient, sheet, expires)
	if err != nil {
		return fmt.Errorf("write the sheet: %w", err)
	}
	return o.enqueue(ctx, act, messagedb.Telling{Event: booking.DailySheet}, deliveries)
}

// tell writes the deliveries and the event's job, which takes the planned ones along.
func (o *Outbox) tell(ctx context.Context, act *db.Act, t messagedb.Telling, planned ...telling.Delivery) error {
	deliveries, err := messagedb.Tell(ctx, act, t)
	if err != nil {
		return fmt.Errorf("write deliveries: %w", err)
	}
	return o.enqueue(ctx, act, t, append(deliveries, planned...))
}

// putOff lets a job be written with what else the act has put off. Enqueueing is one statement, and asks nothing.
type putOff struct {
	adapter.Tx
	act *db.Act
}

func (p putOff) Exec(_ context.Context, query string, arguments ...any) (adapter.CommandTag, error) {
	p.act.Later(query, arguments...)
	return nil, nil
}

func (o *Outbox) enqueue(ctx context.Context, act *db.Act, t messagedb.Telling, deliveries []telling.Delivery) error {
	args := eventArgs{Company: act.Company(), Event: t.Event, Booking: t.Booking, Lead: t.Lead}
	for _, d := range deliveries {
		args.Deliveries = append(args.Deliveries, d.ID)
	}
	job, err := newJob(ctx, EventQueue, eventJob, args)
	if err != nil {
		return err
	}
	if err := o.jobs.EnqueueTx(ctx, job, putOff{act: act}); err != nil {
		return fmt.Errorf("enqueue the event: %w", err)
	}
	return nil
}
