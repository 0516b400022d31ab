package bookings

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/clientdb"
)

// mayDo is nil where whoever acts by the right to see his own may do it: the company lets specialists, and nobody else of
// the people takes part, where the act would change their time too.
func (c *change) mayDo(m acts.Member, act booking.Act) error {
	if err := m.MustDo(act, c.setup.Company.Specialist); err != nil || !m.Own {
		return err
	}
	for _, r := range c.setup.Resources {
		if act.Rule().Tells && r.Kind == booking.Staff && r.ID != m.Resource && slices.Contains(c.before.Resources, r.ID) {
			return booking.Fail(booking.Forbidden, "error.own.shared", "Name", r.Name)
		}
	}
	return nil
}

// placeOwn is place for a specialist, of what is to come. A place or a thing that cannot be had then is exchanged for another.
func (c *change) placeOwn(ctx context.Context, m engine.Move) error {
	if c.before.Status != booking.Pending && c.before.Status != booking.Confirmed {
		return c.stands(ctx)
	}
	err := c.place(ctx, m, 0)
	if booking.CodeOf(err) == booking.SlotTaken {
		m.Resources = Interchangeable(c.setup, c.before)
		if other := c.place(ctx, m, 0); booking.CodeOf(other) != booking.SlotTaken {
			return other
		}
	}
	return err
}

// waives are the rules that do not keep whoever acts from a time: the desk is warned of the others, a specialist keeps them.
func (c *change) waives() booking.Waiver {
	if c.member.Own {
		return booking.ForVisitors
	}
	return booking.Anything
}

// Interchangeable are the resources of which a booking may have one of each kind at another time: its own people, and
// whatever places and things its service may have.
func Interchangeable(setup db.Setup, b booking.Booking) []booking.ID {
	all, linked := slices.Clone(b.Resources), setup.Linked(b.Service)
	for _, r := range setup.Resources {
		has := func(own booking.Resource) bool { return own.Kind == r.Kind && slices.Contains(b.Resources, own.ID) }
		if r.Kind != booking.Staff && r.Active && slices.Contains(linked, r.ID) && !slices.Contains(all, r.ID) && slices.ContainsFunc(setup.Resources, has) {
			all = append(all, r.ID)
		}
	}
	return all
}

// asOwn is the booking as a specialist may make it: with himself, for a client of his own or for whoever is typed.
func (n NewBooking) asOwn(ctx context.Context, a *db.Act, m acts.Member) (NewBooking, error) {
	if m.Resource == "" {
		return n, booking.Fail(booking.Forbidden, "error.no_right")
	}
	n.Resources, n.Length, n.Lead, n.Filled, n.WalkIn, n.Anyway, n.named = []string{string(m.Resource)}, 0, "", "", false, 0, true
	if n.Client == "" {
		return n, nil
	}
	return n, clientdb.MustBeOf(ctx, a.Scope, n.Client, m.Resource)
}
