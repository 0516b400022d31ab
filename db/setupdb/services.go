// Package setupdb reads and writes what a company has set up: services, resources, their hours and photos, exceptions,
// forms, calendar links. The setup as a whole, which everything reads, is db.Setup.
package setupdb

import (
	"context"
	"encoding/json"

	"okno/booking"
	"okno/db"
)

var (
	insertService = `
		insert into services (company_id, id, ref, active, reminders_min, translations, position, ` + db.AttributeColumns(booking.ServiceAttributes, "") + `)
		select $1, $2, $3, $4, $5, $6, coalesce(max(position) + 1, 0), ` + db.AttributeValues(booking.ServiceAttributes, 7) + `
		from services where company_id = $1`
	updateService = `
		update services set reminders_min = $3, translations = $4, revision = revision + 1, ` + db.AttributeSets(booking.ServiceAttributes, 5) + `
		where company_id = $1 and id = $2`
)

// InsertService writes a new service behind all others. Its links are PutLinks's.
func InsertService(ctx context.Context, a *db.Act, s booking.Service) error {
	_, err := a.SQLX().ExecContext(ctx, insertService,
		append([]any{a.Company(), s.ID, s.Ref, s.Active, s.RemindersMin, textsColumn(s.Translations)}, db.AttributesOf(booking.ServiceAttributes, s)...)...)
	return err
}

// UpdateService writes what a service's form holds, and raises its revision.
// Its links are PutLinks's.
func UpdateService(ctx context.Context, a *db.Act, s booking.Service) error {
	_, err := a.SQLX().ExecContext(ctx, updateService,
		append([]any{a.Company(), s.ID, s.RemindersMin, textsColumn(s.Translations)}, db.AttributesOf(booking.ServiceAttributes, s)...)...)
	return err
}

// OrderServices makes the order of services that of ids, which are all of the company.
func OrderServices(ctx context.Context, a *db.Act, ids []booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update services s set position = n.position - 1
		from unnest($2::text[]) with ordinality as n (id, position)
		where s.company_id = $1 and s.id = n.id::uuid and s.position <> n.position - 1`,
		a.Company(), db.Column(ids, func(id booking.ID) string { return string(id) }))
	return err
}

// textsColumn are translations as the database keeps them.
func textsColumn(texts booking.Texts) string {
	if texts == nil {
		return "{}"
	}
	raw, _ := json.Marshal(texts) // plain maps: it cannot fail
	return string(raw)
}
