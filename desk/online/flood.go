package online

import (
	"context"
	"strconv"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/leaddb"
	"okno/db/strangerdb"
)

// arrive notes from where something has come, and says whether it is part of a flood. The
// desk hears of a new one on every page.
func (d *Desk) arrive(ctx context.Context, a *db.Act, r strangerdb.Arrival) (flooding bool, err error) {
	if r.Network == nil {
		return false, nil
	}
	if err := strangerdb.Arrive(ctx, a, r); err != nil {
		return false, err
	}
	ids, err := d.NewIDs(1)
	if err != nil {
		return false, err
	}
	flooding, fresh, err := strangerdb.Flooding(ctx, a, r, ids[0])
	if err == nil && fresh {
		err = a.ChangedUnseen(ctx, booking.ActFlood, r.At)
	}
	return flooding, err
}

// WithdrawFlood takes back what came by a flood: those of its bookings, requests and holds
// that are named. Nobody is told; RestoreFlood undoes it. A Conflict says that somebody
// has looked after it already.
func (d *Desk) WithdrawFlood(ctx context.Context, m acts.Member, id booking.ID, all []booking.ID) (int, error) {
	n := 0
	err := d.closeFlood(ctx, m, id, webform.FloodWithdrawn, func(a *db.Act) ([]strangerdb.Taken, error) {
		taken, err := strangerdb.WithdrawFlood(ctx, a, id, all, m.Actor(), d.Now())
		n = len(taken)
		return taken, err
	})
	return n, err
}

// DismissFlood says that these are clients: nothing happens to what they left.
func (d *Desk) DismissFlood(ctx context.Context, m acts.Member, id booking.ID) error {
	return d.closeFlood(ctx, m, id, webform.FloodDismissed, func(*db.Act) ([]strangerdb.Taken, error) { return nil, nil })
}

func (d *Desk) closeFlood(ctx context.Context, m acts.Member, id booking.ID, to webform.FloodState, do func(*db.Act) ([]strangerdb.Taken, error)) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		if _, err := strangerdb.Flood(ctx, a.Scope, id); err != nil {
			return err
		}
		taken, err := do(a)
		if err != nil {
			return err
		}
		return d.floodBecomes(ctx, a, m, id, webform.FloodOpen, to, taken)
	})
}

// RestoreFlood brings back what WithdrawFlood took, but for bookings whose time is gone by
// now, and opens the flood again. It says how many came back.
func (d *Desk) RestoreFlood(ctx context.Context, m acts.Member, id booking.ID) (int, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return 0, err
	}
	n := 0
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		taken, err := strangerdb.FloodTaken(ctx, a, id)
		if err != nil {
			return err
		}
		if n, err = strangerdb.RestoreFlood(ctx, a, taken, m.Actor(), d.Now()); err != nil {
			return err
		}
		return d.floodBecomes(ctx, a, m, id, webform.FloodWithdrawn, webform.FloodOpen, nil)
	})
	return n, err
}

// floodBecomes writes what has become of a flood, for its page, the log and all open pages.
func (d *Desk) floodBecomes(ctx context.Context, a *db.Act, m acts.Member, id booking.ID, from, to webform.FloodState, taken []strangerdb.Taken) error {
	now := d.Now()
	done, err := strangerdb.CloseFlood(ctx, a, id, from, to, taken, m.Name, now)
	if err != nil {
		return err
	}
	if !done {
		return booking.Fail(booking.Conflict, "error.flood_closed")
	}
	act := map[webform.FloodState]string{webform.FloodWithdrawn: "setup.flood_withdrawn", webform.FloodDismissed: "setup.flood_dismissed", webform.FloodOpen: "setup.flood_restored"}[to]
	detail := map[string]string{}
	if len(taken) > 0 {
		detail["count"] = strconv.Itoa(len(taken))
	}
	if err := a.WriteAudit(ctx, m.Line(act, now, detail)); err != nil {
		return err
	}
	if err := leaddb.LeadChanged(ctx, a, now); err != nil {
		return err
	}
	return a.Changed(ctx, "", "flood", nil, now)
}
