package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking/webform"
)

// Attention is how much waits for the desk of a company.
type Attention struct {
	NewLeads int            `db:"new_leads"` // that nobody has taken up
	Waiting  int            // bookings to come that wait for an answer
	Flood    *webform.Flood // the last one that nobody has looked after, nil for none
}

// AttentionColumns are the columns of it; company and now are what they ask about, in SQL.
func AttentionColumns(company, now string) string {
	return `(select count(*) from leads where company_id = ` + company + ` and status = 'new') as new_leads,
			(select count(*) from bookings where company_id = ` + company + ` and status = 'pending' and deleted_at is null and starts_at > ` + now + `) as waiting,
			(select ` + FloodJSON + ` where f.company_id = ` + company + ` and f.state = 'open' order by f.last_at desc limit 1) as flood`
}

// Attention is how much waits now, in one query.
func (s Scope) Attention(ctx context.Context, now time.Time) (Attention, error) {
	var a Attention
	err := sqlx.GetContext(ctx, s.q, &a, "select "+AttentionColumns("$1", "$2"), s.company, now)
	return a, err
}

// ArrivedBy says which arrivals a came by the flood f.
const ArrivedBy = `a.company_id = f.company_id and a.at between f.began_at and f.last_at
	and case when f.network is null then a.marked = 'rush' else f.network in (a.network, a.site) end`

// FloodJSON is a booking.Flood and where it is read from, the table of floods as f.
const FloodJSON = `json_build_object('ID', f.id, 'Began', f.began_at, 'Last', f.last_at, 'Many', f.network is null, 'State', f.state,
	'Bookings', n.bookings, 'Leads', n.leads, 'Holds', n.holds, 'By', f.by_name, 'Closed', coalesce(f.closed_at, '0001-01-01T00:00:00Z'))
	from floods f cross join lateral (
		select count(*) filter (where kind = 'booking') as bookings, count(*) filter (where kind = 'lead') as leads,
			count(*) filter (where kind = 'hold') as holds
		from arrivals a where ` + ArrivedBy + `) n`
