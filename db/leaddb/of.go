package leaddb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
)

// LeadOf is the lead that a booking came with; nil when there is none.
func LeadOf(ctx context.Context, s db.Scope, id booking.ID) (*webform.Lead, error) {
	leads, err := leadsWhere(ctx, s, "l.booking_id = $2 order by l.created_at limit 1", id)
	if err != nil || len(leads) == 0 {
		return nil, err
	}
	return &leads[0], nil
}

// LeadsOf are the leads of a client, the latest first.
func LeadsOf(ctx context.Context, s db.Scope, client booking.ID, limit int) ([]webform.Lead, error) {
	return leadsWhere(ctx, s, "l.client_id = $2 order by l.created_at desc, l.id limit $3", client, limit)
}

// LeadsOfBookings are the leads that those bookings came with, by when the bookings start.
func LeadsOfBookings(ctx context.Context, s db.Scope, bookings []booking.ID) ([]webform.Lead, error) {
	return leadsWhere(ctx, s, `l.booking_id = any($2::uuid[])
		order by (select b.starts_at from bookings b where b.company_id = $1 and b.id = l.booking_id), l.created_at, l.id`, db.IDs(bookings))
}

// leadsWhere are leads as they came; where is a literal that may speak of l and of $2 and on.
func leadsWhere(ctx context.Context, s db.Scope, where string, of ...any) ([]webform.Lead, error) {
	rows := []struct {
		ID        booking.ID
		Form      booking.ID `db:"form_id"`
		FormName  string     `db:"form_name"`
		Client    booking.ID `db:"client_id"`
		Booking   booking.ID `db:"booking_id"`
		Status    webform.LeadStatus
		Payload   []byte
		Consent   string
		Page      string
		CreatedAt time.Time `db:"created_at"`
	}{}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select l.id, l.form_id, f.name as form_name, coalesce(l.client_id::text, '') as client_id,
			coalesce(l.booking_id::text, '') as booking_id, l.status,
			l.payload, coalesce(l.consent, '') as consent, l.page, l.created_at
		from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
		where l.company_id = $1 and `+where, append([]any{s.Company()}, of...)...)
	if err != nil {
		return nil, err
	}
	leads := make([]webform.Lead, len(rows))
	for i, r := range rows {
		leads[i] = webform.Lead{
			ID: r.ID, Form: r.Form, FormName: r.FormName, Client: r.Client, Booking: r.Booking, Status: r.Status,
			Consent: r.Consent, Page: r.Page, CreatedAt: r.CreatedAt,
		}
		if err := json.Unmarshal(r.Payload, &leads[i].Payload); err != nil {
			return nil, err
		}
		leads[i] = db.Masked(s, leads[i])
	}
	return leads, nil
}
