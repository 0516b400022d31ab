package desk

import (
	"context"
	"slices"

	"okno/booking"
	"okno/db"
)

// ExceptionRequest is an exception to be saved, as the form has it.
type ExceptionRequest struct {
	ID          booking.ID // "" for a new one
	Revision    int        // of the one that was seen; nothing newer is overwritten
	Draft       booking.ExceptionDraft
	Resolutions []booking.Resolution // the bookings that the form showed as hit
	Reason      string               // of cancellations; "" takes the exception's
}

// ExceptionSaved is what saving has done.
type ExceptionSaved struct {
	ID               booking.ID
	Moved, Cancelled int
}

// MaxHits is how many of the bookings that an exception hits are decided with
// it, the earliest first. The others stay as they are.
const MaxHits = 100

// SaveException writes an exception and, in the same transaction, does with the
// bookings that it hits what was chosen. Errors: Invalid with fields; NotFound
// for one that is gone; Conflict where the exception, or any booking that it
// hits, is not what was seen; SlotTaken where a move is not possible any more.
func (d *Desk) SaveException(ctx context.Context, m Member, w ExceptionRequest) (ExceptionSaved, error) {
	if slices.ContainsFunc(w.Resolutions, func(f booking.Resolution) bool { return f.Do != booking.ResolveKeep }) {
		if err := m.Must(booking.ChangeBookings); err != nil {
			return ExceptionSaved{}, err
		}
	}
	saved := ExceptionSaved{ID: w.ID}
	err := d.writeSetup(ctx, m, func(a *db.Act, setup db.Setup) error {
		e, err := w.read(setup)
		if err != nil {
			return err
		}
		if w.ID == "" {
			if e.ID, err = booking.NewID(d.Random); err != nil {
				return err
			}
		}
		saved.ID = e.ID
		return d.saveException(ctx, a, m, w, setup, e, &saved)
	})
	return saved, err
}

// read understands the request by the setup as it is now.
func (w ExceptionRequest) read(setup db.Setup) (booking.Exception, error) {
	e, err := w.Draft.Check(setup.Services, setup.Resources)
	if err != nil {
		return e, err
	}
	if _, ok := booking.CleanText(w.Reason, booking.MaxText); !ok {
		return e, booking.FailFields(map[string]booking.Sentence{"cancel_reason": booking.Say("error.too_long", "Max", booking.MaxText)})
	}
	if w.ID == "" {
		return e, nil
	}
	stored, known := exceptionOf(setup, w.ID)
	if !known {
		return e, booking.Fail(booking.NotFound, "exceptions.error.unknown")
	}
	if stored.Revision != w.Revision {
		return e, booking.Fail(booking.Conflict, "exceptions.error.changed")
	}
	e.ID = w.ID
	return e, nil
}

func (d *Desk) saveException(ctx context.Context, a *db.Act, m Member, w ExceptionRequest, setup db.Setup, e booking.Exception, saved *ExceptionSaved) error {
	now := d.Now()
	hits, err := a.Hits(ctx, setup, e, now)
	if err != nil {
		return err
	}
	hits = hits[:min(len(hits), MaxHits)]
	if !asSeen(w.Resolutions, hits) {
		return booking.Fail(booking.Conflict, "exceptions.error.hits_changed")
	}
	write := a.UpdateException
	if w.ID == "" {
		write = a.InsertException
	}
	if err := write(ctx, e); err != nil {
		return err
	}
	reason, _ := booking.CleanText(w.Reason, booking.MaxText)
	if reason == "" {
		reason = e.Reason
	}
	from := map[booking.ID]booking.ID{}
	for _, b := range hits {
		from[b.ID] = e.Resource
	}
	f := resolver{desk: d, act: a, member: m, setup: setup, calendar: setup.Calendar(nil).With(e), from: from, reason: reason, now: now}
	saved.Moved, saved.Cancelled, err = f.all(ctx, w.Resolutions, hits)
	return err
}

// EndException makes an exception that has begun end today: today is the last
// date on which it holds.
func (d *Desk) EndException(ctx context.Context, m Member, id booking.ID, revision int) error {
	return d.changeSetup(ctx, m, func(a *db.Act) error {
		setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		e, known := exceptionOf(setup, id)
		today := booking.DateOf(d.Now(), setup.Company.Zone)
		switch {
		case !known:
			return booking.Fail(booking.NotFound, "exceptions.error.unknown")
		case e.Revision != revision:
			return booking.Fail(booking.Conflict, "exceptions.error.changed")
		case today.Before(e.FromDate):
			return booking.Fail(booking.Conflict, "exceptions.error.not_begun")
		case e.ToDate != nil && !today.Before(*e.ToDate):
			return booking.Fail(booking.Conflict, "exceptions.error.over")
		}
		e.ToDate = &today
		return a.UpdateException(ctx, e)
	})
}

// DeleteException takes an exception away. RestoreException brings it back, for
// a day (db.ExceptionAge).
func (d *Desk) DeleteException(ctx context.Context, m Member, id booking.ID) error {
	return d.changeSetup(ctx, m, func(a *db.Act) error {
		done, err := a.DeleteException(ctx, id, d.Now())
		return foundException(done, err)
	})
}

// RestoreException undoes DeleteException. What the exception hits has been decided when it was
// made, so that nobody is asked again.
func (d *Desk) RestoreException(ctx context.Context, m Member, id booking.ID) error {
	return d.writeSetup(ctx, m, func(a *db.Act, _ db.Setup) error {
		done, err := a.RestoreException(ctx, id)
		return foundException(done, err)
	})
}

func foundException(done bool, err error) error {
	if err == nil && !done {
		return booking.Fail(booking.NotFound, "exceptions.error.unknown")
	}
	return err
}

func exceptionOf(setup db.Setup, id booking.ID) (booking.Exception, bool) {
	i := slices.IndexFunc(setup.Exceptions, func(e booking.Exception) bool { return e.ID == id })
	if i < 0 {
		return booking.Exception{}, false
	}
	return setup.Exceptions[i], true
}
