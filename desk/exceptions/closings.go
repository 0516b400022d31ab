package exceptions

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/exceptions"
	"okno/db"
	"okno/db/setupdb"
)

// Closing is an exception that CloseOn has made, at the revision that it was made with.
type Closing struct {
	ID       booking.ID
	Revision int
}

// CloseOn closes the company on whole days, all or none, such as the holidays of a year,
// but for the dates on which it is closed already, and says which exceptions that has made.
func (d *Desk) CloseOn(ctx context.Context, m acts.Member, days []booking.Exception) ([]Closing, error) {
	var made []Closing
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		made = nil
		setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		for _, e := range days {
			if exceptions.ClosedOn(setup.Exceptions, e.FromDate) {
				continue
			}
			if e.ID, err = booking.NewID(d.Random); err != nil {
				return err
			}
			if err := setupdb.InsertException(ctx, a, e); err != nil {
				return err
			}
			made = append(made, Closing{e.ID, setupdb.FirstRevision})
		}
		if len(made) == 0 {
			return acts.ErrUnchanged
		}
		return nil
	})
	return made, err
}

// Reopen undoes CloseOn. What somebody has changed or deleted since stays as it is;
// left says how many those are. Where that is all of them, it is a Conflict.
func (d *Desk) Reopen(ctx context.Context, m acts.Member, closings []Closing) (left int, err error) {
	err = d.ChangeSetup(ctx, m, func(a *db.Act) error {
		left = 0
		stored, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		for _, c := range closings {
			if e, known := stored.Exception(c.ID); !known || e.Revision != c.Revision {
				left++
				continue
			}
			if done, err := setupdb.DeleteException(ctx, a, c.ID, d.Now()); err != nil || !done {
				return foundException(done, err)
			}
		}
		if left == len(closings) {
			return booking.Fail(booking.Conflict, "exceptions.holidays.changed")
		}
		return nil
	})
	return left, err
}
