package reportdb_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/report"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/dbtest"
	"okno/db/reportdb"
)

// crowded is a company with so many bookings in some years, 50,000 in fifty days: fifty people, twelve services, three sources,
// and a client for each twenty bookings. It is written without what looks at each row, and not counted yet.
func crowded(t testing.TB, bookings int) (*db.DB, booking.Company) {
	t.Helper()
	d := dbtest.New(t)
	d.MustExec(`
		insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation) values ('crowded', 'Crowded', 'Europe/Moscow', 'ru', 'RUB', 15, 60, 60, 'auto');
		insert into company_versions (company_id) select id from companies;
		insert into resources (company_id, id, ref, name, kind, active, position) select c.id, gen_random_uuid(), 'r' || n, 'R' || n, 'staff', true, n from companies c, generate_series(0, 49) n;
		insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position, price)
			select c.id, gen_random_uuid(), 's' || n, 'S' || n, 30, 0, 0, true, n, 100 * n from companies c, generate_series(0, 11) n;
		alter table bookings disable trigger all;
		alter table booking_resources disable trigger all;
		alter table booking_resources drop constraint booking_resources_free`)
	d.MustExec(`insert into clients (company_id, id, name, phone, created_at)
		select c.id, gen_random_uuid(), 'C' || n, '+7916' || 1000000 + n, now() from companies c, generate_series(1, $1::integer) n`, bookings/20)
	var indexes []struct{ Name, Made string }
	if err := d.Select(&indexes, `select indexname as name, indexdef as made from pg_indexes
		where tablename in ('bookings', 'booking_resources') and indexname not in (select conname from pg_constraint)`); err != nil {
		t.Fatal(err)
	}
	for _, index := range indexes {
		d.MustExec(`drop index ` + index.Name)
	}
	for first := 0; first < bookings; first += bookingsAtOnce {
		d.MustExec(`
			with services as (select array_agg(id order by position) as ids from services)
			insert into bookings (company_id, id, number, service_id, client_id, status, source, starts_at, starts_local, ends_at, occupied, contact_name, created_at, updated_at, price)
				select c.id, gen_random_uuid(), n, services.ids[1 + n % 12], k.id, (array['completed', 'completed', 'no_show', 'cancelled'])[1 + n % 4],
					(array['widget', 'phone', 'lead'])[1 + n % 3], at, at at time zone 'Europe/Moscow', at + interval '30 min', tstzrange(at, at + interval '30 min'), 'C', at, at, 1500
				from companies c cross join services cross join generate_series($1::integer, $2::integer - 1) n
					join clients k on k.name = 'C' || 1 + (n * 7919::bigint) % $3::integer
					cross join lateral (select '2024-07-01 06:00Z'::timestamptz + n / 1000 * interval '1 day' + n % 1000 / 50 * interval '30 min') a (at)`,
			first, min(first+bookingsAtOnce, bookings), bookings/20)
		d.MustExec(`
			insert into booking_resources (company_id, booking_id, resource_id, status, occupied)
				select b.company_id, b.id, r.id, b.status, b.occupied from bookings b join resources r on r.company_id = b.company_id and r.position = b.number % 50 where b.number >= $1 and b.status <> 'cancelled'`, first)
	}
	for _, index := range indexes {
		d.MustExec(index.Made)
	}
	d.MustExec(`
		alter table bookings enable trigger all;
		alter table booking_resources enable trigger all`)
	company, err := d.CompanyBySlug(t.Context(), "crowded")
	if err != nil {
		t.Fatal(err)
	}
	return d, company
}

const bookingsAtOnce = 50_000

