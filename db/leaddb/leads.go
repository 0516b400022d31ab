// Package leaddb reads and writes leads.
package leaddb

import (
	"context"
	"encoding/json"

	"okno/booking/webform"
	"okno/db"
)

// InsertLead writes a lead as it was submitted.
func InsertLead(ctx context.Context, a *db.Act, l webform.Lead) error {
	payload, err := json.Marshal(l.Payload)
	if err != nil {
		return err
	}
	a.Later(`
		insert into leads (company_id, id, form_id, client_id, booking_id, status, payload, consent, consent_at, page, created_at,
			contact_name, contact_phone, contact_email, taken_at, fingerprint, search, suspect)
		values ($1, $2, $3, nullif($4, '')::uuid, nullif($5, '')::uuid, $6, $7, nullif($8, ''), case when $8 = '' then null else $10::timestamptz end, $9, $10,
			$11, nullif($12, ''), nullif($13, ''), case when $6 = 'new' then null else $10::timestamptz end, $14, $15, $16)`,
		a.Company(), l.ID, l.Form, l.Client, l.Booking, l.Status, payload, l.Consent, l.Page, l.CreatedAt,
		l.Contact.Name, l.Contact.Phone, l.Contact.Email, l.Fingerprint, l.SearchText(), l.Suspect)
	return nil
}
