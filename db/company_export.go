package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"
)

// ExportedClient is a client as a row of a table.
type ExportedClient struct {
	Name, Phone, Email, Note string
	CreatedAt                time.Time `db:"created_at"`
}

// ExportClients are all clients that have not been erased, by name.
func (s Scope) ExportClients(ctx context.Context) ([]ExportedClient, error) {
	var all []ExportedClient
	err := sqlx.SelectContext(ctx, s.q, &all, `
		select name, coalesce(phone, '') as phone, coalesce(email, '') as email, note, created_at
		from clients where company_id = $1 and erased_at is null order by name, id`, s.company)
	return all, err
}

// ExportedLead is a lead as a row of a table.
type ExportedLead struct {
	CreatedAt                                                time.Time `db:"created_at"`
	Form, Status, Name, Phone, Email, Payload, Consent, Page string
}

// ExportLeads are all leads, oldest first; answers as "label: value" on lines.
func (s Scope) ExportLeads(ctx context.Context) ([]ExportedLead, error) {
	var all []ExportedLead
	err := sqlx.SelectContext(ctx, s.q, &all, `
		select l.created_at, f.name as form, l.status, l.contact_name as name, coalesce(l.contact_phone, '') as phone, coalesce(l.contact_email, '') as email,
			coalesce((select string_agg((a ->> 'label') || ': ' || coalesce(a ->> 'value', ''), E'\n') from jsonb_array_elements(l.payload) a), '') as payload,
			coalesce(l.consent, '') as consent, l.page
		from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
		where l.company_id = $1 order by l.created_at, l.id`, s.company)
	return all, err
}
