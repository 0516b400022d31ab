package exceptions

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/exceptions"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/setupdb"
	"okno/desk/bookings"
)

// ExceptionRequest is an exception to be saved, as the form has it.
type ExceptionRequest struct {
	ID          booking.ID // "" for a new one
	Revision    int        // of the one that was seen; nothing newer is overwritten
	Draft       exceptions.Draft
	Resolutions []booking.Resolution // the bookings that the form showed as hit
	Reason      string               // of cancellations; "" takes the exception's
}

// ExceptionSaved is what saving has done.
type ExceptionSaved struct {
	ID               booking.ID
	Moved, Cancelled int
}

// SaveException writes an exception and, in the same transaction, does with the
// bookings that it hits what was chosen. Errors: Invalid with fields; NotFound
// for one that is gone; Conflict where the exception, or any booking that it
// hits, is not what was seen; SlotTaken where a move is not possible any more.
func (d *Desk) SaveException(ctx context.Context, m acts.Member, w ExceptionRequest) (ExceptionSaved, error) {
	if slices.ContainsFunc(w.Resolutions, func(f booking.Resolution) bool { return f.Do != booking.ResolveKeep }) {
		if err := m.Must(booking.ChangeBookings); err != nil {
			return ExceptionSaved{}, err
		}
	}
	saved := ExceptionSaved{ID: w.ID}
	err := d.WriteSetup(ctx, m, func(a *db.Act, setup db.Setup) error {
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
	stored, known := setup.Exception(w.ID)
	if !known {
		return e, booking.Fail(booking.NotFound, "exceptions.error.unknown")
	}
	if stored.Revision != w.Revision {
		return e, booking.Fail(booking.Conflict, "exceptions.error.changed")
	}
	e.ID = w.ID
	return e, nil
}

func (d *Desk) saveException(ctx context.Context, a *db.Act, m acts.Member, w ExceptionRequest, setup db.Setup, e booking.Exception, saved *ExceptionSaved) error {
	now := d.Now()
	hits, err := bookingdb.Hits(ctx, a.Scope, setup, e, now)
	if err != nil {
		return err
	}
	hits = hits[:min(len(hits), bookings.MaxHits)]
	if !bookings.AsSeen(w.Resolutions, hits) {
		return booking.Fail(booking.Conflict, "exceptions.error.hits_changed")
	}
	if w.ID == "" {
		err = setupdb.InsertException(ctx, a, e)
	} else {
		err = setupdb.UpdateException(ctx, a, e)
	}
	if err != nil {
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
	f := bookings.Resolver{Desk: d.Bookings, Act: a, Member: m, Setup: setup, Calendar: setup.Calendar(nil).With(e), From: from, Reason: reason, Now: now}
	saved.Moved, saved.Cancelled, err = f.All(ctx, w.Resolutions, hits)
	return err
}

// EndException makes an exception that has begun end today: today is the last
// date on which it holds.
func (d *Desk) EndException(ctx context.Context, m acts.Member, id booking.ID, revision int) error {
	return d.ChangeSetup(ctx, m, func(a *db.Act) error {
		setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		e, known := setup.Exception(id)
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
		return setupdb.UpdateException(ctx, a, e)
	})
}

// DeleteException takes an exception away. RestoreException brings it back, for
// a day (db.ExceptionAge).
func (d *Desk) DeleteException(ctx context.Context, m acts.Member, id booking.ID) error {
	return d.ChangeSetup(ctx, m, func(a *db.Act) error {
		done, err := setupdb.DeleteException(ctx, a, id, d.Now())
		return foundException(done, err)
	})
}

// RestoreException undoes DeleteException. What the exception hits has been decided when it was
// made, so that nobody is asked again.
func (d *Desk) RestoreException(ctx context.Context, m acts.Member, id booking.ID) error {
	return d.WriteSetup(ctx, m, func(a *db.Act, _ db.Setup) error {
		done, err := setupdb.RestoreException(ctx, a, id)
		return foundException(done, err)
	})
}

func foundException(done bool, err error) error {
	if err == nil && !done {
		return booking.Fail(booking.NotFound, "exceptions.error.unknown")
	}
	return err
}
