package notify

import (
	"context"
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// Pace is how soon mail beyond a recipient's bound comes in a digest, how often at the most, and after how long it is
// looked whether a bound has room again.
type Pace struct{ Wait, Every, Look time.Duration }

func (p Pace) orUsual() Pace {
	if p == (Pace{}) {
		return Pace{Wait: time.Hour, Every: abuse.DigestFor.Per, Look: time.Hour}
	}
	return p
}

// heldBack is an attempt that was not made: its bound on mail is reached.
type heldBack struct {
	by    telling.MailHold
	pause time.Duration
}

func (h *heldBack) Error() string { return "held: " + string(h.by) }

// bounded is the rule that a delivery counts against: it leaves the house, and goes to somebody
// who has not asked us for it himself.
func (w *Worker) bounded(d *messagedb.Claim, s telling.Standing) (rule abuse.Rule, counts bool) {
	switch {
	case d.Counted || d.Channel != telling.Email || w.Channels[d.Channel].Done() != telling.Sent:
	case d.Audience == telling.ForClient && d.ByDesk && s.Approved:
	case d.Audience == telling.ForClient && d.Proven:
		return abuse.MailKnown, true
	case d.Audience == telling.ForClient || d.Outsider && s.Young(time.Now()):
		return abuse.MailFor, true
	case d.Outsider && !s.Approved: // an address that a member has typed
		return abuse.MailTyped, true
	}
	return rule, false
}

// room takes a place for a mail within the bounds of its company and its recipient, whichever
// companies write to him; a heldBack error where there is none. What has a place keeps it,
// however often it is tried.
func (w *Worker) room(ctx context.Context, company booking.CompanyID, d *messagedb.Claim) error {
	now, pace := time.Now(), w.Pace.orUsual()
	s, err := messagedb.Standing(ctx, w.DB.Of(company), now)
	if err != nil {
		return err
	}
	s.Approved = s.Approved || w.NoSignUp
	toHim, counts := w.bounded(d, s)
	if !counts {
		return nil
	}
	ofCompany := abuse.MailOf
	if ofCompany.Most = s.MailsPerDay(now); ofCompany.Most == 0 {
		return &heldBack{telling.HeldCompany, pace.Look}
	}
	if err := w.within(ctx, now, ofCompany.By(strconv.FormatInt(int64(company), 10)), &heldBack{telling.HeldCompany, pace.Look}); err != nil {
		return err
	}
	if err := w.within(ctx, now, toHim.By(d.Recipient), &heldBack{telling.HeldRecipient, pace.Wait}); err != nil {
		return err
	}
	d.Counted = true
	return nil
}

// within counts, and is beyond where there is no room.
func (w *Worker) within(ctx context.Context, now time.Time, counted abuse.Counted, beyond *heldBack) error {
	refused, err := w.DB.Count(ctx, now, counted)
	if err == nil && len(refused) > 0 {
		return beyond
	}
	return err
}
