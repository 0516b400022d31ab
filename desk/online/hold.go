package online

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/setupdb"
	"okno/db/strangerdb"
)

// HoldRequest asks to keep a slot while he fills in the form.
type HoldRequest struct {
	Form     setupdb.PublicForm
	Settings webform.FormSettings
	Service  string // id or ref
	Resource string // id or ref, "" lets any do
	Start    string // RFC 3339
	Visitor  string // who he is to the widget; "" is nobody, who is not known again and not counted
	From     Sender
}

// Hold keeps a slot for a visitor for booking.HoldFor. Asked again for what he
// holds already it prolongs that, so a repetition does no harm. Errors: Invalid
// with fields, SlotTaken with alternatives, TooMany.
func (d *Desk) Hold(ctx context.Context, r HoldRequest) (booking.Hold, error) {
	setup, err := d.Setups.Get(ctx, d.DB.Of(r.Form.Company), r.Form.Setup)
	if err != nil {
		return booking.Hold{}, err
	}
	w, wrong := readSlot(setup, r.Settings, r.Service, r.Resource, r.Start)
	if len(wrong) > 0 {
		return booking.Hold{}, booking.FailFields(wrong)
	}
	var hold booking.Hold
	err = d.Act(ctx, r.Form.Company, func(a *db.Act) error {
		hold, err = d.hold(ctx, a, r, w)
		return err
	})
	if errors.Is(err, acts.ErrUnchanged) { // his own, as it is
		return hold, nil
	}
	if booking.CodeOf(err) == booking.SlotTaken {
		return booking.Hold{}, d.withAlternatives(ctx, err, r.Form.Company, w)
	}
	return hold, err
}

func (d *Desk) hold(ctx context.Context, a *db.Act, r HoldRequest, w slotRequest) (booking.Hold, error) {
	now := d.Now()
	w.ask.Now = now
	setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
	if err != nil {
		return booking.Hold{}, err
	}
	if own, err := ownHold(ctx, a, r, w, now); err != nil || own.ID != "" {
		return own, err // acts.ErrUnchanged, with the hold, where its end does not move
	}
	choice, err := choose(ctx, a.Scope, setup, w)
	if err != nil {
		return booking.Hold{}, err
	}
	hold, err := mayHold(ctx, a, r, choice, setup, now)
	if err != nil {
		return booking.Hold{}, err
	}
	ids, err := d.NewIDs(1)
	if err != nil {
		return booking.Hold{}, err
	}
	hold.ID, hold.Form, hold.Service, hold.Resources, hold.Visitor = ids[0], r.Form.ID, w.ask.Service, choice.Resources, r.Visitor
	hold.Start, hold.End, hold.Occupied = choice.Start, choice.End, choice.Occupied
	if err := bookingdb.InsertHold(ctx, a, hold, r.From.Network, r.From.Site); err != nil {
		return booking.Hold{}, fmt.Errorf("insert the hold: %w", err)
	}
	arrival := strangerdb.Arrival{
		ID: hold.ID, Kind: "hold", Form: r.Form.ID, Network: r.From.Network, Site: r.From.Site, Clean: r.From.Clean,
		Start: &hold.Start, Resources: hold.Resources, At: now,
	}
	if _, err := d.arrive(ctx, a, arrival); err != nil {
		return booking.Hold{}, err
	}
	return hold, a.Changed(ctx, "", booking.ActHeld, &hold.Occupied, now)
}

// ownHold is what the visitor holds already of this very slot, prolonged; the
// zero Hold where there is nothing.
func ownHold(ctx context.Context, a *db.Act, r HoldRequest, w slotRequest, now time.Time) (booking.Hold, error) {
	if r.Visitor == "" {
		return booking.Hold{}, nil
	}
	holds, err := bookingdb.Holds(ctx, a.Scope, booking.Span{From: w.start, To: w.start.Add(time.Minute)}, now)
	if err != nil {
		return booking.Hold{}, err
	}
	i := slices.IndexFunc(holds, func(h booking.Hold) bool {
		return h.Visitor == r.Visitor && h.Form == r.Form.ID && h.Service == w.ask.Service && h.Start.Equal(w.start) &&
			(w.ask.Resource == "" || slices.Contains(h.Resources, w.ask.Resource))
	})
	if i < 0 {
		return booking.Hold{}, nil
	}
	return prolong(ctx, a, holds[i], now)
}

