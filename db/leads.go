package db

import (
	"context"
	"encoding/json"

	"okno/booking"
)

// InsertLead writes a lead as it was submitted.
func (a *Act) InsertLead(ctx context.Context, l booking.Lead) error {
	payload, err := json.Marshal(l.Payload)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `
		insert into leads (company_id, id, form_id, client_id, booking_id, status, payload, consent, page, created_at)
		values ($1, $2, $3, nullif($4, '')::uuid, nullif($5, '')::uuid, $6, $7, nullif($8, ''), $9, $10)`,
		a.company, l.ID, l.Form, l.Client, l.Booking, l.Status, payload, l.Consent, l.Page, l.CreatedAt)
	return err
}
