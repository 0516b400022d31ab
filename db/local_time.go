package db

import (
	"context"
	"time"
)

// localLayout is a time without a zone as PostgreSQL reads it.
const localLayout = "2006-01-02 15:04:05.999999"

// Local is what the clock of the act's company reads at t, for a column without a zone. PostgreSQL is not asked: it may know
// other zones than the program, or the same ones with other rules.
func (a *Act) Local(t time.Time) (string, error) {
	zone, err := time.LoadLocation(a.told.Zone)
	if err != nil {
		return "", err
	}
	return t.In(zone).Format(localLayout), nil
}

// CountAtOnce writes what write does, many bookings of a company that has none, and counts them together for the reports: a
// tenth of the work of counting one after the other.
func (a *Act) CountAtOnce(ctx context.Context, write func() error) error {
	zone, err := time.LoadLocation(a.told.Zone)
	if err != nil {
		return err
	}
	a.Later(`select set_config('okno.counting', 'off', true)`)
	if err := a.Send(ctx); err != nil {
		return err
	}
	if err := write(); err != nil {
		return err
	}
	return a.Recount(ctx, zone, nil)
}

// How many bookings, or clients, are counted by one statement: a company may have a million, and a statement a minute.
const (
	recountBookings = 5_000
	recountClients  = 500
)

// Recount writes anew what the clock of the act's company read at the start of each booking, and all that reports count: its
// zone is another one by now, or has other rules. progress, unless nil, is told how many bookings are done.
func (a *Act) Recount(ctx context.Context, zone *time.Location, progress func(done, all int)) error {
	a.told.Zone = zone.String()
	a.Later(`select set_config('okno.counting', 'off', true)`)
	for _, table := range []string{"booking_days", "booking_hours", "client_visits"} {
		a.Later(`delete from `+table+` where company_id = $1`, a.company)
	}
	var first, last *time.Time
	done, all := 0, 0
	err := a.tx.QueryRowxContext(ctx, `select min(starts_at), max(starts_at), count(*) from bookings where company_id = $1`, a.company).Scan(&first, &last, &all)
	if err != nil {
		return err
	}
	for from := first; all > 0 && !from.After(*last); {
		to, err := a.recountUntil(ctx, *from, *last)
		if err != nil {
			return err
		}
		if _, change := from.In(zone).ZoneBounds(); !change.IsZero() && change.Before(to) {
			to = change
		}
		_, offset := from.In(zone).Zone()
		n, err := a.recount(ctx, *from, to, offset)
		if err != nil {
			return err
		}
		from = &to
		if done += n; progress != nil {
			progress(done, all)
		}
	}
	if err := a.recountClients(ctx); err != nil {
		return err
	}
	a.Later(`select set_config('okno.counting', '', true)`)
	return a.Send(ctx)
}

// recountUntil is where the bookings end, from a start on, that are counted together; the last one starts at last.
func (a *Act) recountUntil(ctx context.Context, from, last time.Time) (to time.Time, err error) {
	err = a.tx.GetContext(ctx, &to, `select coalesce((select starts_at from bookings where company_id = $1 and starts_at >= $2
		order by starts_at offset $3 limit 1), $4::timestamptz + interval '1 second')`, a.company, from, recountBookings, last)
	if err == nil && !to.After(from) { // all of them start together
		to = from.Add(time.Microsecond)
	}
	return to, err
}

// recountClients looks at the bookings of each client.
func (a *Act) recountClients(ctx context.Context) error {
	if err := a.Send(ctx); err != nil {
		return err
	}
	for after := new("00000000-0000-0000-0000-000000000000"); after != nil; {
		previous := *after
		err := a.tx.GetContext(ctx, &after, `
			with part as materialized (select company_id, id from clients where company_id = $1 and id > $2::uuid order by id limit $3),
				counted as materialized (select count_clients(array_agg(company_id), array_agg(id)) from part having count(*) > 0)
			select (select max(id::text collate "C") from part) from (select count(*) from counted) c`, a.company, previous, recountClients)
		if err != nil {
			return err
		}
	}
	return nil
}

// recount does so with the bookings of some days, in which the clock was so many seconds before UTC. It says how many there are.
func (a *Act) recount(ctx context.Context, from, to time.Time, offset int) (n int, err error) {
	a.Later(`
		update bookings b set starts_local = (starts_at at time zone 'UTC') + make_interval(secs => $4::integer)
		where company_id = $1 and starts_at >= $2 and starts_at < $3
			and starts_local is distinct from (starts_at at time zone 'UTC') + make_interval(secs => $4::integer)`, a.company, from, to, offset)
	a.Later(`
		select count_bookings(array_agg(r.resource_id), array_agg(row(b.*)::bookings))
		from bookings b cross join lateral (select '00000000-0000-0000-0000-000000000000'::uuid as resource_id
			union all select br.resource_id from booking_resources br where br.company_id = b.company_id and br.booking_id = b.id) r
		where b.company_id = $1 and b.starts_at >= $2 and b.starts_at < $3`, a.company, from, to)
	return n, a.tx.GetContext(ctx, &n, `select count(*) from bookings where company_id = $1 and starts_at >= $2 and starts_at < $3`, a.company, from, to)
}
