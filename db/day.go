package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Day is what a board shows of a date beside its bookings.
type Day struct {
	Holds   []booking.Hold
	Pasts   map[booking.ID]booking.Past // by booking, of those whose client is new or has not come before; others are nothing to speak of
	Waits   map[booking.ID]time.Time    // since when those that wait for an answer do
	Columns booking.Columns             // how the user wants them
}

// Day reads it in one query. What user 0 wants is nothing.
func (s Scope) Day(ctx context.Context, user booking.UserID, span booking.Span, now time.Time) (Day, error) {
	var row struct{ Holds, Pasts, Waits, Columns []byte }
	err := sqlx.GetContext(ctx, s.q, &row, `
		select
			(select coalesce(json_agg(json_build_object('ID', h.id, 'Service', h.service_id, 'Start', h.starts_at, 'End', h.ends_at,
				'CreatedAt', h.created_at, 'Expires', h.expires_at, 'Resources', (select json_agg(r.resource_id order by r.resource_id)
				from hold_resources r where r.company_id = h.company_id and r.hold_id = h.id)) order by h.starts_at, h.id), '[]')
			from holds h where h.company_id = $1 and h.expires_at > $2 and h.starts_at < $4 and h.ends_at > $3) as holds,
			(select coalesce(json_object_agg(b.id, json_build_object('Visits', p.visits, 'NoShows', p.no_shows)), '{}')
			from bookings b cross join lateral (
				select count(*) filter (where e.status <> 'no_show') as visits, count(*) filter (where e.status = 'no_show') as no_shows
				from bookings e where e.company_id = b.company_id and e.client_id = b.client_id and e.starts_at < b.starts_at
					and e.status not in ('cancelled', 'rejected')) p
			where b.company_id = $1 and b.starts_at > $5 and b.starts_at < $4 and b.ends_at > $3
				and (p.visits = 0 or p.no_shows > 0)) as pasts,
			(select coalesce(json_object_agg(b.id, `+pendingSince+`), '{}') from bookings b
			where b.company_id = $1 and b.status = 'pending' and b.starts_at > $5 and b.starts_at < $4 and b.ends_at > $3) as waits,
			coalesce((select columns from board_columns where company_id = $1 and user_id = $6), '{}') as columns`,
		s.company, now, span.From, span.To, span.From.Add(-booking.MaxDurationMin*time.Minute), user)
	if err != nil {
		return Day{}, err
	}
	var d Day
	for _, part := range []struct {
		text []byte
		into any
	}{{row.Holds, &d.Holds}, {row.Pasts, &d.Pasts}, {row.Waits, &d.Waits}, {row.Columns, &d.Columns}} {
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return Day{}, err
		}
	}
	return d, nil
}

// Columns are how a user wants the columns of his board.
func (s Scope) Columns(ctx context.Context, user booking.UserID) (booking.Columns, error) {
	var text []byte
	err := sqlx.GetContext(ctx, s.q, &text, `
		select coalesce((select columns from board_columns where company_id = $1 and user_id = $2), '{}')`, s.company, user)
	if err != nil {
		return booking.Columns{}, err
	}
	var c booking.Columns
	return c, json.Unmarshal(text, &c)
}

// PutColumns keeps how a member wants the columns of his board.
func PutColumns(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, user booking.UserID, c booking.Columns) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		insert into board_columns (company_id, user_id, columns) values ($1, $2, $3)
		on conflict (company_id, user_id) do update set columns = excluded.columns`, company, user, text)
	return err
}
