package reportdb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/report"
	"okno/db"
)

// UnmetSearch is what unmet searches are counted by.
type UnmetSearch struct {
	Company booking.CompanyID
	Form    booking.ID
	report.Unmet
}

// UnmetCount is how many there were, and of how many only working hours were in the way.
type UnmetCount struct{ Searches, Closed int }

// CountUnmet adds what was counted, in one statement; services that are gone are passed over. It is no act of a company.
func CountUnmet(ctx context.Context, d *db.DB, counts map[UnmetSearch]UnmetCount) error {
	var companies []int64
	var days, services, resources, forms []string
	var hours, searches, closed []int
	for of, count := range counts {
		resource := string(of.Resource)
		if resource == "" {
			resource = whole
		}
		companies, days, services = append(companies, int64(of.Company)), append(days, of.Date.String()), append(services, string(of.Service))
		resources, forms, hours = append(resources, resource), append(forms, string(of.Form)), append(hours, of.Hour)
		searches, closed = append(searches, count.Searches), append(closed, count.Closed)
	}
	_, err := d.ExecContext(ctx, `
		insert into unmet_searches as u (company_id, day, service_id, resource_id, form_id, hour, searches, closed)
		select n.company, n.day::date, s.id, n.resource::uuid, n.form::uuid, n.hour, n.searches, n.closed
		from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::integer[], $8::integer[])
			as n (company, day, service, resource, form, hour, searches, closed)
		join services s on s.company_id = n.company and s.id = n.service::uuid
		order by 1, 2, 3, 4, 5, 6
		on conflict (company_id, day, service_id, resource_id, form_id, hour) do update
			set searches = u.searches + excluded.searches, closed = u.closed + excluded.closed`,
		companies, days, services, resources, forms, hours, searches, closed)
	return err
}

// UnmetRow is how often a service was looked for on a weekday, from 1 for Monday, and in an hour, report.AnyHour for none said;
// with report.AnyDay the weekday is 0.
type UnmetRow struct {
	Before  bool // in the period before
	Service booking.ID
	Weekday int
	Hour    int
	UnmetCount
}

// Unmet are the searches of the query's service, resource and form that ended without a slot, by the date looked at, in its
// period and in the one before. One query.
func Unmet(ctx context.Context, s db.Scope, q report.Query) ([]UnmetRow, error) {
	var rows []UnmetRow
	from, _ := q.Before()
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select day < $4::date as before, service_id::text as service, case when hour = -2 then 0 else extract(isodow from day)::int end as weekday, hour,
			sum(searches)::int as searches, sum(closed)::int as closed
		from unmet_searches
		where company_id = $1 and day between $2::date and $3::date and ($5 = '' or resource_id = nullif($5, '')::uuid)
			and ($6 = '' or service_id = nullif($6, '')::uuid) and ($7 = '' or form_id = nullif($7, '')::uuid)
		group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
		s.Company(), from.String(), q.To.String(), q.From.String(), string(q.Resource), string(q.Service), string(q.Form))
	return rows, err
}
