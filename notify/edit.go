package notify

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/vgarvardt/gue/v5"

	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db"
	"okno/db/leaddb"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// edit brings a chat's message up to date: what has become of the booking or lead, who
// did it, and no buttons that have nothing left to do. It may run any number of times.
func (w *Worker) edit(ctx context.Context, j *gue.Job) error {
	var args deliveryArgs
	if err := json.Unmarshal(j.Args, &args); err != nil || !booking.IsID(string(args.Delivery)) {
		w.Log.ErrorContext(ctx, "an edit that cannot be read is dropped", "job", j.ID, "error", err)
		return nil
	}
	editor, can := w.Channels[telling.Telegram].(interface {
		Edit(ctx context.Context, m channel.Message, receipt string) error
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
	if again, ok := errors.AsType[*channel.Later](err); ok {
		return w.later(telling.Telegram, again.After, channel.Brief(err.Error()))
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
func (w *Worker) edited(ctx context.Context, args deliveryArgs) (channel.Message, string, error) {
	d, err := messagedb.ToldDelivery(ctx, w.DB.Of(args.Company), args.Delivery)
	if err != nil {
		return channel.Message{}, "", err
	}
	scope, err := w.seenBy(ctx, args.Company, d.Delivery)
	if err != nil {
		return channel.Message{}, "", err
	}
	var p compose.Page
	if d.Lead != "" {
		p, err = w.editedLead(ctx, scope, d.Delivery)
	} else {
		p, err = w.editedBooking(ctx, scope, d)
	}
	if err != nil {
		return channel.Message{}, "", err
	}
	m, err := p.Message(d.Delivery)
	m.Company = args.Company
	return m, d.Receipt, err
}

func (w *Worker) editedBooking(ctx context.Context, scope db.Scope, d messagedb.Claim) (compose.Page, error) {
	o, err := messagedb.ReadNotificationContext(ctx, scope, d.Booking)
	if err != nil {
		return compose.Page{}, err
	}
	if d.Audience == telling.ForClient {
		return w.editedForClient(ctx, scope, d, o)
	}
	p, err := w.teamPage(ctx, scope, &d, o)
	if err != nil {
		return compose.Page{}, err
	}
	history, err := scope.History(ctx, d.Booking)
	p.Outcome = compose.BookingOutcome(d.Locale, d.Told, o, history)
	return p, err
}

func (w *Worker) editedLead(ctx context.Context, scope db.Scope, d telling.Delivery) (compose.Page, error) {
	o, err := leaddb.ReadLeadContext(ctx, scope, d.Lead)
	if err != nil {
		return compose.Page{}, err
	}
	history, err := scope.LeadHistory(ctx, d.Lead)
	p := compose.Lead(d, o, w.BaseURL)
	p.Buttons = compose.LeadButtons(d.Locale, scope.Company(), d, o, p.URL)
	p.Outcome = compose.LeadDecided(d.Locale, o, history)
	return p, err
}

// catchUp brings a chat's message up to date that has been decided between its
// writing and its being written down: whoever decided could not know of it.
func (w *Worker) catchUp(ctx context.Context, company booking.CompanyID, d messagedb.Claim) error {
	if d.Channel != telling.Telegram || d.State != telling.Sent || d.Own != "" || d.Booking == "" && d.Lead == "" {
		return nil
	}
	scope, changed := w.DB.Of(company), false
	if d.Lead != "" {
		o, err := leaddb.ReadLeadContext(ctx, scope, d.Lead)
		if err != nil {
			return err
		}
		changed = o.Status != webform.LeadNew
	} else if d.Told != nil {
		o, err := messagedb.ReadNotificationContext(ctx, scope, d.Booking)
		if err != nil {
			return err
		}
		_, _, changed = telling.NetEvent(d.Told, o.Snapshot(), booking.BookingChanged)
	}
	if !changed {
		return nil
	}
	job, err := newJob(ctx, string(telling.Telegram), editJob, deliveryArgs{company, d.ID})
	if err != nil {
		return err
	}
	defer w.nudge(telling.Telegram, 0)
	return w.jobs.Enqueue(ctx, job)
}

// editJobs are the jobs that bring the messages in chats up to date.
func (w *Worker) editJobs(ctx context.Context, scope db.Scope, of eventArgs) ([]*gue.Job, error) {
	if of.Booking == "" && of.Lead == "" {
		return nil, nil
	}
	list, err := messagedb.ChatDeliveries(ctx, scope, of.Booking, of.Lead)
	jobs := make([]*gue.Job, len(list))
	for i, delivery := range list {
		if jobs[i], err = newJob(ctx, string(telling.Telegram), editJob, deliveryArgs{scope.Company(), delivery}); err != nil {
			return nil, err
		}
	}
	return jobs, err
}
