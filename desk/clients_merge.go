package desk

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// MergeClients makes one client of two: keep takes what he lacks from other and
// all of his visits, and is known by his phone and e-mail from then on. It
// cannot be undone. Each has to stand at the revision that was shown.
func (d *Desk) MergeClients(ctx context.Context, m Member, keep, other booking.ID, keepRevision, otherRevision int) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	if keep == other {
		return booking.Fail(booking.Conflict, "error.client_same")
	}
	return d.changeClient(ctx, m, keep, func(a *db.Act, stays booking.Client, now time.Time) error {
		goes, err := a.Client(ctx, other)
		if err != nil {
			return err
		}
		switch {
		case goes.Erased:
			return booking.Fail(booking.Conflict, "error.client_erased")
		case stays.Revision != keepRevision || goes.Revision != otherRevision:
			return booking.Fail(booking.Conflict, "error.client_changed")
		}
		merged, left := booking.Merged(stays, goes)
		if goes.Left != "" { // he is known by it as before; it comes onto no card by this
			left = append(left, goes.Left)
		}
		if err := a.MoveToClient(ctx, keep, other, left); err != nil {
			return err
		}
		if err := a.SaveClient(ctx, merged); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("client.merged", now, nil)); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, keep, booking.HistoryLine{At: now, Act: "merged", Actor: m.Actor(), Detail: map[string]string{"name": goes.Name}})
	})
}

// KeepApart says that two clients who look like one person are two.
func (d *Desk) KeepApart(ctx context.Context, m Member, one, other booking.ID) error {
	return d.changeClient(ctx, m, one, func(a *db.Act, _ booking.Client, _ time.Time) error {
		if _, err := a.Client(ctx, other); err != nil {
			return err
		}
		if one == other {
			return booking.Fail(booking.Conflict, "error.client_same")
		}
		return a.KeepApart(ctx, one, other)
	})
}
