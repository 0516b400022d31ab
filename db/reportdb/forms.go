package reportdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/report"
	"okno/db"
)

// Funnel is what became of a form's visitors within some days.
type Funnel struct {
	Form                    booking.ID
	Period                  int // which of the spans, from 1
	Shown, Opened, Searched int
	Leads                   int // all that was sent, bookings included, spam excluded
	Bookings                int // of Leads
	Visits                  int // of Bookings
}

// Funnels are those of each form, or of the query's, in the query's period (1) and in the one before (2): what was seen by the
// company's date, what was sent by the spans, which are those periods. Forms of which nothing is known are left out. One query.
func Funnels(ctx context.Context, s db.Scope, q report.Query, spans ...booking.Span) ([]Funnel, error) {
	var list []Funnel
	before, until := q.Before()
	err := sqlx.SelectContext(ctx, s.Q(), &list, `
		with seen as (
			select form_id, case when day >= $2::date then 1 else 2 end as period,
				sum(shown)::int as shown, sum(opened)::int as opened, sum(searched)::int as searched
			from form_days where company_id = $1 and (day between $2::date and $3::date or day between $4::date and $5::date)
			group by 1, 2
		), sent as (
			select l.form_id, p.n::int as period, count(*)::int as leads, count(b.id)::int as bookings,
				(count(*) filter (where b.status in ('arrived', 'completed')))::int as visits
			from unnest($6::timestamptz[], $7::timestamptz[]) with ordinality p (since, until, n)
				join leads l on l.company_id = $1 and l.created_at >= p.since and l.created_at < p.until and l.status <> 'spam' and l.form_id is not null
				left join bookings b on b.company_id = l.company_id and b.id = l.booking_id and b.deleted_at is null
			group by 1, 2
		)
		select form_id::text as form, period, coalesce(shown, 0) as shown, coalesce(opened, 0) as opened, coalesce(searched, 0) as searched,
			coalesce(leads, 0) as leads, coalesce(bookings, 0) as bookings, coalesce(visits, 0) as visits
		from seen full join sent using (form_id, period) where $8 = '' or form_id = nullif($8, '')::uuid
		order by form_id, period`,
		s.Company(), q.From.String(), q.To.String(), before.String(), until.String(),
		db.Column(spans, func(span booking.Span) time.Time { return span.From }), db.Column(spans, func(span booking.Span) time.Time { return span.To }), string(q.Form))
	return list, err
}
