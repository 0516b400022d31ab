package reportdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// Day is a date in numbers. Sums of money are decimals in the company's currency.
type Day struct {
	Day                  string // YYYY-MM-DD
	Bookings, Visits     int
	Minutes              int
	NoShows              int `db:"no_shows"`
	Cancelled            int
	Whole, Done, Started string // what bookings that stand or took place cost, visits among them, and of Days' spans what began within
}

// Days are the dates from from to to on which bookings of the resource start, of all of them where it is "", in their order.
// Whole is what was done and what is still expected. Started is the same of the bookings that begin within one of the spans,
// "0" where a date is in none. One query: of the spans alone it reads bookings.
func Days(ctx context.Context, s db.Scope, from, to booking.Date, resource booking.ID, started ...booking.Span) ([]Day, error) {
	var days []Day
	err := sqlx.SelectContext(ctx, s.Q(), &days, `
		with started as (
			select b.starts_local::date as day, sum(b.price) as sum from unnest($5::timestamptz[], $6::timestamptz[]) as span (since, until)
				join bookings b on b.company_id = $1 and b.starts_at >= span.since and b.starts_at < span.until
			where b.deleted_at is null and b.status in ('pending', 'confirmed', 'arrived', 'completed') group by 1)
		select d.day::text, sum(bookings)::int as bookings, sum(visits)::int as visits, sum(minutes)::int as minutes, sum(no_shows)::int as no_shows,
			sum(cancelled)::int as cancelled, sum(expected + done)::text as whole, sum(done)::text as done, coalesce(max(started.sum), 0)::text as started
		from booking_days d left join started on started.day = d.day
		where company_id = $1 and d.day between $2::date and $3::date and resource_id = coalesce(nullif($4, ''), '`+whole+`')::uuid
		group by d.day order by d.day`,
		s.Company(), from.String(), to.String(), string(resource),
		db.Column(started, func(s booking.Span) time.Time { return s.From }), db.Column(started, func(s booking.Span) time.Time { return s.To }))
	return days, err
}
