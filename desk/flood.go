package desk

import (
	"context"
	"strconv"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// arrive notes from where something has come, and says whether it is part of a flood. The
// desk hears of a new one on every page.
func (d *Desk) arrive(ctx context.Context, a *db.Act, r db.Arrival) (flooding bool, err error) {
	if r.Network == nil {
		return false, nil
	}
	if err := a.Arrive(ctx, r); err != nil {
		return false, err
	}
	ids, err := d.newIDs(1)
	if err != nil {
		return false, err
	}
	flooding, fresh, err := a.Flooding(ctx, r, ids[0])
	if err == nil && fresh {
		err = acts.Unseen(ctx, a, "flood", r.At)
	}
	return flooding, err
}

// WithdrawFlood takes back what came by a flood: those of its bookings, requests and holds
// that are named. Nobody is told; RestoreFlood undoes it. A Conflict says that somebody
// has looked after it already.
func (d *Desk) WithdrawFlood(ctx context.Context, m Member, id booking.ID, all []booking.ID) (int, error) {
	n := 0
	err := d.closeFlood(ctx, m, id, booking.FloodWithdrawn, func(a *db.Act) ([]db.Taken, error) {
		taken, err := a.WithdrawFlood(ctx, id, all, m.Actor(), d.Now())
		n = len(taken)
		return taken, err
	})
	return n, err
}

// DismissFlood says that these are clients: nothing happens to what they left.
func (d *Desk) DismissFlood(ctx context.Context, m Member, id booking.ID) error {
	return d.closeFlood(ctx, m, id, booking.FloodDismissed, func(*db.Act) ([]db.Taken, error) { return nil, nil })
}

func (d *Desk) closeFlood(ctx context.Context, m Member, id booking.ID, to booking.FloodState, do func(*db.Act) ([]db.Taken, error)) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		if _, err := a.Flood(ctx, id); err != nil {
			return err
		}
		taken, err := do(a)
		if err != nil {
			return err
		}
		return d.floodBecomes(ctx, a, m, id, booking.FloodOpen, to, taken)
	})
}

// RestoreFlood brings back what WithdrawFlood took, but for bookings whose time is gone by
// now, and opens the flood again. It says how many came back.
func (d *Desk) RestoreFlood(ctx context.Context, m Member, id booking.ID) (int, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return 0, err
	}
	n := 0
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		taken, err := a.FloodTaken(ctx, id)
		if err != nil {
			return err
		}
		if n, err = a.RestoreFlood(ctx, taken, m.Actor(), d.Now()); err != nil {
			return err
		}
		return d.floodBecomes(ctx, a, m, id, booking.FloodWithdrawn, booking.FloodOpen, nil)
	})
	return n, err
}

// floodBecomes writes what has become of a flood, for its page, the log and all open pages.
func (d *Desk) floodBecomes(ctx context.Context, a *db.Act, m Member, id booking.ID, from, to booking.FloodState, taken []db.Taken) error {
	now := d.Now()
	done, err := a.CloseFlood(ctx, id, from, to, taken, m.Name, now)
	if err != nil {
		return err
	}
	if !done {
		return booking.Fail(booking.Conflict, "error.flood_closed")
	}
	act := map[booking.FloodState]string{booking.FloodWithdrawn: "setup.flood_withdrawn", booking.FloodDismissed: "setup.flood_dismissed", booking.FloodOpen: "setup.flood_restored"}[to]
	detail := map[string]string{}
	if len(taken) > 0 {
		detail["count"] = strconv.Itoa(len(taken))
	}
	if err := a.WriteAudit(ctx, m.Line(act, now, detail)); err != nil {
		return err
	}
	if err := a.LeadChanged(ctx, now); err != nil {
		return err
	}
	return a.Changed(ctx, "", "flood", nil, now)
}
