package bookings

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// Resend sends a booking's confirmation once more, to an address that was corrected
// after the first had gone to another one. It goes once: whoever asks again gets a
// Conflict. It cannot be taken back.
func (d *Desk) Resend(ctx context.Context, m acts.Member, target Target) (Done, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return Done{}, err
	}
	return d.changeBooking(ctx, m.Company, m.Actor(), Target{Booking: target.Booking}, func(ctx context.Context, c *change) error {
		if err := m.ReadRole(ctx, c.act, booking.ChangeBookings); err != nil {
			return err
		}
		c.member = m
		deliveries, err := messagedb.Deliveries(ctx, c.act.Scope, target.Booking)
		if err != nil {
			return err
		}
		if !telling.Mistaken(deliveries, c.before, c.now) {
			return booking.Fail(booking.Conflict, "error.resent")
		}
		c.name = booking.ActResent
		if err := c.write(ctx); err != nil {
			return err
		}
		return d.Outbox.TellAnew(ctx, c.act, target.Booking)
	})
}
