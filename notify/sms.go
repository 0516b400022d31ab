package notify

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// errBegun is an attempt at an SMS that was begun before and has not come to its end: its process was killed, or lost the
// database.
var errBegun = &channel.Unsure{Err: &channel.Failure{Why: telling.WhySMSUnsure, Err: errors.New("cut off while it was sent")}}

// text makes one attempt at an SMS. What it takes is counted before the provider is asked and given back where it has not taken
// the message, so that whoever finds it counted knows that it may have been sent.
func (w *Worker) text(ctx context.Context, company booking.CompanyID, d *messagedb.Claim) error {
	if d.Counted {
		return errBegun
	}
	scope := w.DB.Of(company)
	settings, err := messagedb.SMSSettings(ctx, scope)
	if err != nil {
		return err
	}
	m := channel.Message{ID: d.ID, Locale: d.Locale, Company: company}
	var zone *time.Location
	if d.Event == booking.TestMessage {
		m.Text, zone, err = w.smsTest(ctx, scope, d)
	} else {
		m.Text, zone, err = w.smsText(ctx, scope, d, settings)
	}
	if err != nil {
		return err
	}
	m.To = d.Recipient
	place, err := messagedb.TakeSMSPlace(ctx, w.DB, company, *d, booking.DateOf(time.Now(), zone), telling.SegmentsOf(m.Text).N, settings)
	switch {
	case err != nil:
		return err
	case place.Full != "":
		if err := w.smsFull(ctx, company, place); err != nil {
			return err
		}
		return &channel.Refused{Err: &channel.Failure{Why: place.Full, Err: errors.New("")}}
	case !place.Taken:
		return errBegun
	}
	d.Counted = true
	if d.Receipt, err = w.Channels[telling.SMS].Send(ctx, m); err == nil || channel.IsUnsure(err) {
		return err
	}
	if back := messagedb.GiveSMSPlaceBack(ctx, w.DB, company, d.ID, place, settings.Price); back != nil {
		return back
	}
	d.Counted = false
	return err
}

// smsText is what a client is told of his booking in an SMS, and the company's zone; a dropped error says that it is nothing.
func (w *Worker) smsText(ctx context.Context, scope db.Scope, d *messagedb.Claim, settings telling.SMSSettings) (string, *time.Location, error) {
	o, err := messagedb.ReadNotificationContext(ctx, scope, d.Booking)
	if err != nil {
		return "", nil, err
	}
	now := o.Snapshot()
	event, reason, tell := telling.NetEvent(d.Before, now, d.Event)
	kind := telling.SMSKind(event)
	switch {
	case !tell:
		return "", nil, dropped{reason}
	case o.Status == booking.Pending, d.Before != nil && d.Before.Status == booking.Pending && !now.InForce():
		return "", nil, dropped{telling.DropPending}
	case o.SMS == "" || kind == "" || !settings.Tells(kind):
		return "", nil, dropped{telling.DropNoSMS}
	}
	d.Event, d.Told, d.Recipient = event, &now, o.SMS
	off, err := messagedb.RemindersOff(ctx, scope, o.Booking)
	if err != nil {
		return "", nil, err
	}
	if err := dueBySMS(d.Delivery, o, off, settings.Quiet, time.Now()); err != nil {
		return "", nil, err
	}
	voice, err := w.voice(ctx, scope, telling.BySMS, kind, d.Locale)
	if err != nil {
		return "", nil, err
	}
	o = toClient(modest(o.In(d.Locale), voice.Standing))
	return compose.SMS(d.Locale, kind, o, voice, w.Links.visit(scope.Company(), o.Booking, "")), o.Zone, nil
}

// dueBySMS is dueToClient of a reminder that comes before the quiet hours it would fall into.
func dueBySMS(d telling.Delivery, o messagedb.NotificationContext, off bool, quiet telling.Quiet, now time.Time) error {
	err := dueToClient(d, o, off, now)
	minutes, known := reminderOf(d.Topic)
	if _, soon := errors.AsType[*channel.Later](err); !soon || !known {
		return err
	}
	if wait := quiet.Before(o.Start.Add(-minutes), o.Zone).Sub(now); wait > early {
		return &channel.Later{Err: errTooEarly, After: wait}
	}
	return nil
}

// smsTest says that SMS arrive.
func (w *Worker) smsTest(ctx context.Context, scope db.Scope, d *messagedb.Claim) (string, *time.Location, error) {
	voice, err := w.voice(ctx, scope, d.Audience, d.Event, d.Locale)
	if err != nil {
		return "", nil, err
	}
	zone, err := messagedb.ZoneOf(ctx, scope)
	return compose.SMSTest(d.Locale, voice.Company), zone, err
}

// smsFull tells the owners, once a period, that the company has sent as many SMS as it wants to.
func (w *Worker) smsFull(ctx context.Context, company booking.CompanyID, p messagedb.SMSPlace) error {
	kind, on := compose.MailSMSDay, p.On
	switch {
	case p.Full == telling.WhySMSNumber || w.Seal == nil:
		return nil
	case p.Full == telling.WhySMSMonth:
		kind, on.Day = compose.MailSMSMonth, 1
	}
	if told, err := messagedb.Ticked(ctx, w.DB.Of(company), kind, on); err != nil || told {
		return err
	}
	return w.once(ctx, company, kind, on, func(a *db.Act) error {
		owners, err := messagedb.OwnerEmails(ctx, a.Scope)
		if err != nil {
			return err
		}
		for _, each := range owners {
			id, err := booking.NewID(rand.Reader)
			if err != nil {
				return err
			}
			path, err := w.Seal.Close(AccountSeal, []byte("/settings/notifications/sms"))
			if err != nil {
				return err
			}
			voice, err := messagedb.ReadVoice(ctx, a.Scope, telling.ForTeam, booking.TestMessage, each.Locale)
			if err != nil {
				return err
			}
			mail := AccountMail{ID: id, Kind: kind, To: each.Email, Locale: each.Locale, Blanks: map[string]string{"Company": voice.Company}, Sealed: path}
			if err := w.outbox.AccountMail(ctx, a.SQLX().Tx, mail); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestSMS sends a test to a phone; its delivery says what became of it.
func (o *Outbox) TestSMS(ctx context.Context, act *db.Act, phone, locale string) (booking.ID, error) {
	d, err := messagedb.TestBySMS(ctx, act, phone, locale)
	if err != nil {
		return "", err
	}
	return d.ID, o.enqueue(ctx, act, messagedb.Telling{Event: booking.TestMessage}, []telling.Delivery{d})
}
