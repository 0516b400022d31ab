// Package own is what a specialist does with bookings of his own, and makes of them. The acts are the desk's, bound to the resource
// that is his, which is read with his role in the act's transaction, and to what the company lets specialists do.
package own

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/desk/bookings"
)

// Desk performs the acts.
type Desk struct{ Bookings *bookings.Desk }

// MarkOwn notes that the client is there (ActArrived), that the visit has taken place (ActCompleted) or that nobody came
// (ActNoShow); any other act is NotFound. No client is told.
func (d *Desk) MarkOwn(ctx context.Context, m acts.Member, target bookings.Target, act booking.Act) (bookings.Done, error) {
	if err := m.Must(booking.SeeOwn); err != nil {
		return bookings.Done{}, err
	}
	m.Own, m.Means, target.TellClient = true, act, false
	switch act {
	case booking.ActArrived:
		return d.Bookings.Arrive(ctx, m, target)
	case booking.ActCompleted:
		return d.Bookings.Complete(ctx, m, target)
	case booking.ActNoShow:
		return d.Bookings.NoShow(ctx, m, target)
	}
	return bookings.Done{}, booking.Fail(booking.NotFound, "error.page_unknown")
}

// UnmarkOwn takes a booking that stands at the status that the act leads to one step back.
func (d *Desk) UnmarkOwn(ctx context.Context, m acts.Member, target bookings.Target, act booking.Act) (bookings.Done, error) {
	if err := m.Must(booking.SeeOwn); err != nil {
		return bookings.Done{}, err
	}
	if !slices.Contains([]booking.Act{booking.ActArrived, booking.ActCompleted, booking.ActNoShow}, act) {
		return bookings.Done{}, booking.Fail(booking.NotFound, "error.page_unknown")
	}
	m.Own, m.Means, target.TellClient = true, booking.ActSteppedBack, false
	return d.Bookings.StepBack(ctx, m, target, act.Rule().To)
}

// UndoOwn takes such an act back, as bookings.Desk.Undo does.
func (d *Desk) UndoOwn(ctx context.Context, m acts.Member, token booking.ID) (bookings.Done, error) {
	if err := m.Must(booking.SeeOwn); err != nil {
		return bookings.Done{}, err
	}
	m.Own = true
	return d.Bookings.Undo(ctx, m, token)
}
