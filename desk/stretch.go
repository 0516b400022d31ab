package desk

import (
	"context"

	"okno/booking"
)

// StretchWish is how long a booking is to be.
type StretchWish struct {
	On
	LengthMin int
	Anyway    booking.Waiver // what the member was warned of, and goes over
}

// Stretch gives a booking a length of its own: its service keeps the usual one.
// Errors are those of Move.
func (d *Desk) Stretch(ctx context.Context, m Member, w StretchWish) (Done, error) {
	if w.LengthMin < booking.MinDurationMin || w.LengthMin > booking.MaxDurationMin {
		return Done{}, booking.FailFields(map[string]booking.Sentence{
			"length": booking.Say("error.length", "Min", booking.MinDurationMin, "Max", booking.MaxDurationMin),
		})
	}
	return d.changeAsMember(ctx, m, w.On, func(ctx context.Context, c *change) error {
		if err := c.standing(ctx); err != nil {
			return err
		}
		c.name, c.event = "stretched", booking.BookingChanged
		return c.place(ctx, booking.Move{Start: c.before.Start, LengthMin: w.LengthMin}, w.Anyway)
	})
}
