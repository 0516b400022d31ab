package clients

import (
	"context"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
	"okno/db/clientdb"
)

// MergeClients makes one client of two: keep takes what he lacks from other and
// all of his visits, and is known by his phone and e-mail from then on. It
// cannot be undone. Each has to stand at the revision that was shown.
func (d *Desk) MergeClients(ctx context.Context, m acts.Member, keep, other booking.ID, keepRevision, otherRevision int) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	if keep == other {
		return booking.Fail(booking.Conflict, "error.client_same")
	}
	return d.Bookings.ChangeClient(ctx, m, keep, func(a *db.Act, stays booking.Client, now time.Time) error {
		goes, err := clientdb.Client(ctx, a.Scope, other)
		if err != nil {
			return err
		}
		switch {
		case goes.Erased:
			return booking.Fail(booking.Conflict, "error.client_erased")
		case stays.Revision != keepRevision || goes.Revision != otherRevision:
			return booking.Fail(booking.Conflict, "error.client_changed")
		}
		merged, left := lookup.Merged(stays, goes)
		if goes.Left != "" { // he is known by it as before; it comes onto no card by this
			left = append(left, goes.Left)
		}
		if err := clientdb.MoveToClient(ctx, a, keep, other, left); err != nil {
			return err
		}
		if err := clientdb.SaveClient(ctx, a, merged); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("client.merged", now, nil)); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, keep, booking.HistoryLine{At: now, Act: "merged", Actor: m.Actor(), Detail: map[string]string{"name": goes.Name}})
	})
}

// KeepApart says that two clients who look like one person are two.
func (d *Desk) KeepApart(ctx context.Context, m acts.Member, one, other booking.ID) error {
	return d.Bookings.ChangeClient(ctx, m, one, func(a *db.Act, _ booking.Client, _ time.Time) error {
		if _, err := clientdb.Client(ctx, a.Scope, other); err != nil {
			return err
		}
		if one == other {
			return booking.Fail(booking.Conflict, "error.client_same")
		}
		return clientdb.KeepApart(ctx, a, one, other)
	})
}
