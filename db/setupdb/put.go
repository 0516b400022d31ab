package setupdb

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"okno/booking"
	"okno/db"
)

var putResources = `
	insert into resources as r (company_id, id, ref, active, translations, position, ` + db.AttributeColumns(booking.ResourceAttributes, "") + `)
	select $1, n.id::uuid, n.ref, n.active, n.translations::jsonb, n.position - 1, ` + db.AttributeRows(booking.ResourceAttributes, "n") + `
	from unnest($2::text[], $3::text[], $4::bool[], $5::text[], ` + db.AttributeArrays(booking.ResourceAttributes, 6) + `) with ordinality
		as n (id, ref, active, translations, ` + db.AttributeColumns(booking.ResourceAttributes, "") + `, position)
	on conflict (company_id, id) do update set active = excluded.active, translations = excluded.translations, position = excluded.position, revision = r.revision + 1,
		` + db.AttributeExcluded(booking.ResourceAttributes) + `
	where (r.active, r.translations, r.position, ` + db.AttributeColumns(booking.ResourceAttributes, "r.") + `)
		is distinct from (excluded.active, excluded.translations, excluded.position, ` + db.AttributeColumns(booking.ResourceAttributes, "excluded.") + `)`

// PutResources writes the resources in the panel's order, new ones and changed
// ones; those of the company that are not named follow after them. Their weeks
// are PutWeeks's.
func PutResources(ctx context.Context, a *db.Act, list []booking.Resource) error {
	named := db.Column(list, func(r booking.Resource) string { return string(r.ID) })
	_, err := a.SQLX().ExecContext(ctx, putResources, append([]any{
		a.Company(), named,
		db.Column(list, func(r booking.Resource) string { return r.Ref }),
		db.Column(list, func(r booking.Resource) bool { return r.Active }),
		db.Column(list, func(r booking.Resource) string { return textsColumn(r.Translations) }),
	}, db.AttributesOfAll(booking.ResourceAttributes, list)...)...)
	if err != nil {
		return err
	}
	return others(ctx, a, "resources", named)
}

// others puts the rows of a list that are not named behind those that are.
func others(ctx context.Context, a *db.Act, table string, named []string) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update `+table+` t set position = o.position
		from (select id, cardinality($2::text[]) + row_number() over (order by position, id) - 1 as position
			from `+table+` where company_id = $1 and not (id = any($2::text[]::uuid[]))) o
		where t.company_id = $1 and t.id = o.id and t.position <> o.position`, a.Company(), named)
	return err
}

// PutWeeks replaces the weekly intervals of these resources; a repeated one is kept once.
func PutWeeks(ctx context.Context, a *db.Act, list []booking.Resource) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from weekly_intervals where company_id = $1 and resource_id = any($2::text[]::uuid[])`,
		a.Company(), db.Column(list, func(r booking.Resource) string { return string(r.ID) }))
	if err != nil {
		return err
	}
	var of []string
	var weekdays, from, to []int
	for _, r := range list {
		for _, w := range r.Weekly {
			of, weekdays = append(of, string(r.ID)), append(weekdays, w.Weekday)
			from, to = append(from, int(w.From)), append(to, int(w.To))
		}
	}
	_, err = a.SQLX().ExecContext(ctx, `
		insert into weekly_intervals (company_id, resource_id, weekday, from_min, to_min)
		select distinct $1::bigint, id::uuid, weekday, from_min, to_min
		from unnest($2::text[], $3::int[], $4::int[], $5::int[]) as n (id, weekday, from_min, to_min)`,
		a.Company(), of, weekdays, from, to)
	return err
}

var putServices = `
	insert into services as s (company_id, id, ref, active, reminders_min, translations, position, ` + db.AttributeColumns(booking.ServiceAttributes, "") + `)
	select $1, n.id::uuid, n.ref, n.active, n.reminders::integer[], n.translations::jsonb, n.position - 1, ` + db.AttributeRows(booking.ServiceAttributes, "n") + `
	from unnest($2::text[], $3::text[], $4::bool[], $5::text[], $6::text[], ` + db.AttributeArrays(booking.ServiceAttributes, 7) + `) with ordinality
		as n (id, ref, active, reminders, translations, ` + db.AttributeColumns(booking.ServiceAttributes, "") + `, position)
	on conflict (company_id, id) do update set active = excluded.active, reminders_min = excluded.reminders_min, translations = excluded.translations,
		position = excluded.position, revision = s.revision + 1, ` + db.AttributeExcluded(booking.ServiceAttributes) + `
	where (s.active, s.reminders_min, s.translations, s.position, ` + db.AttributeColumns(booking.ServiceAttributes, "s.") + `)
		is distinct from (excluded.active, excluded.reminders_min, excluded.translations, excluded.position, ` + db.AttributeColumns(booking.ServiceAttributes, "excluded.") + `)`

