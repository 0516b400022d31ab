package desk

import (
	"context"
	"slices"
	"strings"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// AllowSite lets pages of one more site use a form, on top of whatever it looks like now.
func (d *Desk) AllowSite(ctx context.Context, m Member, id booking.ID, site string) error {
	return d.changeSites(ctx, m, id, func(t *booking.FormText, now booking.FormSettings) error {
		site, _, ok := booking.ParseSite(site)
		if !ok {
			return booking.Fail(booking.Malformed, "error.malformed")
		}
		// A form without a list is open to all: a list of one would close it.
		if now.Allows(booking.OriginOf(site)) {
			return acts.ErrUnchanged
		}
		t.Sites += "\n" + site
		return nil
	})
}

// ForbidSite takes it from the list again; the last one stays, as none means all.
func (d *Desk) ForbidSite(ctx context.Context, m Member, id booking.ID, site string) error {
	return d.changeSites(ctx, m, id, func(t *booking.FormText, now booking.FormSettings) error {
		sites := now.AllowedSites()
		i := slices.Index(sites, site)
		if i < 0 || len(sites) == 1 {
			return acts.ErrUnchanged
		}
		t.Sites = strings.Join(slices.Delete(sites, i, i+1), "\n")
		return nil
	})
}

func (d *Desk) changeSites(ctx context.Context, m Member, id booking.ID, change func(*booking.FormText, booking.FormSettings) error) error {
	return d.changeForm(ctx, m, id, func(a *db.Act, f booking.Form) error {
		if f.Archived {
			return booking.Fail(booking.Conflict, "error.form_archived")
		}
		text := booking.NewFormText(f)
		if err := change(&text, f.Settings); err != nil {
			return err
		}
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		changed, err := text.Form(f, services)
		if err != nil {
			return err
		}
		return a.UpdateForm(ctx, changed)
	})
}
