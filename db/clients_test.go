package db_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/booking/lookup"
	"okno/db"
	"okno/db/clientdb"
	"okno/db/dbtest"
)

// Lists and searches stay on their indexes however many clients there are:
// within thousands of them no table is read from end to end.
func TestClientsAreFoundByTheirIndexes(t *testing.T) {
	d := dbtest.New(t)
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	d.MustExec(`
		insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation)
			select 'c' || n, 'C', 'Europe/Moscow', 'ru', 'RUB', 15, 0, 60, 'auto' from generate_series(1, 2) n;
		insert into company_versions (company_id) select id from companies;
		insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position)
			select id, gen_random_uuid(), 's', 'S', 60, 0, 0, true, 0 from companies;
		insert into clients (company_id, id, name, name_key, phone, created_at)
			select c.id, gen_random_uuid(), 'Имя ' || n, 'имя ' || n, '+7916' || lpad(n::text, 7, '0'), now() + n * interval '1 s'
			from companies c, generate_series(1, 1500) n;
		insert into client_keys (company_id, key, client_id)
			select company_id, unnest(array['имя', split_part(name_key, ' ', 2) || 'я', substr(phone, 2)]), id from clients;
		insert into client_keys (company_id, key, client_id) select company_id, substr(phone, n), id from clients, generate_series(3, 10) n on conflict do nothing;
		insert into bookings (company_id, id, number, service_id, client_id, status, source, starts_at, ends_at, occupied, contact_name, created_at, updated_at)
			select c.company_id, gen_random_uuid(), row_number() over (partition by c.company_id), s.id, c.id, 'confirmed', 'phone', at, at + interval '1 h',
				tstzrange(at, at + interval '1 h'), c.name, now(), now()
			from clients c join services s using (company_id), generate_series(1, 3) n, lateral (select '2026-11-22'::timestamptz + n * interval '1 day') a (at);
		analyze`)
	var company booking.CompanyID
	if err := d.Get(&company, `select min(id) from companies`); err != nil {
		t.Fatal(err)
	}
	search := func(text string) lookup.Search {
		s, err := lookup.ParseSearch(text, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for name, ask := range map[string]func(db.Scope) (int, error){
		"the first page": func(s db.Scope) (int, error) {
			list, _, err := clientdb.FindClients(t.Context(), s, clientdb.ClientPage{Limit: 50})
			return len(list), err
		},
		"the newest": func(s db.Scope) (int, error) {
			list, _, err := clientdb.FindClients(t.Context(), s, clientdb.ClientPage{Order: clientdb.ByAge, Limit: 50})
			return len(list), err
		},
		"digits": func(s db.Scope) (int, error) {
			list, _, err := clientdb.FindClients(t.Context(), s, clientdb.ClientPage{Search: search("0001499"), Limit: 50})
			return len(list) * 50, err
		},
		"a name": func(s db.Scope) (int, error) {
			list, _, err := clientdb.FindClients(t.Context(), s, clientdb.ClientPage{Search: search("имя 1499я"), Limit: 50})
			return len(list) * 50, err
		},
		"bookings by digits": func(s db.Scope) (int, error) {
			coming, past, err := clientdb.FindBookings(t.Context(), s, search("0001499"), now, 20)
			return (len(coming) + len(past)) * 50 / 3, err
		},
		"a booking by its number": func(s db.Scope) (int, error) {
			coming, past, err := clientdb.FindBookings(t.Context(), s, search("#77"), now, 20)
			return (len(coming) + len(past)) * 50, err
		},
		"all bookings of a common name": func(s db.Scope) (int, error) {
			coming, past, err := clientdb.FindBookings(t.Context(), s, search("имя"), now, 20)
			return len(coming) + len(past) + 10, err
		},
	} {
		_, err := d.InAct(t.Context(), company, func(a *db.Act) error {
			before, err := readWithoutIndex(t, a)
			if err != nil {
				return err
			}
			n, err := ask(a.Scope)
			if err != nil {
				return err
			}
			if n != 50 {
				t.Errorf("%s: %d found", name, n)
			}
			after, err := readWithoutIndex(t, a)
			for table, read := range after {
				if read-before[table] > 500 {
					t.Errorf("%s: reads %d rows of %s without an index", name, read-before[table], table)
				}
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// readWithoutIndex is how many rows of each table this connection has read from end to end.
func readWithoutIndex(t *testing.T, a *db.Act) (map[string]int, error) {
	t.Helper()
	rows, err := a.Tx().QueryContext(t.Context(), `select relname, seq_tup_read from pg_stat_xact_user_tables`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	read := map[string]int{}
	for rows.Next() {
		var table string
		var n int
		if err := rows.Scan(&table, &n); err != nil {
			return nil, err
		}
		read[table] = n
	}
	return read, rows.Err()
}
