package desk

import (
	"context"
	"errors"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// SaveService writes a service as it was typed: a new one where id is "". An
// existing one is written only on top of the revision that was seen, else it is
// a Conflict and nothing is written. What is archived has to be taken out of
// the archive first. It returns the service's ID.
func (d *Desk) SaveService(ctx context.Context, m Member, id booking.ID, typed booking.ServiceText, revision int) (booking.ID, error) {
	err := d.changeSetup(ctx, m, func(a *db.Act) error {
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		resources, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		if id == "" {
			s, err := typed.Service(booking.Service{Active: true}, resources)
			if err != nil {
				return err
			}
			id, err = d.insertService(ctx, a, services, s)
			return err
		}
		stored, err := serviceIn(services, id)
		if err != nil {
			return err
		}
		if stored.Archived {
			return booking.Fail(booking.Conflict, "error.service_archived")
		}
		if stored.Revision != revision {
			return booking.Fail(booking.Conflict, "error.service_changed")
		}
		s, err := typed.Service(stored, resources)
		if err != nil {
			return err
		}
		if err := a.UpdateService(ctx, s); err != nil {
			return err
		}
		return a.PutLinks(ctx, []booking.Service{s})
	})
	return id, err
}

// CopyService makes another service like this one, under the name that called
// makes of its own. The copy is switched off: somebody is going to change it.
func (d *Desk) CopyService(ctx context.Context, m Member, id booking.ID, called func(name string) string) (booking.ID, error) {
	var copied booking.ID
	err := d.changeSetup(ctx, m, func(a *db.Act) error {
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		s, err := serviceIn(services, id)
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
	if err := a.InsertService(ctx, s); err != nil {
		return "", err
	}
	return id, a.PutLinks(ctx, []booking.Service{s})
}

// ArchiveService puts a service away: it keeps its bookings and is offered to nobody.
func (d *Desk) ArchiveService(ctx context.Context, m Member, id booking.ID) error {
	now := d.Now()
	return d.changeService(ctx, m, id, func(a *db.Act, s booking.Service) error {
		if s.Archived {
			return acts.ErrUnchanged
		}
		return a.SetServiceArchived(ctx, id, &now)
	})
}

// RestoreService takes a service out of the archive, switched on or off as it was.
func (d *Desk) RestoreService(ctx context.Context, m Member, id booking.ID) error {
	return d.changeService(ctx, m, id, func(a *db.Act, s booking.Service) error {
		if !s.Archived {
			return acts.ErrUnchanged
		}
		return a.SetServiceArchived(ctx, id, nil)
	})
}

// SetServiceActive switches a service on or off. It leaves the revision alone,
// as putting away and moving do: the form does not hold them, so that they
// neither overwrite what somebody is typing nor are overwritten by it.
func (d *Desk) SetServiceActive(ctx context.Context, m Member, id booking.ID, active bool) error {
	return d.changeService(ctx, m, id, func(a *db.Act, s booking.Service) error {
		switch {
		case s.Archived:
			return booking.Fail(booking.Conflict, "error.service_archived")
		case s.Active == active:
			return acts.ErrUnchanged
		}
		return a.SetServiceActive(ctx, id, active)
	})
}

// changeService performs a change of one service.
func (d *Desk) changeService(ctx context.Context, m Member, id booking.ID, change func(*db.Act, booking.Service) error) error {
	return d.changeSetup(ctx, m, func(a *db.Act) error {
		services, err := a.Services(ctx)
		if err != nil {
			return err
		}
		s, err := serviceIn(services, id)
		if err != nil {
			return err
		}
		return change(a, s)
	})
}

func serviceIn(services []booking.Service, id booking.ID) (booking.Service, error) {
	i := slices.IndexFunc(services, func(s booking.Service) bool { return s.ID == id })
	if i < 0 {
		return booking.Service{}, booking.Fail(booking.NotFound, "error.service_unknown")
	}
	return services[i], nil
}
