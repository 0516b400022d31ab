package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"okno/booking"
)

// PutResources writes the resources in the panel's order, new ones and changed
// ones; those of the company that are not named follow after them. Their weeks
// are PutWeeks's.
func (a *Act) PutResources(ctx context.Context, list []booking.Resource) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into resources as r (company_id, id, ref, name, kind, color, active, position)
		select $1, n.id::uuid, n.ref, n.name, n.kind, nullif(n.color, ''), n.active, n.position - 1
		from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[]) with ordinality
			as n (id, ref, name, kind, color, active, position)
		on conflict (company_id, id) do update set name = excluded.name, kind = excluded.kind,
			color = excluded.color, active = excluded.active, position = excluded.position, revision = r.revision + 1
		where (r.name, r.kind, r.color, r.active, r.position)
			is distinct from (excluded.name, excluded.kind, excluded.color, excluded.active, excluded.position)`,
		a.company,
		column(list, func(r booking.Resource) string { return string(r.ID) }),
		column(list, func(r booking.Resource) string { return r.Ref }),
		column(list, func(r booking.Resource) string { return r.Name }),
		column(list, func(r booking.Resource) string { return string(r.Kind) }),
		column(list, func(r booking.Resource) string { return r.Color }),
		column(list, func(r booking.Resource) bool { return r.Active }))
	if err != nil {
		return err
	}
	return a.others(ctx, "resources", column(list, func(r booking.Resource) string { return string(r.ID) }))
}

// others puts the rows of a list that are not named behind those that are.
func (a *Act) others(ctx context.Context, table string, named []string) error {
	_, err := a.tx.ExecContext(ctx, `
		update `+table+` t set position = o.position
		from (select id, cardinality($2::text[]) + row_number() over (order by position, id) - 1 as position
			from `+table+` where company_id = $1 and not (id = any($2::text[]::uuid[]))) o
		where t.company_id = $1 and t.id = o.id and t.position <> o.position`, a.company, named)
	return err
}

// PutWeeks replaces the weekly intervals of these resources; a repeated one is kept once.
func (a *Act) PutWeeks(ctx context.Context, list []booking.Resource) error {
	_, err := a.tx.ExecContext(ctx, `delete from weekly_intervals where company_id = $1 and resource_id = any($2::text[]::uuid[])`,
		a.company, column(list, func(r booking.Resource) string { return string(r.ID) }))
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
	_, err = a.tx.ExecContext(ctx, `
		insert into weekly_intervals (company_id, resource_id, weekday, from_min, to_min)
		select distinct $1::bigint, id::uuid, weekday, from_min, to_min
		from unnest($2::text[], $3::int[], $4::int[], $5::int[]) as n (id, weekday, from_min, to_min)`,
		a.company, of, weekdays, from, to)
	return err
}

// PutServices writes the services in the panel's order, as PutResources does.
// Their links are PutLinks's.
func (a *Act) PutServices(ctx context.Context, list []booking.Service) error {
	named := column(list, func(s booking.Service) string { return string(s.ID) })
	_, err := a.tx.ExecContext(ctx, `
		insert into services as s (company_id, id, ref, name, description, category, duration_min, buffer_before_min, buffer_after_min,
			step_min, price, color, active, reminders_min, position)
		select $1, n.id::uuid, n.ref, n.name, n.description, n.category, n.duration, n.before, n.after,
			nullif(n.step, 0), nullif(n.price, '')::numeric, nullif(n.color, ''), n.active, n.reminders::integer[], n.position - 1
		from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[],
				$9::int[], $10::text[], $11::text[], $12::bool[], $13::text[], $14::text[]) with ordinality
			as n (id, ref, name, description, duration, before, after, step, price, color, active, category, reminders, position)
		on conflict (company_id, id) do update set name = excluded.name, description = excluded.description, category = excluded.category,
			duration_min = excluded.duration_min, buffer_before_min = excluded.buffer_before_min,
			buffer_after_min = excluded.buffer_after_min, step_min = excluded.step_min, price = excluded.price,
			color = excluded.color, active = excluded.active, reminders_min = excluded.reminders_min,
			position = excluded.position, revision = s.revision + 1
		where (s.name, s.description, s.category, s.duration_min, s.buffer_before_min, s.buffer_after_min, s.step_min, s.price, s.color, s.active,
				s.reminders_min, s.position)
			is distinct from (excluded.name, excluded.description, excluded.category, excluded.duration_min, excluded.buffer_before_min,
				excluded.buffer_after_min, excluded.step_min, excluded.price, excluded.color, excluded.active,
				excluded.reminders_min, excluded.position)`,
		a.company, named,
		column(list, func(s booking.Service) string { return s.Ref }),
		column(list, func(s booking.Service) string { return s.Name }),
		column(list, func(s booking.Service) string { return s.Description }),
		column(list, func(s booking.Service) int { return s.DurationMin }),
		column(list, func(s booking.Service) int { return s.BufferBeforeMin }),
		column(list, func(s booking.Service) int { return s.BufferAfterMin }),
		column(list, func(s booking.Service) int { return s.StepMin }),
		column(list, func(s booking.Service) string { return s.Price }),
		column(list, func(s booking.Service) string { return s.Color }),
		column(list, func(s booking.Service) bool { return s.Active }),
		column(list, func(s booking.Service) string { return s.Category }),
		column(list, func(s booking.Service) *string { return arrayText(s.RemindersMin) }))
	if err != nil {
		return err
	}
	return a.others(ctx, "services", named)
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

// PutLinks replaces the resources that these services are linked to.
func (a *Act) PutLinks(ctx context.Context, list []booking.Service) error {
	_, err := a.tx.ExecContext(ctx, `delete from service_resources where company_id = $1 and service_id = any($2::text[]::uuid[])`,
		a.company, column(list, func(s booking.Service) string { return string(s.ID) }))
	if err != nil {
		return err
	}
	var services, resources []string
	var positions []int
	for _, s := range list {
		for i, id := range s.Resources {
			services, resources, positions = append(services, string(s.ID)), append(resources, string(id)), append(positions, i)
		}
	}
	_, err = a.tx.ExecContext(ctx, `
		insert into service_resources (company_id, service_id, resource_id, position)
		select $1, s::uuid, r::uuid, p from unnest($2::text[], $3::text[], $4::int[]) as n (s, r, p)`,
		a.company, services, resources, positions)
	return err
}

// PutExceptions replaces all exceptions of the company.
func (a *Act) PutExceptions(ctx context.Context, list []booking.Exception) error {
	if _, err := a.tx.ExecContext(ctx, `delete from exceptions where company_id = $1`, a.company); err != nil {
		return err
	}
	clock := func(of func(booking.Exception) booking.Clock) []*int {
		return column(list, func(e booking.Exception) *int {
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
	_, err := a.tx.ExecContext(ctx, `
		insert into exceptions (company_id, id, service_id, resource_id, from_date, to_date, weekdays, from_min, to_min, reason, position)
		select $1, id::uuid, nullif(service, '')::uuid, nullif(resource, '')::uuid, from_date::date, nullif(to_date, '')::date,
			case when weekdays in ('null', '[]') then null else translate(weekdays, '[]', '{}')::smallint[] end,
			from_min, to_min, reason, position - 1
		from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::int[], $10::text[]) with ordinality
			as n (id, service, resource, from_date, to_date, weekdays, from_min, to_min, reason, position)`,
		a.company,
		column(list, func(e booking.Exception) string { return string(e.ID) }),
		column(list, func(e booking.Exception) string { return string(e.Service) }),
		column(list, func(e booking.Exception) string { return string(e.Resource) }),
		column(list, func(e booking.Exception) string { return e.FromDate.String() }),
		column(list, func(e booking.Exception) string {
			if e.ToDate == nil {
				return ""
			}
			return e.ToDate.String()
		}),
		weekdays,
		clock(func(e booking.Exception) booking.Clock { return e.From }),
		clock(func(e booking.Exception) booking.Clock { return e.To }),
		column(list, func(e booking.Exception) string { return e.Reason }))
	return err
}

// column is one column of a list of rows, for unnest.
func column[T, V any](list []T, of func(T) V) []V {
	values := make([]V, len(list))
	for i, it := range list {
		values[i] = of(it)
	}
	return values
}
