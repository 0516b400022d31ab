package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/vgarvardt/gue/v5"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// dropped ends a delivery that has nothing to tell, with one of booking's reasons.
type dropped struct{ reason string }

func (d dropped) Error() string { return d.reason }

// deliver makes one attempt at one delivery. It returns nil when the job has done
// its work, and gue's error to be run later, never wrapped, when it has not.
func (w *Worker) deliver(ctx context.Context, j *gue.Job) error {
	var args deliveryArgs
	if err := json.Unmarshal(j.Args, &args); err != nil || !booking.IsID(string(args.Delivery)) {
		w.Log.ErrorContext(ctx, "a delivery that cannot be read is dropped", "job", j.ID, "error", err)
		return nil
	}
	d, mine, err := messagedb.ClaimDelivery(ctx, w.DB, args.Company, args.Delivery, w.Retry.Lease)
	if err != nil {
		return err
	}
	if !mine {
		return w.leave(ctx, args)
	}
	if d.Channel == telling.SMS && d.Counted {
		err = errBegun
	} else if d.Attempts > w.Retry.Attempts {
		err = &channel.Refused{Err: errors.New("given up: the last attempts did not come to an end")}
	} else {
		err = w.attempt(ctx, args.Company, &d)
	}
	w.recipient(ctx, args.Company, &d, err)
	if err := w.mailInstead(ctx, args.Company, &d, err); err != nil {
		return err
	}
	pause := w.judge(&d, err)
	if err := w.settle(ctx, args.Company, d, pause); err != nil {
		return err
	}
	w.report(ctx, d)
	if err := w.catchUp(ctx, args.Company, d); err != nil {
		w.Log.WarnContext(ctx, "a chat's message may lag behind", "delivery", d.ID, "error", err)
	}
	if d.State == telling.Retrying {
		return w.later(d.Channel, pause, d.Error)
	}
	return nil
}

// later is gue's error to be run again, and a nudge when it is time.
func (w *Worker) later(channel telling.Channel, in time.Duration, why string) error {
	w.nudge(channel, in)
	return gue.ErrRescheduleJobIn(in, why)
}

// leave decides what becomes of a job whose delivery is not to be had: it is
// done with a settled one, and comes back for one that is due later, behind another one, or
// held by another worker, who may have died.
func (w *Worker) leave(ctx context.Context, args deliveryArgs) error {
	d, err := messagedb.Delivery(ctx, w.DB.Of(args.Company), args.Delivery)
	if booking.CodeOf(err) == booking.NotFound {
		w.Log.InfoContext(ctx, "delivery dropped: its booking has been deleted", "delivery", args.Delivery)
		return nil
	}
	if err != nil {
		return err
	}
	switch d.State {
	case telling.Waiting, telling.Sending, telling.Retrying:
		return w.later(d.Channel, max(time.Until(d.Due), notYet), "not due")
	}
	return nil
}

// notYet is the least pause before a delivery is asked for again that could not be had.
const notYet = 250 * time.Millisecond