// counted counts all bookings, and fails where the figures are not those of so many.
func counted(t testing.TB, d *db.DB, company booking.Company, bookings int) {
	t.Helper()
	done := 0
	if err := reportdb.Rollup(t.Context(), d, company.ID, company.Zone, func(n, _ int) { done = n }); err != nil {
		t.Fatal(err)
	}
	var got struct{ Bookings, Cancelled, Visits, Clients int }
	if err := d.Get(&got, `select sum(bookings) as bookings, sum(cancelled) as cancelled, sum(visits) as visits,
		(select sum(visits) from client_visits) as clients from booking_days where resource_id = '00000000-0000-0000-0000-000000000000'`); err != nil {
		t.Fatal(err)
	}
	if got.Bookings != bookings*3/4 || got.Cancelled != bookings/4 || got.Visits != bookings/2 || got.Clients != bookings/2 || done != bookings {
		t.Errorf("of %d bookings %d are counted: %+v", bookings, done, got)
	}
}

// More bookings and clients than one statement counts, and hundreds of bookings that start together.
func TestManyBookingsAreCountedInParts(t *testing.T) {
	t.Parallel()
	d, company := crowded(t, 11_000)
	counted(t, d, company, 11_000)
}

// BenchmarkFigures is what the page of a report of a month and of a year asks the database of a company with 1,000,000 bookings,
// beside one row by an index. It begins with some minutes of making them, and says how long it took to count them anew.
func BenchmarkFigures(b *testing.B) {
	const bookings = 1_000_000
	began := time.Now()
	d, company := crowded(b, bookings)
	d.MustExec(`analyze`)
	b.Logf("writing the bookings took %v", time.Since(began).Round(time.Second))
	began = time.Now()
	counted(b, d, company, bookings)
	b.Logf("counting them anew took %v", time.Since(began).Round(time.Second))
	d.MustExec(`vacuum analyze`)
	for _, part := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"OneIndexedQuery", func(ctx context.Context) error { _, err := d.CompanyBySlug(ctx, "crowded"); return err }},
		{"Month", page(b, d, company, "2026-01-31")}, {"Year", page(b, d, company, "2026-12-31")},
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

// page asks all that the page asks, of the days from 1 January 2026 to a date.
func page(b *testing.B, d *db.DB, company booking.Company, to string) func(context.Context) error {
	scope := d.Of(company.ID)
	q, wrong := report.Read(url.Values{"period": {"custom"}, "from": {"2026-01-01"}, "to": {to}}, booking.Date{Year: 2026, Month: 1, Day: 1})
	if len(wrong) > 0 {
		b.Fatal(wrong)
	}
	span := func(from, to booking.Date) booking.Span {
		return booking.Span{From: engine.Instant(from, 0, company.Zone), To: engine.Instant(to, booking.DayEnd, company.Zone)}
	}
	before, until := q.Before()
	now, then := span(q.From, q.To), span(before, until)
	queries := map[string]func(context.Context) error{
		"rows":   func(ctx context.Context) error { _, err := reportdb.Rows(ctx, scope, q); return err },
		"people": func(ctx context.Context) error { _, err := reportdb.ByResource(ctx, scope, q); return err },
		"hours":  func(ctx context.Context) error { _, err := reportdb.ByHour(ctx, scope, q); return err },
		"new":    func(ctx context.Context) error { _, err := reportdb.NewClients(ctx, scope, q, now, then); return err },
		"absent": func(ctx context.Context) error {
			_, _, err := reportdb.AbsentSince(ctx, scope, q, now.From, 50)
			return err
		},
		"undecided": func(ctx context.Context) error { _, err := bookingdb.CountUndecided(ctx, scope, now); return err },
		"unmet":     func(ctx context.Context) error { _, err := reportdb.Unmet(ctx, scope, q); return err },
		"funnels":   func(ctx context.Context) error { _, err := reportdb.Funnels(ctx, scope, q, now, then); return err },
		"answers":   func(ctx context.Context) error { _, err := reportdb.AnswersIn(ctx, scope, q, now, then); return err },
	}
	return func(ctx context.Context) error {
		for name, ask := range queries {
			began := time.Now()
			if err := ask(ctx); err != nil {
				return err
			}
			b.Logf("%s of %d days: %v", name, q.Days(), time.Since(began))
		}
		return nil
	}
}
