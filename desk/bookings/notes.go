package bookings

import (
	"context"

	"okno/acts"
	"okno/booking"
)

// SetNotes keeps what the desk wants to remember about a booking. The client
// never sees it. Whoever saves later than somebody else, without having seen what
// that one wrote, gets a Conflict; seen is the text that he started from.
func (d *Desk) SetNotes(ctx context.Context, m acts.Member, id booking.ID, seen, notes string) (Done, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return Done{}, err
	}
	notes, ok := booking.CleanText(notes, booking.MaxText)
	if !ok {
		return Done{}, booking.FailFields(map[string]booking.Sentence{"notes": booking.Say("error.too_long", "Max", booking.MaxText)})
	}
	seen, _ = booking.CleanText(seen, booking.MaxText)
	return d.changeBooking(ctx, m.Company, m.Actor(), Target{Booking: id}, func(ctx context.Context, c *change) error {
		if err := m.ReadRole(ctx, c.act, booking.ChangeBookings); err != nil {
			return err
		}
		c.member = m
		notes := m.TypedOver(notes, c.before.Notes)
		switch {
		case c.before.Notes == notes:
			return acts.ErrUnchanged
		case c.before.Deleted:
			return c.meanwhile(ctx, 0)
		case m.Sees(c.before.Notes) != seen:
			return booking.Fail(booking.Conflict, "error.notes_changed", "Notes", m.Sees(c.before.Notes))
		}
		c.name, c.after.Notes = booking.ActNoted, notes
		if c.note("was", c.before.Notes); c.before.Notes == "" {
			c.note("was_empty", "1")
		}
		return c.write(ctx)
	})
}
