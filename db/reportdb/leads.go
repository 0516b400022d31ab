package reportdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/report"
	"okno/db"
)

// Answers are how leads of some days were answered. Those that were booked as they came, and spam, are left out.
type Answers struct {
	Leads    int
	Answered int
	InHour   int     `db:"in_hour"` // of Answered
	InDay    int     `db:"in_day"`
	Median   float64 // minutes until the answer, of Answered; 0 where there are none
}

// AnswersIn are those of each of the spans, of the query's form. One query.
func AnswersIn(ctx context.Context, s db.Scope, q report.Query, spans ...booking.Span) ([]Answers, error) {
	var list []Answers
	err := sqlx.SelectContext(ctx, s.Q(), &list, `
		select count(l.id) as leads, count(l.taken_at) as answered,
			count(*) filter (where l.taken_at < l.created_at + interval '1 hour') as in_hour,
			count(*) filter (where l.taken_at < l.created_at + interval '1 day') as in_day,
			coalesce(percentile_cont(0.5) within group (order by extract(epoch from l.taken_at - l.created_at) / 60) filter (where l.taken_at is not null), 0) as median
		from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality p (since, until, n)
			left join leads l on l.company_id = $1 and l.created_at >= p.since and l.created_at < p.until and l.status <> 'spam'
				and l.taken_at is distinct from l.created_at and ($4 = '' or l.form_id = nullif($4, '')::uuid)
		group by p.n order by p.n`, s.Company(),
		db.Column(spans, func(span booking.Span) time.Time { return span.From }), db.Column(spans, func(span booking.Span) time.Time { return span.To }), string(q.Form))
	return list, err
}