// ProlongHold is a sign of life of a visitor who is still typing. NotFound when
// the hold is over.
func (d *Desk) ProlongHold(ctx context.Context, form setupdb.PublicForm, id booking.ID) (booking.Hold, error) {
	now := d.Now()
	hold, err := bookingdb.Hold(ctx, d.DB.Of(form.Company), id, now)
	if err != nil || hold.Form == form.ID && hold.Prolonged(now).Equal(hold.Expires) { // nothing to write: no act, no new version
		return hold, err
	}
	err = d.Act(ctx, form.Company, func(a *db.Act) (err error) {
		if hold, err = heldThrough(ctx, a, form, id, now); err == nil {
			hold, err = prolong(ctx, a, hold, now)
		}
		return err
	})
	if errors.Is(err, acts.ErrUnchanged) {
		err = nil
	}
	return hold, err
}

func prolong(ctx context.Context, a *db.Act, h booking.Hold, now time.Time) (booking.Hold, error) {
	expires := h.Prolonged(now)
	if expires.Equal(h.Expires) {
		return h, acts.ErrUnchanged
	}
	h.Expires = expires
	if err := bookingdb.ProlongHold(ctx, a, h.ID, h.Expires); err != nil {
		return booking.Hold{}, err
	}
	return h, a.Changed(ctx, "", booking.ActHeld, &h.Occupied, now)
}

// ReleaseHold gives the slot back: the visitor has left or chosen another. What
// is over already stays so.
func (d *Desk) ReleaseHold(ctx context.Context, form setupdb.PublicForm, id booking.ID) error {
	now := d.Now()
	return d.release(ctx, form.Company, id, func(a *db.Act) error {
		_, err := heldThrough(ctx, a, form, id, now)
		return err
	})
}

// ReleaseHoldByDesk gives the slot back though the visitor wants it: somebody on
// the telephone has it.
func (d *Desk) ReleaseHoldByDesk(ctx context.Context, m acts.Member, id booking.ID) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	return d.release(ctx, m.Company, id, func(a *db.Act) error { return m.ReadRole(ctx, a, booking.ChangeBookings) })
}

func (d *Desk) release(ctx context.Context, company booking.CompanyID, id booking.ID, check func(*db.Act) error) error {
	err := d.Act(ctx, company, func(a *db.Act) error {
		if err := check(a); err != nil {
			return err
		}
		hold, err := bookingdb.Hold(ctx, a.Scope, id, d.Now())
		if err != nil {
			return err
		}
		if err := bookingdb.DeleteHold(ctx, a, id); err != nil {
			return err
		}
		return a.Changed(ctx, "", booking.ActReleased, &hold.Occupied, d.Now())
	})
	if booking.CodeOf(err) == booking.NotFound {
		return nil
	}
	return err
}

// heldThrough is the live hold of that id if it came through the form.
func heldThrough(ctx context.Context, a *db.Act, form setupdb.PublicForm, id booking.ID, now time.Time) (booking.Hold, error) {
	hold, err := bookingdb.Hold(ctx, a.Scope, id, now)
	if err == nil && hold.Form != form.ID {
		return booking.Hold{}, booking.Fail(booking.NotFound, "error.hold_unknown")
	}
	return hold, err
}

// giveBack ends the hold that has become a booking, wherever that one stands.
func (d *Desk) giveBack(ctx context.Context, a *db.Act, id booking.ID, now time.Time) error {
	hold, err := bookingdb.Hold(ctx, a.Scope, id, now)
	if booking.CodeOf(err) == booking.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if err := bookingdb.DeleteHold(ctx, a, id); err != nil {
		return err
	}
	return a.Changed(ctx, "", booking.ActReleased, &hold.Occupied, now)
}
