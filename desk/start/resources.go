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

// FirstResources is the form of the second step: rows by hand, or a template's
// with what was changed in them.
type FirstResources struct {
	Template  string // "" by hand
	Locale    string // of the template
	Resources []firststeps.ResourceRow
	Services  []firststeps.ServiceRow // of the template only
}

// SaveFirstResources writes the rows in one transaction: new resources, changed
// ones, and those whose name is empty into the archive. Rows of a template bring
// their week and the template's services; what the company has of a template
// already, by ref, stays as it is, so that applying it twice makes nothing twice.
func (d *Desk) SaveFirstResources(ctx context.Context, m acts.Member, f FirstResources) error {
	var template *companyfile.File
	if f.Template != "" {
		var err error
		if template, err = Template(f.Template, f.Locale); err != nil {
			return err
		}
	}
	if len(f.Resources) > firststeps.MaxFirstRows || len(f.Services) > firststeps.MaxFirstRows {
		return booking.Fail(booking.Invalid, "error.first_rows", "Max", firststeps.MaxFirstRows)
	}
	return d.takeStep(ctx, m, firststeps.StepResources, func(a *db.Act) error {
		stored, err := a.Resources(ctx)
		if err != nil {
			return err
		}
		p := resourcePlan{changes: newChanges(), stored: stored, template: template}
		for i, row := range f.Resources {
			p.read(i, row)
		}
		if err := p.changes.err(); err != nil {
			return err
		}
		if err := d.applyResources(ctx, a, &p); err != nil {
			return err
		}
		if template == nil {
			return nil
		}
		return d.applyTemplateServices(ctx, a, template, f.Services)
	})
}

// resourcePlan is what the rows come to.
type resourcePlan struct {
	changes
	stored   []booking.Resource
	template *companyfile.File
	left     int // resources that there are afterwards, among the rows

	added, saved       []booking.Resource
	archived, restored []booking.ID
}

// find is the stored resource that a row means, by id or by a template's ref.
func (p *resourcePlan) find(row firststeps.ResourceRow) (booking.Resource, bool) {
	i := slices.IndexFunc(p.stored, func(r booking.Resource) bool { return r.ID == row.ID })
	if i < 0 && row.Ref != "" && p.template != nil {
		i = slices.IndexFunc(p.stored, func(r booking.Resource) bool { return r.Ref == row.Ref })
	}
	if i < 0 {
		return booking.Resource{}, false
	}
	return p.stored[i], true
}

func (p *resourcePlan) read(i int, row firststeps.ResourceRow) {
	old, known := p.find(row)
	switch {
	case !known && row.Revision > 0 || !booking.IsID(string(row.ID)):
		p.wrong[field("name", i)] = booking.Say("error.resource_unknown")
	case known && row.Revision == 0 && row.Ref != "" && !old.Archived:
		p.left++ // of a template that has been applied already
	case firststeps.Blank(row.Name):
		if known && !old.Archived {
			p.archived = append(p.archived, old.ID)
		}
	case !known:
		r := row.Resource(booking.Resource{ID: row.ID, Active: true}, i, p.wrong)
		p.added, p.left = append(p.added, p.fromTemplate(r, row.Ref)), p.left+1
	default:
		p.change(i, row, old)
	}
}

func (p *resourcePlan) change(i int, row firststeps.ResourceRow, old booking.Resource) {
	r := row.Resource(old, i, p.wrong)
	p.left++
	switch same := r.Name == old.Name && r.Kind == old.Kind; {
	case old.Archived && row.Ref != "" && row.Revision == 0:
		p.restored, p.saved = append(p.restored, old.ID), append(p.saved, r)
	case old.Archived:
		p.foreign[field("name", i)] = booking.Say("start.now_archived", "name", old.Name)
	case same:
	case row.Revision != old.Revision:
		p.foreign[field("name", i)] = booking.Say("start.now_resource."+string(old.Kind), "name", old.Name)
	default:
		p.saved = append(p.saved, r)
	}
}

// fromTemplate gives a new resource what the template has of it.
func (p *resourcePlan) fromTemplate(r booking.Resource, ref string) booking.Resource {
	if p.template == nil || ref == "" {
		return r
	}
	for _, t := range p.template.Resources {
		if t.Ref == ref {
			r.Ref, r.Color, r.Weekly = t.Ref, t.Color, t.Weekly
		}
	}
	return r
}

func (d *Desk) applyResources(ctx context.Context, a *db.Act, p *resourcePlan) error {
	if p.left == 0 {
		return booking.FailFields(map[string]booking.Sentence{"rows": booking.Say("error.first_no_resource")})
	}
	if len(p.stored)+len(p.added) > booking.MaxResources {
		return booking.Fail(booking.Invalid, "error.too_many_resources", "Max", booking.MaxResources)
	}
	all := slices.Clone(p.stored)
	for i, r := range p.added {
		if r.Ref == "" {
			r.Ref = booking.NewRef(r.Name, string(r.Kind), func(ref string) bool {
				return slices.ContainsFunc(all, func(each booking.Resource) bool { return each.Ref == ref })
			})
		}
		p.added[i], all = r, append(all, r)
		if err := setupdb.AddResource(ctx, a, r); err != nil {
			return err
		}
	}
	for _, r := range p.saved {
		if err := setupdb.SaveResource(ctx, a, r); err != nil {
			return err
		}
	}
	now := d.Now()
	if err := setupdb.SetArchived(ctx, a, setupdb.ResourcesTable, &now, p.archived...); err != nil {
		return err
	}
	if err := setupdb.SetArchived(ctx, a, setupdb.ResourcesTable, nil, p.restored...); err != nil {
		return err
	}
	return setupdb.PutWeeks(ctx, a, p.added)
}
