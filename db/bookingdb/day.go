package bookingdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/columns"
	"okno/db"
)

// Day is what a board shows of a date beside its bookings.
type Day struct {
	Holds   []booking.Hold
	Pasts   map[booking.ID]booking.Past // by booking, of those whose client is new or has not come before; others are nothing to speak of
	Waits   map[booking.ID]time.Time    // since when those that wait for an answer do
	Columns columns.Choice              // how the user wants them

	Birthdays map[booking.ID]string // by booking, of those whose client's is known

	Undecided int    // see Counted
	Taken     string // on the date, less what was given back; "" for nothing
}

// Counted is the time whose undecided bookings are counted, and up to where.
type Counted struct {
	booking.Span
	Most int
}

// ReadDay reads it in one query. What user 0 wants is nothing.
func ReadDay(ctx context.Context, s db.Scope, user booking.UserID, date booking.Date, span booking.Span, over Counted, now time.Time) (Day, error) {
	var row struct {
		Holds, Pasts, Waits, Columns []byte
		Birthdays                    []byte
		Undecided                    int
		Taken                        string
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `
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
			(select coalesce(json_object_agg(b.id, `+PendingSince+`), '{}') from bookings b
			where b.company_id = $1 and b.status = 'pending' and b.starts_at > $5 and b.starts_at < $4 and b.ends_at > $3) as waits,
			(select coalesce(json_object_agg(b.id, k.birthday), '{}')
			from bookings b join clients k on k.company_id = b.company_id and k.id = b.client_id
			where b.company_id = $1 and b.starts_at > $5 and b.starts_at < $4 and b.ends_at > $3 and k.birthday <> '') as birthdays,
			(select count(*) from (select from bookings b where `+undecided("$7", "$8")+` limit $9) u) as undecided,
			(select coalesce(sum(p.amount)::text, '') from payments p where p.company_id = $1 and p.day = $10::text::date) as taken,
			coalesce((select columns from board_columns where company_id = $1 and user_id = $6), '{}') as columns`,
		s.Company(), now, span.From, span.To, span.From.Add(-booking.MaxDurationMin*time.Minute), user, over.From, over.To, over.Most, date.String())
	if err != nil {
		return Day{}, err
	}
	d := Day{Undecided: row.Undecided, Taken: row.Taken}
	for _, part := range []struct {
		text []byte
		into any
	}{{row.Holds, &d.Holds}, {row.Pasts, &d.Pasts}, {row.Waits, &d.Waits}, {row.Columns, &d.Columns}, {row.Birthdays, &d.Birthdays}} {
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return Day{}, err
		}
	}
	return d, nil
}

// Columns are how a user wants the columns of his board.
func Columns(ctx context.Context, s db.Scope, user booking.UserID) (columns.Choice, error) {
	var text []byte
	err := sqlx.GetContext(ctx, s.Q(), &text, `
		select coalesce((select columns from board_columns where company_id = $1 and user_id = $2), '{}')`, s.Company(), user)
	if err != nil {
		return columns.Choice{}, err
	}
	var c columns.Choice
	return c, json.Unmarshal(text, &c)
}

// PutColumns keeps how a member wants the columns of his board.
func PutColumns(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, user booking.UserID, c columns.Choice) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		insert into board_columns (company_id, user_id, columns) values ($1, $2, $3)
		on conflict (company_id, user_id) do update set columns = excluded.columns`, company, user, text)
	return err
}
