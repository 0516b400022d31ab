package resources

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/languages"
	"okno/db"
	"okno/db/setupdb"
)

// SaveResource writes a resource as it was typed: a new one where id is "". An
// existing one is written only on top of the revision that was seen, else it is
// a Conflict and nothing is written. What is archived has to be taken out of the
// archive first. Its services change by what was ticked and unticked. It returns
// the resource's ID.
func (d *Desk) SaveResource(ctx context.Context, m acts.Member, id booking.ID, typed booking.ResourceText, revision int) (booking.ID, error) {
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		resources, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		stored := booking.Resource{Active: true}
		if id != "" {
			if stored, err = kind.In(resources, id); err != nil {
				return err
			}
			switch {
			case stored.Archived:
				return booking.Fail(booking.Conflict, "error.resource_archived")
			case stored.Revision != revision:
				return booking.Fail(booking.Conflict, "error.resource_changed")
			}
		}
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		r, err := languages.ReadResource(typed, stored, services)
		if err != nil {
			return err
		}
		if id == "" {
			if r, err = d.addResource(ctx, a, resources, r); err != nil {
				return err
			}
			id = r.ID
		} else if err := setupdb.SaveResource(ctx, a, r); err != nil {
			return err
		}
		return linkResource(ctx, a, id, typed)
	})
	return id, err
}

func linkResource(ctx context.Context, a *db.Act, id booking.ID, typed booking.ResourceText) error {
	added, removed := typed.Links()
	if err := setupdb.UnlinkResource(ctx, a, id, removed); err != nil {
		return err
	}
	return setupdb.LinkResource(ctx, a, id, added)
}

// addResource writes r with an ID and a ref of its own, behind all others.
func (d *Desk) addResource(ctx context.Context, a *db.Act, all []booking.Resource, r booking.Resource) (booking.Resource, error) {
	if len(all) >= booking.MaxResources {
		return r, booking.Fail(booking.Invalid, "error.too_many_resources", "Max", booking.MaxResources)
	}
	var err error
	if r.ID, err = booking.NewID(d.Random); err != nil {
		return r, err
	}
	r.Ref = booking.NewRef(r.Name, string(r.Kind), func(ref string) bool {
		return slices.ContainsFunc(all, func(each booking.Resource) bool { return each.Ref == ref })
	})
	return r, setupdb.AddResource(ctx, a, r)
}

// CopyResource makes another resource like this one, with its week and its
// services, under the name that called makes of its own, next to it in the
// order. The copy is switched off: somebody is going to change it. A photo shows
// one person only, so it is not copied.
func (d *Desk) CopyResource(ctx context.Context, m acts.Member, id booking.ID, called func(name string) string) (booking.ID, error) {
	var copied booking.ID
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		resources, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		r, err := kind.In(resources, id)
		if err != nil {
			return err
		}
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		name := []rune(called(r.Name))
		r.Name, r.Active, r.Archived = string(name[:min(len(name), booking.MaxName)]), false, false
		if r, err = d.addResource(ctx, a, resources, r); err != nil {
			return err
		}
		copied = r.ID
		if err := setupdb.PutWeeks(ctx, a, []booking.Resource{r}); err != nil {
			return err
		}
		if err := setupdb.LinkResource(ctx, a, copied, servicesOf(services, id)); err != nil {
			return err
		}
		if err := setupdb.CopyTerms(ctx, a, id, copied); err != nil {
			return err
		}
		return setupdb.OrderResources(ctx, a, behind(resources, id, copied))
	})
	return copied, err
}

// servicesOf are those that the resource is linked to.
func servicesOf(services []booking.Service, resource booking.ID) []booking.ID {
	var some []booking.ID
	for _, s := range services {
		if slices.Contains(s.Resources, resource) {
			some = append(some, s.ID)
		}
	}
	return some
}

// behind is the order of all with another right behind id.
func behind(all []booking.Resource, id, another booking.ID) []booking.ID {
	var order []booking.ID
	for _, r := range all {
		order = append(order, r.ID)
		if r.ID == id {
			order = append(order, another)
		}
	}
	return order
}
