package reportdb

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/report"
	"okno/db"
)

// ofBooking are the filters of a query on a booking b.
const ofBooking = `($4 = '' or b.service_id = nullif($4, '')::uuid) and ($5 = '' or b.source = $5) and ($6 = '' or b.form_id = nullif($6, '')::uuid)
	and ($7 = '' or exists (select from booking_resources r where r.company_id = b.company_id and r.booking_id = b.id and r.resource_id = nullif($7, '')::uuid))`

// NewClients is how many clients had their first visit within the span, and that visit is one of the query's. One query, which
// looks at their bookings one by one, and only where they matter: PostgreSQL would rather read all bookings of the company.
func NewClients(ctx context.Context, s db.Scope, q report.Query, spans ...booking.Span) ([]int, error) {
	counts := make([]int, len(spans))
	if len(spans) == 0 {
		return counts, nil
	}
	rows, err := s.Q().QueryxContext(ctx, `
		select p.n, count(v.client_id) filter (where case when $8
			then (select true from bookings b where b.company_id = $1 and b.id = v.first_booking and `+ofBooking+`) else true end)
		from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality p (since, until, n)
			left join client_visits v on v.company_id = $1 and v.first_at >= p.since and v.first_at < p.until
		group by p.n`, s.Company(),
		db.Column(spans, func(span booking.Span) time.Time { return span.From }), db.Column(spans, func(span booking.Span) time.Time { return span.To }),
		string(q.Service), string(q.Source), string(q.Form), string(q.Resource), q.Filtered())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n, count int
		if err := rows.Scan(&n, &count); err != nil {
			return nil, err
		}
		counts[n-1] = count
	}
	return counts, rows.Err()
}

// Absent is a client who has not been back.
type Absent struct {
	Client  booking.ID
	Contact booking.Contact
	Visits  int
	Last    time.Time // when the last visit began
	Service booking.ID
}

// Masked has no way to reach the client.
func (a Absent) Masked() Absent {
	a.Contact = a.Contact.Masked()
	return a
}

// AbsentSince are the clients with a visit who have none, and no booking, from an instant on, whose last visit is one of the
// query's: those who were there last first, at most limit, without guests, whom nobody can call, and how many there are in all. One query.
func AbsentSince(ctx context.Context, s db.Scope, q report.Query, since time.Time, limit int) (list []Absent, total int, err error) {
	rows, err := s.Q().QueryxContext(ctx, `
		select v.client_id::text, c.name, coalesce(c.phone, ''), coalesce(c.email, ''), v.visits, v.last_at, b.service_id::text, count(*) over ()
		from client_visits v join clients c on c.company_id = v.company_id and c.id = v.client_id
			join bookings b on b.company_id = v.company_id and b.id = v.last_booking
		where v.company_id = $1 and v.visits > 0 and v.latest_at < $2 and c.erased_at is null`+db.SomebodyOnly+` and `+ofBooking+`
		order by v.last_at desc, v.client_id limit $3`, s.Company(), since, limit,
		string(q.Service), string(q.Source), string(q.Form), string(q.Resource))
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var a Absent
		if err := rows.Scan(&a.Client, &a.Contact.Name, &a.Contact.Phone, &a.Contact.Email, &a.Visits, &a.Last, &a.Service, &total); err != nil {
			return nil, 0, err
		}
		list = append(list, db.Masked(s, a))
	}
	return list, total, rows.Err()
}
