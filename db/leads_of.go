package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// LeadOf is the lead that a booking came with; nil when there is none.
func (s Scope) LeadOf(ctx context.Context, id booking.ID) (*booking.Lead, error) {
	leads, err := s.leadsWhere(ctx, "l.booking_id = $2 order by l.created_at limit 1", id)
	if err != nil || len(leads) == 0 {
		return nil, err
	}
	return &leads[0], nil
}

// LeadsOf are the leads of a client, the latest first.
func (s Scope) LeadsOf(ctx context.Context, client booking.ID, limit int) ([]booking.Lead, error) {
	return s.leadsWhere(ctx, "l.client_id = $2 order by l.created_at desc, l.id limit $3", client, limit)
}

// LeadsOfBookings are the leads that those bookings came with, by when the bookings start.
func (s Scope) LeadsOfBookings(ctx context.Context, bookings []booking.ID) ([]booking.Lead, error) {
	return s.leadsWhere(ctx, `l.booking_id = any($2::uuid[])
		order by (select b.starts_at from bookings b where b.company_id = $1 and b.id = l.booking_id), l.created_at, l.id`, ids(bookings))
}

// leadsWhere are leads as they came; where is a literal that may speak of l and of $2 and on.
func (s Scope) leadsWhere(ctx context.Context, where string, of ...any) ([]booking.Lead, error) {
	rows := []struct {
		ID        booking.ID
		Form      booking.ID `db:"form_id"`
		FormName  string     `db:"form_name"`
		Client    booking.ID `db:"client_id"`
		Booking   booking.ID `db:"booking_id"`
		Status    booking.LeadStatus
		Payload   []byte
		Consent   string
		Page      string
		CreatedAt time.Time `db:"created_at"`
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select l.id, l.form_id, f.name as form_name, coalesce(l.client_id::text, '') as client_id,
			coalesce(l.booking_id::text, '') as booking_id, l.status,
			l.payload, coalesce(l.consent, '') as consent, l.page, l.created_at
		from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
		where l.company_id = $1 and `+where, append([]any{s.company}, of...)...)
	if err != nil {
		return nil, err
	}
	leads := make([]booking.Lead, len(rows))
	for i, r := range rows {
		leads[i] = booking.Lead{
			ID: r.ID, Form: r.Form, FormName: r.FormName, Client: r.Client, Booking: r.Booking, Status: r.Status,
			Consent: r.Consent, Page: r.Page, CreatedAt: r.CreatedAt,
		}
		if err := json.Unmarshal(r.Payload, &leads[i].Payload); err != nil {
			return nil, err
		}
		leads[i] = masked(s, leads[i])
	}
	return leads, nil
}
