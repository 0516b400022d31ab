package setup

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
)

// Switch is what services, resources and forms have in common: one is found by its ID, switched on and off, and put
// into an archive and taken out of it again, with its switch as it was.
type Switch[T any] struct {
	Table    setupdb.Switched
	All      func(context.Context, *db.Act) ([]T, error)
	State    func(T) State
	Unknown  string // the key of the sentence that there is no such thing
	Archived string // the key of the sentence that it is in the archive
}

// State is where a thing stands.
type State struct {
	ID               booking.ID
	Active, Archived bool
}

// In finds a thing in the list; NotFound where it is not there.
func (s Switch[T]) In(all []T, id booking.ID) (found T, err error) {
	i := slices.IndexFunc(all, func(each T) bool { return s.State(each).ID == id })
	if i < 0 {
		return found, booking.Fail(booking.NotFound, s.Unknown)
	}
	return all[i], nil
}

// Change performs a change of one thing, as ChangeSetup does.
func (s Switch[T]) Change(ctx context.Context, d *Desk, m acts.Member, id booking.ID, change func(*db.Act, T) error) error {
	return d.ChangeSetup(ctx, m, func(a *db.Act) error {
		all, err := s.All(ctx, a)
		if err != nil {
			return err
		}
		one, err := s.In(all, id)
		if err != nil {
			return err
		}
		return change(a, one)
	})
}

// Archive puts a thing away: it keeps its bookings or leads and is offered to nobody.
func (s Switch[T]) Archive(ctx context.Context, d *Desk, m acts.Member, id booking.ID) error {
	now := d.Now()
	return s.Change(ctx, d, m, id, func(a *db.Act, one T) error {
		if s.State(one).Archived {
			return acts.ErrUnchanged
		}
		return setupdb.SetArchived(ctx, a, s.Table, &now, id)
	})
}

// Restore takes a thing out of the archive, switched on or off as it was.
func (s Switch[T]) Restore(ctx context.Context, d *Desk, m acts.Member, id booking.ID) error {
	return s.Change(ctx, d, m, id, func(a *db.Act, one T) error {
		if !s.State(one).Archived {
			return acts.ErrUnchanged
		}
		return setupdb.SetArchived(ctx, a, s.Table, nil, id)
	})
}

// SetActive switches a thing on or off; Conflict where it is in the archive. It leaves the revision alone, as the
// archive and the order do: no form holds them, so that they neither overwrite what somebody is typing nor are
// overwritten by it.
func (s Switch[T]) SetActive(ctx context.Context, d *Desk, m acts.Member, id booking.ID, active bool) error {
	return s.Change(ctx, d, m, id, func(a *db.Act, one T) error {
		switch state := s.State(one); {
		case state.Archived:
			return booking.Fail(booking.Conflict, s.Archived)
		case state.Active == active:
			return acts.ErrUnchanged
		}
		return setupdb.SetActive(ctx, a, s.Table, id, active)
	})
}
