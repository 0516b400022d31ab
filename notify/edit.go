package notify

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/vgarvardt/gue/v5"

	"okno/booking"
	"okno/db"
)

// edit brings a chat's message up to date: what has become of the booking, who
// did it, and no buttons that have nothing left to do. It may run any number of times.
func (w *Worker) edit(ctx context.Context, j *gue.Job) error {
	var args deliveryArgs
	if err := json.Unmarshal(j.Args, &args); err != nil || !booking.IsID(string(args.Delivery)) {
		w.Log.ErrorContext(ctx, "an edit that cannot be read is dropped", "job", j.ID, "error", err)
		return nil
	}
	editor, can := w.Channels[booking.Telegram].(interface {
		Edit(ctx context.Context, m Message, receipt string) error
	})
	if !can {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, w.Retry.Lease)
	defer cancel()
	m, receipt, err := w.edited(ctx, args)
	if booking.CodeOf(err) == booking.NotFound {
		return nil
	}
	if err == nil {
		err = editor.Edit(ctx, m, receipt)
	}
	if wish, ok := errors.AsType[*later](err); ok {
		return w.later(booking.Telegram, wish.after, brief(err.Error()))
	}
	if err != nil && j.ErrorCount >= maxEdits {
		w.Log.WarnContext(ctx, "a chat's message could not be brought up to date", "delivery", args.Delivery, "error", err)
		return nil
	}
	return err
}

// maxEdits is how often an edit is tried: the message said what was right when it came.
const maxEdits = 5

// edited is the message as it should read now.
func (w *Worker) edited(ctx context.Context, args deliveryArgs) (Message, string, error) {
	scope := w.DB.Of(args.Company)
	d, told, err := scope.ToldDelivery(ctx, args.Delivery)
	if err != nil {
		return Message{}, "", err
	}
	o, err := scope.Occasion(ctx, d.Booking)
	if err != nil {
		return Message{}, "", err
	}
	voice, err := scope.Voice(ctx, d.Audience, d.Event, d.Locale)
	if err != nil {
		return Message{}, "", err
	}
	history, err := scope.History(ctx, d.Booking)
	if err != nil {
		return Message{}, "", err
	}
	words := wordsOf(d.Locale)
	p := compose(d, o, voice, w.BaseURL)
	p.Buttons = bookingButtons(words, args.Company, d, o, p.URL)
	p.Outcome = outcome(words, told, o.Snapshot(), o, decisive(history))
	m, err := p.message(d)
	m.Company = args.Company
	return m, d.Receipt, err
}

// editJobs are the jobs that bring a booking's messages in chats up to date.
func (w *Worker) editJobs(ctx context.Context, scope db.Scope, id booking.ID) ([]*gue.Job, error) {
	if id == "" {
		return nil, nil
	}
	list, err := scope.ChatDeliveries(ctx, id)
	jobs := make([]*gue.Job, len(list))
	for i, delivery := range list {
		if jobs[i], err = newJob(string(booking.Telegram), editJob, deliveryArgs{scope.Company(), delivery}); err != nil {
			return nil, err
		}
	}
	return jobs, err
}
