package clients

import (
	"context"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/tags"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/desk/bookings"
)

// AddTags gives a client the tags that were typed, and gives the way back, "" where he has them already. Each act is of single
// tags, so two people who change them at once are both right. Errors: NotFound; Invalid, in the field "tag".
func (d *Desk) AddTags(ctx context.Context, m acts.Member, id booking.ID, typed string) (booking.ID, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return "", err
	}
	list, err := tags.Read(typed)
	if err != nil {
		return "", err
	}
	return d.changeTags(ctx, m, id, func(a *db.Act) (t clientdb.TagChange, err error) {
		t.Added, err = clientdb.PutTags(ctx, a, id, list)
		return t, err
	})
}

// RemoveTag takes a tag from a client, and gives the way back, "" where he does not have it.
func (d *Desk) RemoveTag(ctx context.Context, m acts.Member, id booking.ID, tag string) (booking.ID, error) {
	return d.changeTags(ctx, m, id, func(a *db.Act) (t clientdb.TagChange, err error) {
		t.Removed, err = clientdb.RemoveTags(ctx, a, id, []string{tag})
		return t, err
	})
}

func (d *Desk) changeTags(ctx context.Context, m acts.Member, id booking.ID, change func(*db.Act) (clientdb.TagChange, error)) (undo booking.ID, err error) {
	err = d.Bookings.ChangeClient(ctx, m, id, func(a *db.Act, _ booking.Client, now time.Time) error {
		done, err := change(a)
		if err != nil {
			return err
		}
		if len(done.Added)+len(done.Removed) == 0 {
			return acts.ErrUnchanged
		}
		if err := clientdb.WriteTags(ctx, a, id, done, m.Actor(), now); err != nil {
			return err
		}
		before, err := done.WayBack()
		if err != nil {
			return err
		}
		undo, err = d.keepUndo(ctx, a, bookingdb.Undo{Client: id, User: m.User, Before: before, Expires: now.Add(bookings.UndoFor)})
		return err
	})
	return undo, err
}

// keepUndo keeps the way back of an act, and gives its token.
func (d *Desk) keepUndo(ctx context.Context, a *db.Act, undo bookingdb.Undo) (booking.ID, error) {
	ids, err := d.NewIDs(1)
	if err != nil {
		return "", err
	}
	undo.Token = ids[0]
	return undo.Token, bookingdb.KeepUndo(ctx, a, undo)
}
