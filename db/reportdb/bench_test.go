package reportdb_test

import (
	"context"
	"net/url"
	"testing"

	"okno/booking"
	"okno/booking/report"
	"okno/db"
	"okno/db/dbtest"
	"okno/db/reportdb"
)

// crowded is a company with 100,000 bookings in two years: ten people, twelve services, three sources.
func crowded(b *testing.B) (*db.DB, booking.Company) {
	b.Helper()
	d := dbtest.New(b)
	d.MustExec(`
		insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation) values ('crowded', 'Crowded', 'Europe/Moscow', 'ru', 'RUB', 15, 60, 60, 'auto');
		insert into company_versions (company_id) select id from companies;
		insert into resources (company_id, id, ref, name, kind, active, position) select c.id, gen_random_uuid(), 'r' || n, 'R' || n, 'staff', true, n from companies c, generate_series(0, 9) n;
		insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position, price)
			select c.id, gen_random_uuid(), 's' || n, 'S' || n, 30, 0, 0, true, n, 100 * n from companies c, generate_series(0, 11) n;
		insert into clients (company_id, id, name, created_at) select c.id, gen_random_uuid(), 'C' || n, now() from companies c, generate_series(0, 4999) n;
		alter table bookings disable trigger user;
		alter table booking_resources disable trigger user;
		with people as (select array_agg(id order by name) as ids from clients), services as (select array_agg(id order by position) as ids from services)
		insert into bookings (company_id, id, number, service_id, client_id, status, source, starts_at, ends_at, occupied, contact_name, created_at, updated_at, price)
			select c.id, gen_random_uuid(), n, services.ids[1 + n % 12], people.ids[1 + (n * 7919::bigint) % 5000], (array['completed', 'completed', 'no_show', 'cancelled'])[1 + n % 4],
				(array['widget', 'phone', 'lead'])[1 + n % 3], at, at + interval '30 min', tstzrange(at, at + interval '30 min'), 'C', at, at, 1500
			from companies c, people, services, generate_series(0, 99999) n, lateral (select '2025-01-01 06:00Z'::timestamptz + n / 140 * interval '1 day' + n % 140 / 10 * interval '30 min') a (at);
		insert into booking_resources (company_id, booking_id, resource_id, status, occupied)
			select b.company_id, b.id, r.id, b.status, b.occupied from bookings b join resources r on r.company_id = b.company_id and r.position = b.number % 10;
		alter table bookings enable trigger user;
		alter table booking_resources enable trigger user`)
	company, err := d.CompanyBySlug(b.Context(), "crowded")
	if err != nil {
		b.Fatal(err)
	}
	if err := reportdb.Rollup(b.Context(), d, company.ID, company.Zone, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	d.MustExec(`analyze`)
	return d, company
}

// BenchmarkFigures is what a report of a month and of a year asks the database of 100,000 bookings, beside one row by an
// index and beside counting a company anew.
func BenchmarkFigures(b *testing.B) {
	d, company := crowded(b)
	scope := d.Of(company.ID)
	read := func(period string) func(context.Context) error {
		q, wrong := report.Read(url.Values{"period": {"custom"}, "from": {"2026-01-01"}, "to": {period}}, booking.Date{Year: 2026, Month: 1, Day: 1})
		if len(wrong) > 0 {
			b.Fatal(wrong)
		}
		return func(ctx context.Context) error {
			if _, err := reportdb.Rows(ctx, scope, q); err != nil {
				return err
			}
			if _, err := reportdb.ByResource(ctx, scope, q); err != nil {
				return err
			}
			_, err := reportdb.ByHour(ctx, scope, q)
			return err
		}
	}
	for _, part := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"OneIndexedQuery", func(ctx context.Context) error { _, err := d.CompanyBySlug(ctx, "crowded"); return err }},
		{"Month", read("2026-01-31")}, {"Year", read("2026-12-31")},
		{"CountedAnew", func(ctx context.Context) error {
			return reportdb.Rollup(ctx, d, company.ID, company.Zone, func(int, int) {})
		}},
	} {
		b.Run(part.name, func(b *testing.B) {
			for b.Loop() {
				if err := part.do(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