// attempt composes the message and sends it. A panic is a failure like another, so
// that it is counted and at last parked.
func (w *Worker) attempt(ctx context.Context, company booking.CompanyID, d *messagedb.Claim) (err error) {
	defer func() {
		if r := recover(); r != nil {
			w.Log.ErrorContext(ctx, "panic in a delivery", "delivery", d.ID, "panic", booking.LogText(fmt.Sprint(r)), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, w.Retry.Lease)
	defer cancel()
	channel, ok := w.Channels[d.Channel]
	if !ok {
		return fmt.Errorf("this worker has no channel %q", d.Channel)
	}
	if d.Expired {
		return dropped{telling.DropExpired}
	}
	if d.Channel == telling.SMS {
		return w.text(ctx, company, d)
	}
	held := d.Held
	if d.Held = ""; held == telling.HeldRecipient {
		return w.digest(ctx, company, d)
	}
	message, _, err := w.message(ctx, company, d)
	if err != nil {
		return err
	}
	if err := w.room(ctx, company, d); err != nil {
		return err
	}
	d.Receipt, err = channel.Send(ctx, message)
	return err
}

// judge puts the attempt's end into the delivery and says how long to wait before the next one.
func (w *Worker) judge(d *messagedb.Claim, err error) (pause time.Duration) {
	if err == nil {
		d.State = w.Channels[d.Channel].Done()
		return 0
	}
	nothing, isNothing := errors.AsType[dropped](err)
	if d.Error, d.Why = channel.Brief(err.Error()), channel.WhyOf(err); nothing.reason != telling.DropShown {
		d.Told = nil
	}
	if h, ok := errors.AsType[*heldBack](err); ok {
		d.State, d.Held, d.Error, d.Told = telling.Retrying, h.by, "", nil
		return h.pause
	}
	impatient := d.Event == booking.TestMessage && d.Why != telling.WhyLater && d.Why != telling.WhyMoved // who tests wants to see it at once
	switch {
	case isNothing:
		d.State = telling.Dropped
	case channel.IsUnsure(err):
		d.State = telling.Unknown
	case channel.IsRefused(err) || d.Attempts >= w.Retry.Attempts || impatient:
		d.State = telling.Parked
	default:
		d.State = telling.Retrying
		pause = w.Retry.after(d.Attempts, d.Channel, d.Why)
		if again, ok := errors.AsType[*channel.Later](err); ok {
			pause = max(again.After, pause)
		}
	}
	return pause
}

// recipient keeps what an attempt says about the recipient himself: that nothing
// reaches him any more, that he is somewhere else now, or that his address is good after all.
func (w *Worker) recipient(ctx context.Context, company booking.CompanyID, d *messagedb.Claim, err error) {
	failed := error(nil)
	why := channel.WhyOf(err)
	moved, hasMoved := errors.AsType[*channel.MovedChat](err)
	switch ofClient := d.Audience == telling.ForClient && d.Channel == telling.Email; {
	case hasMoved:
		if failed = messagedb.MoveChat(ctx, w.DB, company, d.Recipient, moved.To); failed == nil {
			d.Recipient = moved.To
		}
	case d.Channel == telling.Push && why == telling.WhyEnded:
		failed = messagedb.EndBrowser(ctx, w.DB, company, d.Recipient)
	case d.Channel == telling.Push && why == telling.WhyKey:
		failed = messagedb.BreakBrowser(ctx, w.DB, company, d.Recipient, string(why))
	case d.Audience == telling.ForClient && d.Channel == telling.Telegram && channel.OfChat(why):
		failed = messagedb.BreakClientChat(ctx, w.DB, company, d.Recipient, string(why))
	case d.Channel == telling.Telegram && channel.OfChat(why):
		failed = messagedb.BreakChat(ctx, w.DB, company, d.Recipient, string(why))
	case ofClient && (why == telling.WhyAddress || why == telling.WhyScript):
		failed = messagedb.BuryAddress(ctx, w.DB, company, d.ID, messagedb.DeadAddress{Address: d.Recipient, Why: why, Error: channel.Brief(err.Error())})
	case ofClient && err == nil && d.State != telling.Logged:
		failed = messagedb.ReviveAddress(ctx, w.DB, company, d.Recipient)
	}
	if failed != nil {
		w.Log.WarnContext(ctx, "what became of a recipient could not be kept", "error", booking.LogText(failed.Error()))
	}
}

// settle writes the delivery's state. It is patient, because a message that has left
// but is not marked will leave again: a restart of the database takes seconds.
func (w *Worker) settle(ctx context.Context, company booking.CompanyID, d messagedb.Claim, pause time.Duration) error {
	for wait := 200 * time.Millisecond; ; wait *= 2 {
		err := messagedb.SettleDelivery(ctx, w.DB, company, d, pause)
		if err == nil || ctx.Err() != nil || wait > 4*time.Second {
			return err
		}
		time.Sleep(wait)
	}
}

// report leaves no personal data in the log; the row has it.
func (w *Worker) report(ctx context.Context, d messagedb.Claim) {
	w.Metrics.Attempted(string(d.Channel), string(d.State))
	log := w.Log.With("delivery", d.ID, "booking", d.Booking, "event", d.Event, "channel", d.Channel, "attempt", d.Attempts)
	switch d.State {
	case telling.Parked:
		log.ErrorContext(ctx, "delivery parked", "error", booking.LogText(d.Error))
	case telling.Unknown:
		log.ErrorContext(ctx, "nobody knows whether a delivery was taken; it is not sent again by itself", "error", booking.LogText(d.Error))
	case telling.Retrying:
		if d.Held != "" {
			log.InfoContext(ctx, "delivery waits: a bound on mail is reached", "by", d.Held)
			return
		}
		log.WarnContext(ctx, "delivery failed; it will be tried again", "error", booking.LogText(d.Error))
	case telling.Dropped:
		log.InfoContext(ctx, "delivery dropped", "reason", d.Error)
	case telling.Sent:
		log.InfoContext(ctx, "delivery sent")
	}
}
