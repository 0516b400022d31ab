package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// VisitsOf are the bookings of a client but for deleted ones, the latest first, at most limit.
func (s Scope) VisitsOf(ctx context.Context, client booking.ID, limit int) ([]booking.Booking, error) {
	var rows []bookingRow
	err := sqlx.SelectContext(ctx, s.q, &rows, selectBookings+`
		where b.company_id = $1 and b.client_id = $2 and b.deleted_at is null order by b.starts_at desc, b.number desc limit $3`, s.company, client, limit)
	if err != nil {
		return nil, err
	}
	return bookingsOf(rows)
}

// LeadsOf are the leads of a client, the latest first.
func (s Scope) LeadsOf(ctx context.Context, client booking.ID, limit int) ([]booking.Lead, error) {
	rows := []struct {
		ID        booking.ID
		Form      booking.ID `db:"form_id"`
		FormName  string     `db:"form_name"`
		Booking   booking.ID `db:"booking_id"`
		Status    booking.LeadStatus
		Payload   []byte
		Consent   string
		Page      string
		CreatedAt time.Time `db:"created_at"`
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select l.id, l.form_id, f.name as form_name, coalesce(l.booking_id::text, '') as booking_id, l.status,
			l.payload, coalesce(l.consent, '') as consent, l.page, l.created_at
		from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
		where l.company_id = $1 and l.client_id = $2 order by l.created_at desc, l.id limit $3`, s.company, client, limit)
	if err != nil {
		return nil, err
	}
	leads := make([]booking.Lead, len(rows))
	for i, r := range rows {
		leads[i] = booking.Lead{ID: r.ID, Form: r.Form, FormName: r.FormName, Client: client, Booking: r.Booking,
			Status: r.Status, Consent: r.Consent, Page: r.Page, CreatedAt: r.CreatedAt}
		if err := json.Unmarshal(r.Payload, &leads[i].Payload); err != nil {
			return nil, err
		}
	}
	return leads, nil
}

// ClientHistory is what was done with a client's card, the latest first.
func (s Scope) ClientHistory(ctx context.Context, client booking.ID) ([]booking.HistoryLine, error) {
	rows := []struct {
		At     time.Time
		Act    string
		Kind   booking.ActorKind `db:"actor_kind"`
		User   booking.UserID    `db:"actor_user"`
		Name   string            `db:"actor_name"`
		Origin string
		Detail []byte
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select at, act, actor_kind, coalesce(actor_user, 0) as actor_user, actor_name, origin, detail
		from client_history where company_id = $1 and client_id = $2 order by n desc limit 100`, s.company, client)
	if err != nil {
		return nil, err
	}
	history := make([]booking.HistoryLine, len(rows))
	for i, r := range rows {
		history[i] = booking.HistoryLine{At: r.At, Act: r.Act,
			Actor: booking.Actor{Kind: r.Kind, User: r.User, Name: r.Name, Origin: r.Origin}}
		if err := json.Unmarshal(r.Detail, &history[i].Detail); err != nil {
			return nil, err
		}
	}
	return history, nil
}

// AllClients are the company's clients, the oldest first, and the pairs of them
// that were found to be two people.
func (s Scope) AllClients(ctx context.Context) (clients []booking.Client, apart map[[2]booking.ID]bool, err error) {
	var rows []clientRow
	err = sqlx.SelectContext(ctx, s.q, &rows, `
		select `+clientColumns+` from clients c where c.company_id = $1 and c.erased_at is null order by c.created_at, c.id`, s.company)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		clients = append(clients, row.client())
	}
	var pairs []struct{ One, Other booking.ID }
	err = sqlx.SelectContext(ctx, s.q, &pairs, `
		select one_id as one, other_id as other from client_pairs_apart where company_id = $1`, s.company)
	apart = map[[2]booking.ID]bool{}
	for _, p := range pairs {
		apart[[2]booking.ID{p.One, p.Other}] = true
	}
	return clients, apart, err
}

// CountOf is how many bookings and leads a client has.
func (s Scope) CountOf(ctx context.Context, client booking.ID) (bookings, leads int, err error) {
	err = s.q.QueryRowxContext(ctx, `
		select (select count(*) from bookings where company_id = $1 and client_id = $2),
			(select count(*) from leads where company_id = $1 and client_id = $2)`, s.company, client).Scan(&bookings, &leads)
	return bookings, leads, err
}
