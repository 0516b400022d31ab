package db

import (
	"context"
	"time"

	"okno/booking"
)

// Busy is a time at which a resource is occupied, buffers included: by a booking or by a hold.
type Busy struct {
	Resource booking.ID
	From, To time.Time
	Hold     booking.ID // "" for a booking
	Expires  time.Time  // when the hold is over, or was
}

// Busy are all times of the company that overlap the span, in no order: of all
// resources, with holds that are over and not yet deleted. One query.
func (s Scope) Busy(ctx context.Context, span booking.Span) ([]Busy, error) {
	rows, err := s.q.QueryxContext(ctx, `
		select br.resource_id::text, lower(br.occupied), upper(br.occupied), '', null::timestamptz
		from booking_resources br
		where br.company_id = $1 and br.occupied && tstzrange($2, $3) and br.status not in ('cancelled', 'rejected')
		union all
		select r.resource_id::text, lower(h.occupied), upper(h.occupied), h.id::text, h.expires_at
		from holds h join hold_resources r on r.company_id = h.company_id and r.hold_id = h.id
		where h.company_id = $1 and h.occupied && tstzrange($2, $3)`,
		s.company, span.From, span.To)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Busy
	for rows.Next() {
		var b Busy
		var expires *time.Time
		if err := rows.Scan(&b.Resource, &b.From, &b.To, &b.Hold, &expires); err != nil {
			return nil, err
		}
		if expires != nil {
			b.Expires = *expires
		}
		all = append(all, b)
	}
	return all, rows.Err()
}

// OpenVersions are the versions of a company that is open to visitors; NotFound where there
// is none, or where it is about to be deleted.
func (s Scope) OpenVersions(ctx context.Context) (v Versions, err error) {
	err = s.q.QueryRowxContext(ctx, `
		select v.version, v.setup_version from company_versions v join companies c on c.id = v.company_id
		where v.company_id = $1 and c.delete_at is null`, s.company).Scan(&v.Board, &v.Setup)
	return v, OrNotFound(err, "error.company_unknown")
}
