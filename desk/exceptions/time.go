package exceptions

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/exceptions"
	"okno/db"
	"okno/db/setupdb"
)

// TimeBlocked is what blocking time on the board has done.
type TimeBlocked struct {
	Before, After booking.Exception // the zero Before for a new one
}

// BlockTime blocks hours of one resource on one date, or changes such an exception: what the board does
// by hand. Errors: those of SaveException; HitsBookings where bookings stand there and nothing is said about
// them; Conflict for an exception of more than one date, or of the company.
func (d *Desk) BlockTime(ctx context.Context, m acts.Member, w ExceptionRequest) (TimeBlocked, error) {
	w.Draft.Ends, w.Draft.Hours, w.Draft.ToDate, w.Draft.Weekdays = "one", "hours", "", nil
	var done TimeBlocked
	err := d.WriteTime(ctx, m, func(a *db.Act, setup db.Setup) error {
		done = TimeBlocked{}
		if _, known := setup.Exception(w.ID); w.ID != "" && !known {
			return booking.Fail(booking.NotFound, "exceptions.error.unknown")
		}
		e, err := w.read(setup)
		switch {
		case err != nil:
			return err
		case e.Resource == "":
			return acts.WrongField("about", "error.resource_unknown")
		case w.ID == "":
			if e.ID, err = booking.NewID(d.Random); err != nil {
				return err
			}
			done.After, done.After.Revision = e, setupdb.FirstRevision
			if err := setupdb.InsertException(ctx, a, e); err != nil {
				return err
			}
			return d.Settle(ctx, a, m, setup)
		}
		if done.Before, err = ofBoard(setup, w.ID, w.Revision); err != nil {
			return err
		}
		e.Revision = done.Before.Revision
		if done.After = e; sameTime(done.Before, e) {
			return acts.ErrUnchanged
		}
		done.After.Revision++
		if err := setupdb.UpdateException(ctx, a, e); err != nil {
			return err
		}
		return d.Settle(ctx, a, m, setup)
	})
	return done, err
}

// FreeTime takes such an exception away, as far as it is the one that was seen. BlockTimeAgain brings it back.
func (d *Desk) FreeTime(ctx context.Context, m acts.Member, id booking.ID, revision int) (booking.Exception, error) {
	var e booking.Exception
	err := d.WriteTime(ctx, m, func(a *db.Act, setup db.Setup) (err error) {
		if e, err = ofBoard(setup, id, revision); err != nil {
			return err
		}
		done, err := setupdb.DeleteException(ctx, a, id, d.Now())
		return foundException(done, err)
	})
	return e, err
}

// BlockTimeAgain undoes FreeTime. What stands there has been decided when the time was blocked, so that
// nobody is asked again.
func (d *Desk) BlockTimeAgain(ctx context.Context, m acts.Member, id booking.ID) (booking.Exception, error) {
	var e booking.Exception
	err := d.WriteTime(ctx, m, func(a *db.Act, _ db.Setup) error {
		if done, err := setupdb.RestoreException(ctx, a, id); err != nil || !done {
			return foundException(done, err)
		}
		after, err := a.Setup(ctx)
		if err != nil {
			return err
		}
		restored, _ := after.Exception(id)
		if e = restored; !exceptions.OfBoard(e) {
			return booking.Fail(booking.Conflict, "exceptions.error.wide")
		}
		return nil
	})
	return e, err
}

// ofBoard is an exception that the board may change, as it was seen.
func ofBoard(setup db.Setup, id booking.ID, revision int) (booking.Exception, error) {
	e, known := setup.Exception(id)
	switch {
	case !known:
		return e, booking.Fail(booking.NotFound, "exceptions.error.unknown")
	case e.Revision != revision:
		return e, booking.Fail(booking.Conflict, "exceptions.error.changed")
	case !exceptions.OfBoard(e):
		return e, booking.Fail(booking.Conflict, "exceptions.error.wide")
	}
	return e, nil
}

// sameTime says whether two exceptions of the board block the same for the same reason.
func sameTime(a, b booking.Exception) bool {
	return a.Resource == b.Resource && a.FromDate == b.FromDate && a.From == b.From && a.To == b.To && a.Reason == b.Reason
}
