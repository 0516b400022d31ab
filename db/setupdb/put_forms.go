package setupdb

import (
	"context"
	"encoding/json"
	"slices"

	"okno/booking/webform"
	"okno/db"
)

// TakeKeys makes the public keys the company's own and gives those that belong
// to another company. In the keys' order, so that two companies never wait for
// each other.
func TakeKeys(ctx context.Context, a *db.Act, keys []string) (foreign []string, err error) {
	keys = slices.Sorted(slices.Values(keys))
	_, err = a.SQLX().ExecContext(ctx, `
		insert into public_keys (key, owner) select key, $1 from unnest($2::text[]) key on conflict do nothing`, a.Company(), keys)
	if err != nil {
		return nil, err
	}
	err = a.SQLX().SelectContext(ctx, &foreign, `
		select key from public_keys where key = any($2::text[]) and owner <> $1 order by key`, a.Company(), keys)
	return foreign, err
}

// PutForms writes the forms in the panel's order, as PutResources does. Their keys
// have to be the company's own; keys that no form has any more are given up.
func PutForms(ctx context.Context, a *db.Act, list []webform.Form) error {
	if err := parkKeys(ctx, a, list); err != nil {
		return err
	}
	settings := make([]string, len(list))
	for i, f := range list {
		text, err := json.Marshal(f.Settings)
		if err != nil {
			return err
		}
		settings[i] = string(text)
	}
	named := db.Column(list, func(f webform.Form) string { return string(f.ID) })
	_, err := a.SQLX().ExecContext(ctx, `
		insert into forms as f (company_id, id, ref, name, key, active, settings, position)
		select $1, n.id::uuid, n.ref, n.name, n.key, n.active, n.settings::jsonb, n.position - 1
		from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::text[]) with ordinality
			as n (id, ref, name, key, active, settings, position)
		on conflict (company_id, id) do update set name = excluded.name, key = excluded.key,
			active = excluded.active, settings = excluded.settings, position = excluded.position, revision = f.revision + 1
		where (f.name, f.key, f.active, f.settings, f.position)
			is distinct from (excluded.name, excluded.key, excluded.active, excluded.settings, excluded.position)`,
		a.Company(), named,
		db.Column(list, func(f webform.Form) string { return f.Ref }),
		db.Column(list, func(f webform.Form) string { return f.Name }),
		db.Column(list, func(f webform.Form) string { return f.Key }),
		db.Column(list, func(f webform.Form) bool { return f.Active }),
		settings)
	if err != nil {
		return err
	}
	if err := others(ctx, a, "forms", named); err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `
		delete from public_keys k where k.owner = $1
			and not exists (select from forms f where f.company_id = k.owner and f.key = k.key)`, a.Company())
	return err
}

// parkKeys gives forms whose key changes one that nobody has, so that two forms
// can change keys: a unique key is checked row by row.
func parkKeys(ctx context.Context, a *db.Act, list []webform.Form) error {
	_, err := a.SQLX().ExecContext(ctx, `
		with moved as (
			select f.id, 'moving ' || f.id as parked from forms f
			join unnest($2::text[], $3::text[]) as n (id, key) on f.id = n.id::uuid
			where f.company_id = $1 and f.key <> n.key),
		parking as (insert into public_keys (key, owner) select parked, $1 from moved)
		update forms f set key = m.parked from moved m where f.company_id = $1 and f.id = m.id`,
		a.Company(),
		db.Column(list, func(f webform.Form) string { return string(f.ID) }),
		db.Column(list, func(f webform.Form) string { return f.Key }))
	return err
}
