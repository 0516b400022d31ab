package desk

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
)

// moveBooking puts a booking from one of its resources to another, within a
// transaction: history says from whom to whom, and the exclusion constraint has
// the last word (SlotTaken).
func (m Member) moveBooking(ctx context.Context, a *db.Act, setup db.Setup, b booking.Booking, from, to booking.ID, now time.Time) error {
	done, err := a.MoveBooking(ctx, b.ID, from, to, now)
	if err != nil {
		return err
	}
	if !done {
		return booking.Fail(booking.Conflict, "error.changed_meanwhile")
	}
	old, _ := setup.Resource(string(from))
	next, _ := setup.Resource(string(to))
	line := booking.HistoryLine{At: now, Act: "moved", Actor: m.actor(), Detail: map[string]string{"from": old.Name, "to": next.Name}}
	if err := a.WriteHistory(ctx, b.ID, line); err != nil {
		return err
	}
	return a.Changed(ctx, b.ID, "moved", &b.Occupied, now)
}
