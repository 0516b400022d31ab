package bookings

import (
	"context"
	"slices"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
)

// AsSeen says whether the bookings that are hit are those that the chosen were
// chosen for, unchanged.
func AsSeen(chosen []booking.Resolution, hits []booking.Booking) bool {
	if len(chosen) != len(hits) {
		return false
	}
	seen := map[booking.ID]string{}
	for _, f := range chosen {
		seen[f.Booking] = f.Seen
	}
	return !slices.ContainsFunc(hits, func(b booking.Booking) bool { return seen[b.ID] != b.VersionTag() })
}

// Resolver does with the bookings that a change of the setup hits what was
// chosen, in the transaction that saves the change.
type Resolver struct {
	Desk     *Desk
	Act      *db.Act
	Member   acts.Member
	Setup    db.Setup
	Calendar *engine.Calendar          // as the change leaves it
	From     map[booking.ID]booking.ID // by booking: which of its resources hands it over, "" where none can
	Reason   string
	Now      time.Time
}

// All cancels first, so that a move may take the time that has come free.
func (f Resolver) All(ctx context.Context, chosen []booking.Resolution, hits []booking.Booking) (moved, cancelled int, err error) {
	byID := map[booking.ID]booking.Booking{}
	for _, b := range hits {
		byID[b.ID] = b
	}
	for _, one := range chosen {
		switch one.Do {
		case booking.ResolveKeep, booking.ResolveMove:
		case booking.ResolveCancel:
			if err := f.cancel(ctx, one.Booking); err != nil {
				return 0, 0, err
			}
			cancelled++
		default:
			return 0, 0, booking.FailFields(map[string]booking.Sentence{"do-" + string(one.Booking): booking.Say("exceptions.error.fate")})
		}
	}
	for _, one := range chosen {
		if one.Do != booking.ResolveMove {
			continue
		}
		if err := f.move(ctx, byID[one.Booking], one.To); err != nil {
			return 0, 0, err
		}
		moved++
	}
	return moved, cancelled, nil
}

// cancel tells the client too: he would come in vain.
func (f Resolver) cancel(ctx context.Context, id booking.ID) error {
	c, err := f.Desk.changeOf(ctx, f.Act, f.Member.Actor(), Target{Booking: id, TellClient: true})
	if err != nil {
		return err
	}
	c.member = f.Member
	if f.Reason != "" {
		c.note("reason", f.Reason)
	}
	if err := c.toStatus(ctx, booking.ActCancelled, booking.ActCancelled.Rule()); err != nil {
		return err
	}
	return c.write(ctx)
}

// move puts a booking on another resource, if the engine says that it is free
// as things stand in this transaction.
func (f Resolver) move(ctx context.Context, b booking.Booking, to booking.ID) error {
	next, known := f.Setup.Resource(string(to))
	if !known {
		return booking.FailFields(map[string]booking.Sentence{"do-" + string(b.ID): booking.Say("exceptions.error.fate")})
	}
	to = next.ID
	calendar := *f.Calendar
	occupied, err := bookingdb.Occupied(ctx, f.Act.Scope, append([]booking.ID{to}, b.Resources...), b.Occupied, f.Now)
	if err != nil {
		return err
	}
	calendar.Occupied = occupied
	if !calendar.CanTake(b, f.From[b.ID], to, f.Now) {
		return f.taken(b)
	}
	c, err := f.Desk.changeOf(ctx, f.Act, f.Member.Actor(), Target{Booking: b.ID, TellClient: true})
	if err != nil {
		return err
	}
	c.member = f.Member
	err = c.handOver(ctx, f.From[b.ID], to)
	if booking.CodeOf(db.Translate(err)) == booking.SlotTaken {
		return f.taken(b)
	}
	return err
}

// taken names the booking that cannot move. It carries no cause: the database's
// own error, put into words, would take its place.
func (f Resolver) taken(b booking.Booking) error {
	said := booking.Say("exceptions.error.move_taken", "Number", b.Number)
	return &booking.Error{
		Code: booking.SlotTaken, Sentence: said,
		Fields: map[string]booking.Sentence{"do-" + string(b.ID): said},
	}
}
