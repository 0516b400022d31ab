package setupdb

import (
	"context"

	"okno/booking"
	"okno/db"
)

var (
	insertResource = `
		insert into resources (company_id, id, ref, active, translations, position, ` + db.AttributeColumns(booking.ResourceAttributes, "") + `)
		values ($1, $2, $3, $4, $5, (select coalesce(max(position) + 1, 0) from resources where company_id = $1), ` + db.AttributeValues(booking.ResourceAttributes, 6) + `)`
	updateResource = `
		update resources set translations = $3, revision = revision + 1, ` + db.AttributeSets(booking.ResourceAttributes, 4) + `
		where company_id = $1 and id = $2`
)

// AddResource writes a new resource as the last in the panel's order, without
// its week and its links.
func AddResource(ctx context.Context, a *db.Act, r booking.Resource) error {
	_, err := a.SQLX().ExecContext(ctx, insertResource,
		append([]any{a.Company(), r.ID, r.Ref, r.Active, textsColumn(r.Translations)}, db.AttributesOf(booking.ResourceAttributes, r)...)...)
	return err
}

// SaveResource writes what a form may change of a resource.
func SaveResource(ctx context.Context, a *db.Act, r booking.Resource) error {
	_, err := a.SQLX().ExecContext(ctx, updateResource, append([]any{a.Company(), r.ID, textsColumn(r.Translations)}, db.AttributesOf(booking.ResourceAttributes, r)...)...)
	return err
}

// OrderResources puts all resources of the company in the order of the list.
func OrderResources(ctx context.Context, a *db.Act, order []booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update resources r set position = n.position - 1
		from unnest($2::text[]) with ordinality as n (id, position)
		where r.company_id = $1 and r.id = n.id::uuid and r.position <> n.position - 1`, a.Company(), db.IDs(order))
	return err
}

// LinkResource adds a resource to services, as the last of each.
func LinkResource(ctx context.Context, a *db.Act, resource booking.ID, services []booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		with linked as (
			insert into service_resources (company_id, service_id, resource_id, position)
			select s.company_id, s.id, $2::uuid, coalesce((select max(l.position) + 1 from service_resources l where l.company_id = $1 and l.service_id = s.id), 0)
			from services s where s.company_id = $1 and s.id = any($3::text[]::uuid[])
			on conflict do nothing returning service_id)
		update services set revision = revision + 1 where company_id = $1 and id in (select service_id from linked)`,
		a.Company(), resource, db.IDs(services))
	return err
}

// CopyTerms gives a resource the terms that another one has with the services of both.
func CopyTerms(ctx context.Context, a *db.Act, from, to booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update service_resources l set duration_min = o.duration_min, price = o.price
		from service_resources o where o.company_id = $1 and o.resource_id = $2
			and l.company_id = $1 and l.resource_id = $3 and l.service_id = o.service_id`, a.Company(), from, to)
	return err
}

// UnlinkResource takes a resource away from services.
func UnlinkResource(ctx context.Context, a *db.Act, resource booking.ID, services []booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		with gone as (
			delete from service_resources where company_id = $1 and resource_id = $2 and service_id = any($3::text[]::uuid[])
			returning service_id)
		update services set revision = revision + 1 where company_id = $1 and id in (select service_id from gone)`,
		a.Company(), resource, db.IDs(services))
	return err
}
