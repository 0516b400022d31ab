package reportdb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/report"
	"okno/db"
)

// whole stands for all resources together, and for no form.
const whole = "00000000-0000-0000-0000-000000000000"

// Figures are some bookings in numbers: docs/reports.md says what each counts.
type Figures struct {
	Bookings, Visits, Cancelled, Minutes int
	NoShows                              int    `db:"no_shows"`
	InDay                                int    `db:"cancelled_day"` // of Cancelled, by how long before the start
	InThree                              int    `db:"cancelled_three"`
	InWeek                               int    `db:"cancelled_week"`
	Early                                int    `db:"cancelled_early"`
	Expected, Done                       string // decimals in the company's currency
}

// figures are the sums of a Figures' columns.
const figures = `sum(bookings)::int as bookings, sum(visits)::int as visits, sum(no_shows)::int as no_shows, sum(cancelled)::int as cancelled,
	sum(minutes)::int as minutes, sum(cancelled_day)::int as cancelled_day, sum(cancelled_three)::int as cancelled_three,
	sum(cancelled_week)::int as cancelled_week, sum(cancelled_early)::int as cancelled_early, sum(expected)::text as expected, sum(done)::text as done`

// Row is a sum over a day, a service or a source. What it is not about is "".
type Row struct {
	Of       string // "day", "service" or "source"; or "taken", whose Done is what was taken in the days, less what was given back
	Before   bool   // in the period before
	Day      string // YYYY-MM-DD
	Service  booking.ID
	Source   booking.Source
	Form     booking.ID
	Campaign string
	Figures
}

// Rows are the sums of the query's bookings by day, with those of the period before; by service; and by source, form and
// campaign; and what was taken for such bookings in either period, whenever they are. One query.
func Rows(ctx context.Context, s db.Scope, q report.Query) ([]Row, error) {
	var rows []Row
	from, _ := q.Before()
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select * from (select case when grouping(day) = 0 then 'day' when grouping(service_id) = 0 then 'service' else 'source' end as of, before,
			coalesce(day::text, '') as day, coalesce(service_id::text, '') as service, coalesce(source, '') as source,
			coalesce(nullif(form_id, '`+whole+`')::text, '') as form, coalesce(campaign, '') as campaign, `+figures+`
		from (select *, day < $4::date as before from booking_days where company_id = $1 and day between $2::date and $3::date
			and resource_id = coalesce(nullif($5, ''), '`+whole+`')::uuid and `+wanted+`) d
		group by grouping sets ((before, day), (before, service_id), (before, source, form_id, campaign))
		union all
		select 'taken', p.day < $4::date, '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '0', sum(p.amount)::text
		from payments p join (select id, service_id, source, form_id from bookings where company_id = $1) b on b.id = p.booking_id
		where p.company_id = $1 and p.day between $2::date and $3::date and `+wanted+` and ($5 = '' or exists (select from booking_resources r
			where r.company_id = $1 and r.booking_id = b.id and r.resource_id = nullif($5, '')::uuid))
		group by 2) rows order by day, service, source, form, campaign`,
		s.Company(), from.String(), q.To.String(), q.From.String(), string(q.Resource), string(q.Service), string(q.Source), string(q.Form))
	return rows, err
}

// wanted are the filters of a query but for its resource.
const wanted = `($6 = '' or service_id = nullif($6, '')::uuid) and ($7 = '' or source = $7) and ($8 = '' or form_id = nullif($8, '')::uuid)`

// ResourceRow is a sum over one resource.
type ResourceRow struct {
	Resource booking.ID
	Figures
}

// ByResource are the sums of the query's bookings by resource. One query.
func ByResource(ctx context.Context, s db.Scope, q report.Query) ([]ResourceRow, error) {
	var rows []ResourceRow
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select resource_id::text as resource, `+figures+` from booking_days
		where company_id = $1 and day between $2::date and $3::date and resource_id <> $4::uuid
			and ($5 = '' or resource_id = nullif($5, '')::uuid) and `+wanted+`
		group by resource_id`,
		s.Company(), q.From.String(), q.To.String(), whole, string(q.Resource), string(q.Service), string(q.Source), string(q.Form))
	return rows, err
}

// HourRow is how many minutes bookings take of a resource in an hour of the day.
type HourRow struct {
	Resource booking.ID
	Hour     int
	Minutes  int
}

// ByHour are the minutes that the query's bookings take, by resource and hour, where there are some. One query.
func ByHour(ctx context.Context, s db.Scope, q report.Query) ([]HourRow, error) {
	var rows []HourRow
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select resource_id::text as resource, hour, sum(minutes)::int as minutes from booking_hours
		where company_id = $1 and day between $2::date and $3::date and ($4 = '' or resource_id = nullif($4, '')::uuid)
			and $5 = '' and `+wanted+`
		group by resource_id, hour having sum(minutes) <> 0 order by resource_id, hour`,
		s.Company(), q.From.String(), q.To.String(), string(q.Resource), "", string(q.Service), string(q.Source), string(q.Form))
	return rows, err
}
