package filedb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// ExportClients are all clients that have not been erased, but for guests, by name, with what their cards have and since when they are known.
func ExportClients(ctx context.Context, s db.Scope) ([]booking.Client, error) {
	var all []booking.Client
	err := sqlx.SelectContext(ctx, s.Q(), &all, `
		select `+db.AttributeSelect(booking.ClientAttributes, "c")+`, c.created_at as createdat,
			coalesce((select string_agg(t.tag, E'\n' order by t.key) from client_tags t where t.company_id = c.company_id and t.client_id = c.id), '') as tags
		from clients c where c.company_id = $1 and c.erased_at is null`+db.SomebodyOnly+` order by c.name, c.id`, s.Company())
	return all, err
}

// ExportedLead is a lead as a row of a table.
type ExportedLead struct {
	CreatedAt                                                time.Time `db:"created_at"`
	Form, Status, Name, Phone, Email, Payload, Consent, Page string
}

// ExportLeads are all leads, oldest first; answers as "label: value" on lines.
func ExportLeads(ctx context.Context, s db.Scope) ([]ExportedLead, error) {
	var all []ExportedLead
	err := sqlx.SelectContext(ctx, s.Q(), &all, `
		select l.created_at, f.name as form, l.status, l.contact_name as name, coalesce(l.contact_phone, '') as phone, coalesce(l.contact_email, '') as email,
			coalesce((select string_agg((a ->> 'label') || ': ' || coalesce(a ->> 'value', ''), E'\n') from jsonb_array_elements(l.payload) a), '') as payload,
			coalesce(l.consent, '') as consent, l.page
		from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
		where l.company_id = $1 order by l.created_at, l.id`, s.Company())
	return all, err
}
