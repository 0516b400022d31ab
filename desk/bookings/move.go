package bookings

import (
	"context"
	"slices"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
)

// MoveRequest is where a booking is to be moved.
type MoveRequest struct {
	Target
	Start  time.Time      // the zero Time leaves it
	Length int            // in minutes, a length of its own: its service keeps the usual one; 0 leaves it
	Terms  *Terms         // what else becomes of it, nil for nothing
	From   booking.ID     // the resource that is exchanged; "" for those of To's kinds
	To     []booking.ID   // those it is exchanged for, none to leave them
	Anyway booking.Waiver // what the member was warned of, and goes over
}

// Move puts a booking at another time or on other resources, makes it longer or
// shorter, or all of it. Errors: Invalid and SlotTaken with the engine's reason, NeedsConfirmation with what it would go
// over, Conflict when the booking is no longer what was seen.
func (d *Desk) Move(ctx context.Context, m acts.Member, w MoveRequest) (Done, error) {
	if w.Length != 0 && (w.Length < booking.MinDurationMin || w.Length > booking.MaxDurationMin) {
		return Done{}, booking.FailFields(map[string]booking.Sentence{"length": wrongLength()})
	}
	return d.changeAsMember(ctx, m, w.Target, func(ctx context.Context, c *change) error { return c.move(ctx, w) })
}

func wrongLength() booking.Sentence {
	return booking.Say("error.length", "Min", booking.MinDurationMin, "Max", booking.MaxDurationMin)
}

func (c *change) move(ctx context.Context, w MoveRequest) error {
	if err := c.standing(ctx); err != nil {
		return err
	}
	if w.Start.IsZero() {
		w.Start = c.before.Start
	}
	if w.Terms != nil {
		return c.setTerms(ctx, w)
	}
	resources, err := c.exchanged(ctx, w.From, w.To)
	if err != nil {
		return err
	}
	c.name, c.event = booking.ActMoved, booking.BookingMoved
	if w.Start.Equal(c.before.Start) {
		c.event = booking.BookingChanged
		if w.Length != 0 && len(w.To) == 0 {
			c.name = booking.ActStretched
		}
	}
	if c.member.Own {
		return c.placeOwn(ctx, engine.Move{Start: w.Start, Resources: c.before.Resources})
	}
	return c.place(ctx, engine.Move{Start: w.Start, LengthMin: w.Length, Resources: resources}, w.Anyway)
}

// standing is asSeen for acts that only what occupies time can undergo.
func (c *change) standing(ctx context.Context) error {
	if err := c.asSeen(ctx); err != nil {
		return err
	}
	if !c.before.Status.Occupies() {
		return c.stands(ctx)
	}
	return nil
}

// exchanged are the booking's resources with each of to in the place of the one
// of its kind, or of from.
func (c *change) exchanged(ctx context.Context, from booking.ID, to []booking.ID) ([]booking.ID, error) {
	resources := slices.Clone(c.before.Resources)
	if from != "" && !slices.Contains(resources, from) {
		return nil, c.meanwhile(ctx, 0)
	}
	for _, id := range to {
		next, known := c.setup.Resource(string(id))
		if !known {
			return nil, booking.FailFields(map[string]booking.Sentence{"resource": booking.Say("error.resource_unknown")})
		}
		if slices.Contains(resources, next.ID) {
			continue
		}
		i := slices.IndexFunc(resources, func(id booking.ID) bool {
			r, _ := c.setup.Resource(string(id))
			return r.Kind == next.Kind && (from == "" || id == from)
		})
		if i < 0 {
			return nil, booking.FailFields(map[string]booking.Sentence{"resource": booking.Say("error.other_kind", "Resource", next.Name)})
		}
		resources[i] = next.ID
	}
	return resources, nil
}

// handOver puts the booking from one of its resources to another at the time at
// which it stands, whatever the engine thinks of it; the exclusion constraint has
// the last word (SlotTaken).
func (c *change) handOver(ctx context.Context, from, to booking.ID) error {
	i := slices.Index(c.before.Resources, from)
	if i < 0 {
		return booking.Fail(booking.Conflict, "error.changed_meanwhile")
	}
	c.name, c.event = booking.ActMoved, booking.BookingChanged
	c.after.Resources = slices.Clone(c.before.Resources)
	c.after.Resources[i] = to
	c.noteMove()
	return c.write(ctx)
}
