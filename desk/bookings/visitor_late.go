package bookings

import (
	"context"
	"slices"
	"strconv"

	"okno/acts"
	"okno/booking"
)

// LateByClient notes by how many minutes a client says that he will be late:
// the board shows it, and the team is told. Errors: Invalid for other minutes
// than booking.LateChoices, Conflict where it is no time to be late.
func (d *Desk) LateByClient(ctx context.Context, who Client, minutes int) error {
	if !slices.Contains(booking.LateChoices, minutes) {
		return booking.FailFields(map[string]booking.Sentence{"minutes": booking.Say("visit.error.minutes")})
	}
	_, err := d.asClient(ctx, who, "", func(_ context.Context, c *change) error {
		if c.before.LateMin == minutes {
			return acts.ErrUnchanged
		}
		if err := closed(c.setup.Company.Client.MayBeLate(c.before, c.now)); err != nil {
			return err
		}
		c.name, c.event = booking.ActLate, booking.BookingLate
		c.target.TellClient = false // he knows
		c.after.LateMin = minutes
		c.note("minutes", strconv.Itoa(minutes))
		return nil
	})
	return err
}
