package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// History is what happened to a booking, oldest first.
func (s Scope) History(ctx context.Context, id booking.ID) ([]booking.HistoryLine, error) {
	rows := []struct {
		N      int
		At     time.Time
		Act    string
		Kind   booking.ActorKind `db:"actor_kind"`
		User   booking.UserID    `db:"actor_user"`
		Name   string            `db:"actor_name"`
		Origin string
		Detail []byte
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select n, at, act, actor_kind, coalesce(actor_user, 0) as actor_user, actor_name, origin, detail
		from booking_history where company_id = $1 and booking_id = $2 order by n`, s.company, id)
	if err != nil {
		return nil, err
	}
	history := make([]booking.HistoryLine, len(rows))
	for i, r := range rows {
		history[i] = booking.HistoryLine{
			N: r.N, At: r.At, Act: r.Act,
			Actor: booking.Actor{Kind: r.Kind, User: r.User, Name: r.Name, Origin: r.Origin},
		}
		if err := json.Unmarshal(r.Detail, &history[i].Detail); err != nil {
			return nil, err
		}
	}
	return history, nil
}

// LeadOf is the lead that a booking came with; nil when there is none.
func (s Scope) LeadOf(ctx context.Context, id booking.ID) (*booking.Lead, error) {
	rows := []struct {
		ID        booking.ID
		Form      booking.ID `db:"form_id"`
		FormName  string     `db:"form_name"`
		Client    booking.ID `db:"client_id"`
		Status    booking.LeadStatus
		Payload   []byte
		Consent   string
		Page      string
		CreatedAt time.Time `db:"created_at"`
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select l.id, l.form_id, f.name as form_name, coalesce(l.client_id::text, '') as client_id, l.status,
			l.payload, coalesce(l.consent, '') as consent, l.page, l.created_at
		from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
		where l.company_id = $1 and l.booking_id = $2 order by l.created_at limit 1`, s.company, id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r := rows[0]
	lead := &booking.Lead{
		ID: r.ID, Form: r.Form, FormName: r.FormName, Client: r.Client, Booking: id, Status: r.Status,
		Consent: r.Consent, Page: r.Page, CreatedAt: r.CreatedAt,
	}
	return lead, json.Unmarshal(r.Payload, &lead.Payload)
}
