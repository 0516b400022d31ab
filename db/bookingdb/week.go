package bookingdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// BookingsOn are the bookings of one resource that touch the span, of any status, in order of time; deleted ones are left out.
func BookingsOn(ctx context.Context, s db.Scope, resource booking.ID, span booking.Span) ([]booking.Booking, error) {
	var rows []Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, Select+`
		where b.company_id = $1 and b.starts_at > $3 and b.starts_at < $4 and b.ends_at > $5 and b.deleted_at is null and `+onResource+`
		order by b.starts_at, b.number`,
		s.Company(), resource, span.From.Add(-booking.MaxDurationMin*time.Minute), span.To, span.From)
	if err != nil {
		return nil, err
	}
	return FromRows(s, rows)
}

// OnResource says whether a booking, of alias b, stands on the resource that is an argument.
func OnResource(b, resource string) string {
	return `exists (select from booking_resources o where o.company_id = ` + b + `.company_id and o.booking_id = ` + b + `.id and o.resource_id = ` + resource + `)`
}

var onResource = OnResource("b", "$2")

// Week is what a resource's week shows beside its bookings: as in a Day.
type Week struct {
	Holds []booking.Hold
	Pasts map[booking.ID]booking.Past
	Waits map[booking.ID]time.Time
}

// ReadWeek reads it for the resource in one query.
func ReadWeek(ctx context.Context, s db.Scope, resource booking.ID, span booking.Span, now time.Time) (Week, error) {
	var row struct{ Holds, Pasts, Waits []byte }
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select
			(select coalesce(json_agg(json_build_object('ID', h.id, 'Service', h.service_id, 'Start', h.starts_at, 'End', h.ends_at,
				'CreatedAt', h.created_at, 'Expires', h.expires_at, 'Resources', json_build_array($2::uuid)) order by h.starts_at, h.id), '[]')
			from holds h join hold_resources r on r.company_id = h.company_id and r.hold_id = h.id and r.resource_id = $2
			where h.company_id = $1 and h.expires_at > $6 and h.starts_at < $4 and h.ends_at > $5) as holds,
			(select coalesce(json_object_agg(b.id, json_build_object('Visits', p.visits, 'NoShows', p.no_shows)), '{}')
			from bookings b cross join lateral (
				select count(*) filter (where e.status <> 'no_show') as visits, count(*) filter (where e.status = 'no_show') as no_shows
				from bookings e where e.company_id = b.company_id and e.client_id = b.client_id and e.starts_at < b.starts_at
					and e.status not in ('cancelled', 'rejected')) p
			where b.company_id = $1 and b.starts_at > $3 and b.starts_at < $4 and b.ends_at > $5 and `+onResource+`
				and (p.visits = 0 or p.no_shows > 0)) as pasts,
			(select coalesce(json_object_agg(b.id, `+PendingSince+`), '{}') from bookings b
			where b.company_id = $1 and b.status = 'pending' and b.starts_at > $3 and b.starts_at < $4 and b.ends_at > $5 and `+onResource+`) as waits`,
		s.Company(), resource, span.From.Add(-booking.MaxDurationMin*time.Minute), span.To, span.From, now)
	if err != nil {
		return Week{}, err
	}
	var w Week
	for _, part := range []struct {
		text []byte
		into any
	}{{row.Holds, &w.Holds}, {row.Pasts, &w.Pasts}, {row.Waits, &w.Waits}} {
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return Week{}, err
		}
	}
	return w, nil
}
