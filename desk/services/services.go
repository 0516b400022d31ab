package services

import (
	"context"
	"errors"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/languages"
	"okno/db"
	"okno/db/setupdb"
)

// SaveService writes a service as it was typed: a new one where id is "". An
// existing one is written only on top of the revision that was seen, else it is
// a Conflict and nothing is written. What is archived has to be taken out of
// the archive first. It returns the service's ID.
func (d *Desk) SaveService(ctx context.Context, m acts.Member, id booking.ID, typed booking.ServiceText, revision int) (booking.ID, error) {
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		resources, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		if id == "" {
			s, err := languages.ReadService(typed, booking.Service{Active: true}, resources)
			if err != nil {
				return err
			}
			id, err = d.insertService(ctx, a, services, s)
			return err
		}
		stored, err := kind.In(services, id)
		if err != nil {
			return err
		}
		if stored.Archived {
			return booking.Fail(booking.Conflict, "error.service_archived")
		}
		if stored.Revision != revision {
			return booking.Fail(booking.Conflict, "error.service_changed")
		}
		s, err := languages.ReadService(typed, stored, resources)
		if err != nil {
			return err
		}
		if err := setupdb.UpdateService(ctx, a, s); err != nil {
			return err
		}
		return setupdb.PutLinks(ctx, a, []booking.Service{s})
	})
	return id, err
}

// CopyService makes another service like this one, under the name that called
// makes of its own. The copy is switched off: somebody is going to change it.
func (d *Desk) CopyService(ctx context.Context, m acts.Member, id booking.ID, called func(name string) string) (booking.ID, error) {
	var copied booking.ID
	err := d.ChangeSetup(ctx, m, func(a *db.Act) error {
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		s, err := kind.In(services, id)
		if err != nil {
			return err
		}
		name := []rune(called(s.Name))
		s.Name, s.Active, s.Archived = string(name[:min(len(name), booking.MaxName)]), false, false
		copied, err = d.insertService(ctx, a, services, s)
		if err != nil {
			return err
		}
		s.ID = copied
		err = orderServices(ctx, a, append(services, s), copied, after(services, id))
		if errors.Is(err, acts.ErrUnchanged) { // it stands where it should already
			return nil
		}
		return err
	})
	return copied, err
}

// insertService writes s with an ID and a ref of its own.
func (d *Desk) insertService(ctx context.Context, a *db.Act, services []booking.Service, s booking.Service) (booking.ID, error) {
	if len(services) >= booking.MaxServices {
		return "", booking.Fail(booking.Invalid, "error.too_many_services", "Max", booking.MaxServices)
	}
	id, err := booking.NewID(d.Random)
	if err != nil {
		return "", err
	}
	s.ID = id
	s.Ref = booking.NewRef(s.Name, "service", func(ref string) bool {
		return slices.ContainsFunc(services, func(each booking.Service) bool { return each.Ref == ref })
	})
	if err := setupdb.InsertService(ctx, a, s); err != nil {
		return "", err
	}
	return id, setupdb.PutLinks(ctx, a, []booking.Service{s})
}
