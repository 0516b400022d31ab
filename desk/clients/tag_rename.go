package clients

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/tags"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/desk/bookings"
)

// RenameTag gives a tag another name with all clients who have it, and gives the way back, "" where it has that name already. A
// tag of that name takes them in, once merge says that this is meant. Errors: NotFound where nobody has it any more; Invalid, in the
// field "tag"; NeedsConfirmation where there is a tag of that name.
func (d *Desk) RenameTag(ctx context.Context, m acts.Member, from, to string, merge bool) (done clientdb.TagRename, undo booking.ID, err error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return done, "", err
	}
	names, err := tags.Read(to)
	if err != nil {
		return done, "", err
	}
	if len(names) > 1 {
		return done, "", booking.FailFields(booking.Fields{"tag": booking.Say("error.tag_one")})
	}
	err = d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		if err := mayMerge(ctx, a, from, names[0], merge); err != nil {
			return err
		}
		if done, err = clientdb.RenameTag(ctx, a, from, names[0]); err != nil {
			return err
		}
		switch {
		case done.Clients() == 0:
			return booking.Fail(booking.NotFound, "error.tag_gone")
		case done.From == done.To:
			return nil
		}
		before, err := done.WayBack()
		if err != nil {
			return err
		}
		now := d.Now()
		if undo, err = d.keepUndo(ctx, a, bookingdb.Undo{User: m.User, Before: before, Expires: now.Add(bookings.UndoFor)}); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("client.tag_renamed", now, map[string]string{"from": done.From, "to": done.To})); err != nil {
			return err
		}
		return a.Changed(ctx, "", booking.ActClient, nil, now)
	})
	return done, undo, err
}

// mayMerge asks before two tags become one: what was of either can be told apart no more.
func mayMerge(ctx context.Context, a *db.Act, from, to string, merge bool) error {
	if merge || tags.Key(from) == tags.Key(to) {
		return nil
	}
	all, err := clientdb.TagUses(ctx, a.Scope)
	if err != nil {
		return err
	}
	had := false
	for _, use := range all {
		had = had || tags.Key(use.Tag) == tags.Key(from)
	}
	for _, use := range all {
		if had && tags.Key(use.Tag) == tags.Key(to) {
			return &booking.Error{Code: booking.NeedsConfirmation, Sentence: booking.Say("clients.tag.there", "tag", use.Tag, "count", use.Clients)}
		}
	}
	return nil
}
