package notify

import (
	"context"
	"errors"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// digest sends in one mail what waits for the recipient of a delivery because he has had enough of
// them for a day, from whatever companies. What has nothing left to tell is dropped; the
// delivery that the digest is made for ends as it does.
func (w *Worker) digest(ctx context.Context, company booking.CompanyID, d *messagedb.Claim) error {
	pace, one := w.Pace.orUsual(), abuse.DigestFor
	one.Per = pace.Every
	if err := w.within(ctx, time.Now(), one.By(d.Recipient), &heldBack{telling.HeldRecipient, pace.Look}); err != nil {
		return err
	}
	held, err := messagedb.ClaimHeld(ctx, w.DB, d.Recipient, d.ID, w.Retry.Lease)
	if err != nil {
		return err
	}
	var told []messagedb.HeldClaim
	p := compose.Digest{Lang: d.Locale}
	mine := w.take(ctx, &p, company, d)
	for i := range held {
		err := w.take(ctx, &p, held[i].Company, &held[i].Claim)
		if err == nil {
			told = append(told, held[i])
		} else if err := w.putBack(ctx, held[i], err); err != nil {
			return err
		}
	}
	if len(p.Companies) == 0 {
		return mine
	}
	p.Close()
	m, err := p.Message(d.Delivery)
	if err == nil {
		_, err = w.Channels[d.Channel].Send(ctx, m)
	}
	for _, h := range told {
		if err := w.putBack(ctx, h, err); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if mine == nil {
		d.Held = telling.HeldDigest
	}
	return mine
}

// take puts what a delivery has to tell into the page.
func (w *Worker) take(ctx context.Context, p *compose.Digest, company booking.CompanyID, d *messagedb.Claim) error {
	if d.Expired {
		return dropped{telling.DropExpired}
	}
	m, page, err := w.message(ctx, company, d)
	if err != nil {
		return err
	}
	p.Add(company, page.Company, compose.DigestMessage{Text: m.Subject, URL: page.URL, Open: page.Open})
	return nil
}

// putBack ends what came along in a digest as the attempt at it has: nil when it has gone.
func (w *Worker) putBack(ctx context.Context, h messagedb.HeldClaim, err error) error {
	nothing, gone := errors.AsType[dropped](err)
	switch {
	case err == nil:
		h.State, h.Held = telling.Sent, telling.HeldDigest
		return messagedb.SettleDelivery(ctx, w.DB, h.Company, h.Claim, 0)
	case gone:
		h.State, h.Error, h.Told = telling.Dropped, nothing.reason, nil
		return messagedb.SettleDelivery(ctx, w.DB, h.Company, h.Claim, 0)
	}
	h.State, h.Held, h.Told = telling.Retrying, telling.HeldRecipient, nil
	h.Error, h.Why = channel.Brief(err.Error()), channel.WhyOf(err)
	return messagedb.SettleDelivery(ctx, w.DB, h.Company, h.Claim, w.Pace.orUsual().Look)
}
