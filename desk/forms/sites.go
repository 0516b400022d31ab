package forms

import (
	"context"
	"slices"
	"strings"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/setupdb"
)

// AllowSite lets pages of one more site use a form, on top of whatever it looks like now.
func (d *Desk) AllowSite(ctx context.Context, m acts.Member, id booking.ID, site string) error {
	return d.changeSites(ctx, m, id, func(t *webform.FormText, now webform.FormSettings) error {
		site, _, ok := webform.ParseSite(site)
		if !ok {
			return booking.Fail(booking.Malformed, "error.malformed")
		}
		// A form without a list is open to all: a list of one would close it.
		if now.Allows(webform.OriginOf(site)) {
			return acts.ErrUnchanged
		}
		t.Sites += "\n" + site
		return nil
	})
}

// ForbidSite takes it from the list again; the last one stays, as none means all.
func (d *Desk) ForbidSite(ctx context.Context, m acts.Member, id booking.ID, site string) error {
	return d.changeSites(ctx, m, id, func(t *webform.FormText, now webform.FormSettings) error {
		sites := now.AllowedSites()
		i := slices.Index(sites, site)
		if i < 0 || len(sites) == 1 {
			return acts.ErrUnchanged
		}
		t.Sites = strings.Join(slices.Delete(sites, i, i+1), "\n")
		return nil
	})
}

func (d *Desk) changeSites(ctx context.Context, m acts.Member, id booking.ID, change func(*webform.FormText, webform.FormSettings) error) error {
	return kind.Change(ctx, d.Desk, m, id, func(a *db.Act, f webform.Form) error {
		if f.Archived {
			return booking.Fail(booking.Conflict, "error.form_archived")
		}
		text := webform.NewFormText(f)
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
		return setupdb.UpdateForm(ctx, a, changed)
	})
}
