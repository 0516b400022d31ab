package own

import (
	"context"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/desk/bookings"
)

// MoveOwn puts a booking of his own at another time at which he is free. Errors: those of bookings.Desk.Move, but that he is
// asked nothing that he could go over; Forbidden where the company does not let specialists, or where somebody else of the
// people takes part.
func (d *Desk) MoveOwn(ctx context.Context, m acts.Member, target bookings.Target, start time.Time) (bookings.Done, error) {
	if err := m.Must(booking.SeeOwn); err != nil {
		return bookings.Done{}, err
	}
	m.Own, m.Means = true, booking.ActMoved
	return d.Bookings.Move(ctx, m, bookings.MoveRequest{Target: target, Start: start})
}

// CancelOwn cancels a booking of his own. Errors: those of bookings.Desk.Cancel, and Forbidden as of MoveOwn.
func (d *Desk) CancelOwn(ctx context.Context, m acts.Member, target bookings.Target, reason string) (bookings.Done, error) {
	if err := m.Must(booking.SeeOwn); err != nil {
		return bookings.Done{}, err
	}
	m.Own, m.Means = true, booking.ActCancelled
	return d.Bookings.Cancel(ctx, m, target, reason)
}

// BookOwn books a client of his own, or somebody whom he names, with himself, at a time at which he is free. Errors: those of
// bookings.Desk.BookByDesk, but that he is asked nothing that he could go over; Forbidden where the company does not let
// specialists, NotFound for another's client.
func (d *Desk) BookOwn(ctx context.Context, m acts.Member, n bookings.NewBooking) (bookings.Done, error) {
	if err := m.Must(booking.SeeOwn); err != nil {
		return bookings.Done{}, err
	}
	m.Own, m.Means = true, booking.ActCreated
	return d.Bookings.BookByDesk(ctx, m, n)
}
