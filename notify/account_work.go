package notify

import (
	"context"
	"encoding/json"
	"time"

	"github.com/vgarvardt/gue/v5"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

const (
	accountPoll = 500 * time.Millisecond
	accountSize = 2 // mails about accounts on their way at the same time
)

// mailAccount makes one attempt at one mail about an account, as deliver does at a delivery.
func (w *Worker) mailAccount(ctx context.Context, j *gue.Job) error {
	var args accountArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		w.Log.ErrorContext(ctx, "a mail that cannot be read is dropped", "job", j.ID, "error", err)
		return nil
	}
	m, mine, err := messagedb.ClaimAccountMail(ctx, w.DB, args.Mail, w.Retry.Lease)
	switch {
	case booking.CodeOf(err) == booking.NotFound:
		return nil
	case err != nil:
		return err
	case !mine && (m.State == telling.Waiting || m.State == telling.Sending || m.State == telling.Retrying):
		return gue.ErrRescheduleJobIn(max(time.Until(m.Due), time.Second), "not due")
	case !mine:
		return nil
	}
	pause := w.judgeAccount(&m, w.attemptAccount(ctx, m))
	if err := messagedb.SettleAccountMail(ctx, w.DB, m, pause); err != nil {
		return err
	}
	w.Metrics.Attempted(string(telling.Email), string(m.State))
	log := w.Log.With("mail", m.ID, "kind", m.Kind, "attempt", m.Attempts)
	switch m.State {
	case telling.Retrying:
		log.WarnContext(ctx, "mail failed; it will be tried again", "error", booking.LogText(m.Error))
		return gue.ErrRescheduleJobIn(pause, booking.LogText(m.Error))
	case telling.Parked:
		log.ErrorContext(ctx, "mail given up", "error", booking.LogText(m.Error))
	}
	return nil
}

func (w *Worker) attemptAccount(ctx context.Context, m messagedb.AccountMail) error {
	ctx, cancel := context.WithTimeout(ctx, w.Retry.Lease)
	defer cancel()
	path := ""
	if m.Sealed != nil {
		text, err := w.Seal.Open(AccountSeal, m.Sealed)
		if err != nil {
			return &channel.Refused{Err: err} // it was sealed under another secret
		}
		path = string(text)
	}
	message, err := compose.Account(m, w.BaseURL, path)
	if err != nil {
		return err
	}
	_, err = w.Channels[telling.Email].Send(ctx, message)
	return err
}

func (w *Worker) judgeAccount(m *messagedb.AccountMail, err error) (pause time.Duration) {
	switch {
	case err == nil:
		m.State = w.Channels[telling.Email].Done()
	case channel.IsRefused(err) || m.Attempts >= w.Retry.Attempts:
		m.State, m.Error = telling.Parked, channel.Brief(err.Error())
	default:
		m.State, m.Error = telling.Retrying, channel.Brief(err.Error())
		pause = w.Retry.after(m.Attempts, telling.Email, channel.WhyOf(err))
	}
	return pause
}
