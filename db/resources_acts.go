package db

import (
	"context"
	"time"

	"okno/booking"
)

// AddResource writes a new resource as the last in the panel's order, without
// its week and its links.
func (a *Act) AddResource(ctx context.Context, r booking.Resource) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into resources (company_id, id, ref, name, kind, color, active, position)
		values ($1, $2, $3, $4, $5, nullif($6, ''), $7, (select coalesce(max(position) + 1, 0) from resources where company_id = $1))`,
		a.company, r.ID, r.Ref, r.Name, r.Kind, r.Color, r.Active)
	return err
}

// SaveResource writes what a form may change of a resource.
func (a *Act) SaveResource(ctx context.Context, r booking.Resource) error {
	_, err := a.tx.ExecContext(ctx, `
		update resources set name = $3, kind = $4, color = nullif($5, ''), revision = revision + 1
		where company_id = $1 and id = $2`, a.company, r.ID, r.Name, r.Kind, r.Color)
	return err
}

// SetResourceActive switches a resource on or off. No form holds it, so it
// changes no revision; nor do the archive and the order.
func (a *Act) SetResourceActive(ctx context.Context, id booking.ID, active bool) error {
	_, err := a.tx.ExecContext(ctx, `
		update resources set active = $3 where company_id = $1 and id = $2`, a.company, id, active)
	return err
}

// SetResourceArchived puts a resource away at a moment, or back where at is nil.
func (a *Act) SetResourceArchived(ctx context.Context, id booking.ID, at *time.Time) error {
	_, err := a.tx.ExecContext(ctx, `
		update resources set archived_at = $3 where company_id = $1 and id = $2`, a.company, id, at)
	return err
}

// OrderResources puts all resources of the company in the order of the list.
func (a *Act) OrderResources(ctx context.Context, order []booking.ID) error {
	_, err := a.tx.ExecContext(ctx, `
		update resources r set position = n.position - 1
		from unnest($2::text[]) with ordinality as n (id, position)
		where r.company_id = $1 and r.id = n.id::uuid and r.position <> n.position - 1`, a.company, ids(order))
	return err
}

// LinkResource adds a resource to services, as the last of each.
func (a *Act) LinkResource(ctx context.Context, resource booking.ID, services []booking.ID) error {
	_, err := a.tx.ExecContext(ctx, `
		with linked as (
			insert into service_resources (company_id, service_id, resource_id, position)
			select s.company_id, s.id, $2::uuid, coalesce((select max(l.position) + 1 from service_resources l where l.company_id = $1 and l.service_id = s.id), 0)
			from services s where s.company_id = $1 and s.id = any($3::text[]::uuid[])
			on conflict do nothing returning service_id)
		update services set revision = revision + 1 where company_id = $1 and id in (select service_id from linked)`,
		a.company, resource, ids(services))
	return err
}

// UnlinkResource takes a resource away from services.
func (a *Act) UnlinkResource(ctx context.Context, resource booking.ID, services []booking.ID) error {
	_, err := a.tx.ExecContext(ctx, `
		with gone as (
			delete from service_resources where company_id = $1 and resource_id = $2 and service_id = any($3::text[]::uuid[])
			returning service_id)
		update services set revision = revision + 1 where company_id = $1 and id in (select service_id from gone)`,
		a.company, resource, ids(services))
	return err
}
