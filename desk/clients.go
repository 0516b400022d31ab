package desk

import (
	"context"
	"errors"
	"strings"
	"time"

	"okno/booking"
	"okno/db"
)

// SaveClient writes a client's card as it was typed, on top of the revision that
// was seen, else it is a Conflict and nothing is written. A phone that another
// client has is Invalid: the two are to be merged.
func (d *Desk) SaveClient(ctx context.Context, m Member, id booking.ID, typed booking.ClientText, revision int, zone *time.Location) error {
	return d.changeClient(ctx, m, id, func(a *db.Act, stored booking.Client, now time.Time) error {
		if stored.Revision != revision {
			return booking.Fail(booking.Conflict, "error.client_changed")
		}
		c, err := typed.Client(stored, zone)
		if err != nil {
			return err
		}
		changed := changedFields(stored, c)
		if changed == "" {
			return errUnchanged
		}
		if c.Phone != "" {
			known, err := a.ClientByPhone(ctx, c.Phone)
			switch {
			case err == nil && known.ID != id:
				return booking.FailFields(map[string]booking.Sentence{"phone": booking.Say("error.client_phone", "name", known.Name)})
			case err != nil && booking.CodeOf(err) != booking.NotFound:
				return err
			}
		}
		if err := a.SaveClient(ctx, c); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, id, booking.HistoryLine{At: now, Act: "edited", Actor: m.actor(), Detail: map[string]string{"fields": changed}})
	})
}

// changedFields names the fields in which two states of a client differ, by commas.
func changedFields(before, after booking.Client) string {
	var names []string
	for _, field := range []struct{ name, before, after string }{
		{"name", before.Name, after.Name}, {"phone", before.Phone, after.Phone},
		{"email", before.Email, after.Email}, {"note", before.Note, after.Note},
	} {
		if field.before != field.after {
			names = append(names, field.name)
		}
	}
	return strings.Join(names, ",")
}

// changeClient performs a change of one client who is not erased; boards are
// told, as their cards show who is new and who did not come. A change that ends
// in errUnchanged is none, and no error.
func (d *Desk) changeClient(ctx context.Context, m Member, id booking.ID, change func(*db.Act, booking.Client, time.Time) error) error {
	if err := m.must(booking.ChangeBookings); err != nil {
		return err
	}
	now := d.Now()
	err := d.act(ctx, m.Company, func(a *db.Act) error {
		c, err := a.Client(ctx, id)
		if err != nil {
			return err
		}
		if c.Erased {
			return booking.Fail(booking.Conflict, "error.client_erased")
		}
		if err := change(a, c, now); err != nil {
			return err
		}
		return a.Changed(ctx, "", "client", nil, now)
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}
