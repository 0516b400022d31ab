package start

import (
	"context"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/firststeps"
	"okno/db"
	"okno/db/setupdb"
)

// SaveFirstServices writes the rows in one transaction, as SaveFirstResources
// does, and makes a form where the company has none.
func (d *Desk) SaveFirstServices(ctx context.Context, m acts.Member, rows []firststeps.ServiceRow) error {
	if len(rows) > firststeps.MaxFirstRows {
		return booking.Fail(booking.Invalid, "error.first_rows", "Max", firststeps.MaxFirstRows)
	}
	return d.takeStep(ctx, m, firststeps.StepServices, func(a *db.Act) error {
		p, err := newServicePlan(ctx, a)
		if err != nil {
			return err
		}
		for i, row := range rows {
			p.read(i, row)
		}
		if err := p.changes.err(); err != nil {
			return err
		}
		if p.left == 0 {
			return booking.FailFields(map[string]booking.Sentence{"rows": booking.Say("error.first_no_service")})
		}
		if err := d.applyServices(ctx, a, p); err != nil {
			return err
		}
		return d.firstForm(ctx, a)
	})
}

// servicePlan is what the rows come to.
type servicePlan struct {
	changes
	stored    []booking.Service
	resources []booking.Resource
	left      int

	added, saved       []booking.Service
	archived, restored []booking.ID
}

func newServicePlan(ctx context.Context, a *db.Act) (*servicePlan, error) {
	p := &servicePlan{changes: newChanges()}
	var err error
	if p.resources, err = a.Resources(ctx); err != nil {
		return nil, err
	}
	p.stored, err = a.Services(ctx)
	return p, err
}

func (p *servicePlan) read(i int, row firststeps.ServiceRow) {
	n := slices.IndexFunc(p.stored, func(s booking.Service) bool { return s.ID == row.ID })
	switch {
	case n < 0 && row.Revision > 0 || !booking.IsID(string(row.ID)):
		p.wrong[field("service", i)] = booking.Say("error.service_unknown")
	case firststeps.Blank(row.Name):
		if n >= 0 && !p.stored[n].Archived {
			p.archived = append(p.archived, row.ID)
		}
	case n < 0:
		s := row.Service(booking.Service{ID: row.ID, Active: true}, p.resources, i, p.wrong)
		p.added, p.left = append(p.added, s), p.left+1
	default:
		p.change(i, row, p.stored[n])
	}
}

func (p *servicePlan) change(i int, row firststeps.ServiceRow, old booking.Service) {
	s := row.Service(old, p.resources, i, p.wrong)
	p.left++
	same := s.Name == old.Name && s.DurationMin == old.DurationMin && s.Price == old.Price &&
		slices.Equal(s.Resources, inOrder(p.resources, old.Resources))
	switch {
	case old.Archived:
		p.foreign[field("service", i)] = booking.Say("start.now_archived", "name", old.Name)
	case same:
	case row.Revision != old.Revision:
		p.foreign[field("service", i)] = booking.Say("start.now_service", "name", old.Name, "minutes", old.DurationMin, "price", old.Price)
	default:
		p.saved = append(p.saved, s)
	}
}

// inOrder are ids in the order of the resources.
func inOrder(resources []booking.Resource, ids []booking.ID) []booking.ID {
	some := []booking.ID{}
	for _, r := range resources {
		if slices.Contains(ids, r.ID) {
			some = append(some, r.ID)
		}
	}
	return some
}

func (d *Desk) applyServices(ctx context.Context, a *db.Act, p *servicePlan) error {
	if len(p.stored)+len(p.added) > booking.MaxServices {
		return booking.Fail(booking.Invalid, "error.too_many_services", "Max", booking.MaxServices)
	}
	all := slices.Clone(p.stored)
	for i, s := range p.added {
		if s.Ref == "" {
			s.Ref = booking.NewRef(s.Name, "service", func(ref string) bool {
				return slices.ContainsFunc(all, func(each booking.Service) bool { return each.Ref == ref })
			})
		}
		p.added[i], all = s, append(all, s)
		if err := setupdb.InsertService(ctx, a, s); err != nil {
			return err
		}
	}
	for _, s := range p.saved {
		if err := setupdb.UpdateService(ctx, a, s); err != nil {
			return err
		}
	}
	now := d.Now()
	if err := setupdb.SetArchived(ctx, a, setupdb.ServicesTable, &now, p.archived...); err != nil {
		return err
	}
	if err := setupdb.SetArchived(ctx, a, setupdb.ServicesTable, nil, p.restored...); err != nil {
		return err
	}
	return setupdb.PutLinks(ctx, a, append(p.added, p.saved...))
}

// applyTemplateServices makes the template's services that the rows name and
// that the company does not have yet, each linked to those of the template's
// resources that there are; where none of them is left, to everything.
func (d *Desk) applyTemplateServices(ctx context.Context, a *db.Act, template *companyfile.File, rows []firststeps.ServiceRow) error {
	p, err := newServicePlan(ctx, a)
	if err != nil {
		return err
	}
	for i, row := range rows {
		n := slices.IndexFunc(p.stored, func(s booking.Service) bool { return s.Ref == row.Ref && row.Ref != "" || s.ID == row.ID })
		t := slices.IndexFunc(template.Services, func(s companyfile.Service) bool { return s.Ref == row.Ref })
		if firststeps.Blank(row.Name) || n >= 0 && !p.stored[n].Archived {
			continue
		}
		s := booking.Service{ID: row.ID, Active: true}
		if n >= 0 {
			s = p.stored[n]
		}
		row.Resources = templateLinks(template, t, p.resources)
		if t >= 0 {
			s.Ref, s.Description, s.BufferAfterMin = row.Ref, template.Services[t].Description, template.Services[t].BufferAfterMin
		}
		s = row.Service(s, p.resources, i, p.wrong)
		switch {
		case n >= 0:
			p.restored, p.saved = append(p.restored, s.ID), append(p.saved, s)
		case !booking.IsID(string(row.ID)):
			p.wrong[field("service", i)] = booking.Say("error.service_unknown")
		default:
			p.added = append(p.added, s)
		}
	}
	if err := p.changes.err(); err != nil {
		return err
	}
	return d.applyServices(ctx, a, p)
}
