package desk

import (
	"context"

	"okno/booking"
)

// Resend sends a booking's confirmation once more, to an address that was corrected
// after the first had gone to another one. It goes once: whoever asks again gets a
// Conflict. It cannot be taken back.
func (d *Desk) Resend(ctx context.Context, m Member, target Target) (Done, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return Done{}, err
	}
	return d.changeBooking(ctx, m.Company, m.Actor(), Target{Booking: target.Booking}, func(ctx context.Context, c *change) error {
		if err := m.ReadRole(ctx, c.act, booking.ChangeBookings); err != nil {
			return err
		}
		deliveries, err := c.act.Deliveries(ctx, target.Booking)
		if err != nil {
			return err
		}
		if !booking.Mistaken(deliveries, c.before, c.now) {
			return booking.Fail(booking.Conflict, "error.resent")
		}
		c.name = "resent"
		if err := c.write(ctx); err != nil {
			return err
		}
		return d.Outbox.TellAnew(ctx, c.act, target.Booking)
	})
}