// PutServices writes the services in the panel's order, as PutResources does.
// Their links are PutLinks's.
func PutServices(ctx context.Context, a *db.Act, list []booking.Service) error {
	named := db.Column(list, func(s booking.Service) string { return string(s.ID) })
	_, err := a.SQLX().ExecContext(ctx, putServices, append([]any{
		a.Company(), named,
		db.Column(list, func(s booking.Service) string { return s.Ref }),
		db.Column(list, func(s booking.Service) bool { return s.Active }),
		db.Column(list, func(s booking.Service) *string { return arrayText(s.RemindersMin) }),
		db.Column(list, func(s booking.Service) string { return textsColumn(s.Translations) }),
	}, db.AttributesOfAll(booking.ServiceAttributes, list)...)...)
	if err != nil {
		return err
	}
	return others(ctx, a, "services", named)
}

// arrayText is a list of numbers as PostgreSQL writes one; nil for none at all.
// Arrays of arrays would have to be of one length.
func arrayText(numbers []int) *string {
	if numbers == nil {
		return nil
	}
	text := "{" + strings.Trim(strings.ReplaceAll(fmt.Sprint(numbers), " ", ","), "[]") + "}"
	return &text
}

// PutLinks replaces the resources that these services are linked to, and the terms with them.
func PutLinks(ctx context.Context, a *db.Act, list []booking.Service) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from service_resources where company_id = $1 and service_id = any($2::text[]::uuid[])`,
		a.Company(), db.Column(list, func(s booking.Service) string { return string(s.ID) }))
	if err != nil {
		return err
	}
	var services, resources, prices []string
	var positions, durations []int
	for _, s := range list {
		for i, id := range s.Resources {
			var own booking.Terms
			if t := slices.IndexFunc(s.Terms, func(t booking.Terms) bool { return t.Resource == id }); t >= 0 {
				own = s.Terms[t]
			}
			services, resources, positions = append(services, string(s.ID)), append(resources, string(id)), append(positions, i)
			durations, prices = append(durations, own.DurationMin), append(prices, own.Price)
		}
	}
	_, err = a.SQLX().ExecContext(ctx, `
		insert into service_resources (company_id, service_id, resource_id, position, duration_min, price)
		select $1, s::uuid, r::uuid, p, nullif(d, 0), nullif(m, '')::numeric
		from unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::text[]) as n (s, r, p, d, m)`,
		a.Company(), services, resources, positions, durations, prices)
	return err
}

// PutExceptions replaces all exceptions of the company.
func PutExceptions(ctx context.Context, a *db.Act, list []booking.Exception) error {
	if _, err := a.SQLX().ExecContext(ctx, `delete from exceptions where company_id = $1`, a.Company()); err != nil {
		return err
	}
	clock := func(of func(booking.Exception) booking.Clock) []*int {
		return db.Column(list, func(e booking.Exception) *int {
			if e.WholeDay {
				return nil
			}
			minutes := int(of(e))
			return &minutes
		})
	}
	weekdays := make([]string, len(list)) // arrays of arrays would have to be of one length
	for i, e := range list {
		text, err := json.Marshal(e.Weekdays)
		if err != nil {
			return err
		}
		weekdays[i] = string(text)
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into exceptions (company_id, id, service_id, resource_id, from_date, to_date, weekdays, from_min, to_min, reason, position)
		select $1, id::uuid, nullif(service, '')::uuid, nullif(resource, '')::uuid, from_date::date, nullif(to_date, '')::date,
			case when weekdays in ('null', '[]') then null else translate(weekdays, '[]', '{}')::smallint[] end,
			from_min, to_min, reason, position - 1
		from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::int[], $10::text[]) with ordinality
			as n (id, service, resource, from_date, to_date, weekdays, from_min, to_min, reason, position)`,
		a.Company(),
		db.Column(list, func(e booking.Exception) string { return string(e.ID) }),
		db.Column(list, func(e booking.Exception) string { return string(e.Service) }),
		db.Column(list, func(e booking.Exception) string { return string(e.Resource) }),
		db.Column(list, func(e booking.Exception) string { return e.FromDate.String() }),
		db.Column(list, func(e booking.Exception) string {
			if e.ToDate == nil {
				return ""
			}
			return e.ToDate.String()
		}),
		weekdays,
		clock(func(e booking.Exception) booking.Clock { return e.From }),
		clock(func(e booking.Exception) booking.Clock { return e.To }),
		db.Column(list, func(e booking.Exception) string { return e.Reason }))
	return err
}
