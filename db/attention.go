package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Attention is how much waits for the desk of a company.
type Attention struct {
	NewLeads int            `db:"new_leads"` // that nobody has taken up
	Waiting  int            // bookings to come that wait for an answer
	Flood    *booking.Flood // the last one that nobody has looked after, nil for none
}

// attention are the columns of it; company and now are what they ask about, in SQL.
func attention(company, now string) string {
	return `(select count(*) from leads where company_id = ` + company + ` and status = 'new') as new_leads,
			(select count(*) from bookings where company_id = ` + company + ` and status = 'pending' and deleted_at is null and starts_at > ` + now + `) as waiting,
			(select ` + floodJSON + ` where f.company_id = ` + company + ` and f.state = 'open' order by f.last_at desc limit 1) as flood`
}

// Attention is how much waits now, in one query.
func (s Scope) Attention(ctx context.Context, now time.Time) (Attention, error) {
	var a Attention
	err := sqlx.GetContext(ctx, s.q, &a, "select "+attention("$1", "$2"), s.company, now)
	return a, err
}
