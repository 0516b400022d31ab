package e2e

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"okno/db/dbtest"
)

// The schema grows, as a migration makes it, and servers are stopped and started again one after the other, while bookings
// are made. Whoever cannot connect to one asks the other, as a proxy does before them; no request that was begun fails.
func TestRollingRestartFailsNoRequest(t *testing.T) {
	t.Parallel()
	database := dbtest.URL(t)
	load(t, database, "testdata/rush.json")
	post := newPost(t)
	fleet := newFleet(t, database, post.address)
	fleet.want = scaled(80, 600)
	for _, c := range fleet.servers {
		c.ready()
	}
	var away atomic.Int64
	fleet.failed = func(a answer) {
		if op, ok := errors.AsType[*net.OpError](a.err); ok && op.Op == "dial" {
			away.Add(1)
			return
		}
		t.Errorf("a request that was begun failed: %d %v %.200s", a.status, a.err, a.body)
	}
	booked := make(chan struct{})
	go func() { defer close(booked); fleet.book(fleet.want) }()
	grown := make(chan struct{})
	go func() { defer close(grown); fleet.grow(database) }()
	for i := range scaled(6, 30) {
		fleet.reach(fleet.want * (i + 1) / (scaled(6, 30) + 1))
		c := fleet.servers[i%2]
		if err := c.interrupt(); err != nil {
			t.Errorf("it did not stop cleanly: %v", err)
		}
		c.process = start(t, c.settings, c.args...)
		c.ready()
	}
	<-booked
	<-grown
	fleet.settle(database)
	fleet.audit(database)
	t.Logf("%d times a server was away, and the other one was asked", away.Load())
}

// ready waits until the process is ready to serve.
func (c *crew) ready() {
	c.t.Helper()
	await(c.t, "a server to be ready", func() (bool, any) {
		response, err := http.Get(c.base + "/readyz")
		if err != nil {
			return false, nil
		}
		defer response.Body.Close()
		return response.StatusCode == http.StatusOK, response.StatusCode
	})
}

// grow does to tables in use what a migration of the next version may do to them.
func (f *fleet) grow(database string) {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, database)
	if err != nil {
		f.t.Error(err)
		return
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, change := range []string{
		"set lock_timeout = '500ms'",
		"alter table bookings add column grown text, add column grown_more boolean not null default true",
		"alter table companies add column grown integer not null default 1 check (grown > 0)",
		"alter table services add column grown text not null default ''",
		"alter table deliveries add constraint grown check (channel <> '') not valid",
		"alter table deliveries validate constraint grown",
		"create table grown (company_id bigint not null references companies (id), id uuid not null, primary key (company_id, id))",
		"set lock_timeout = 0",
		"create index concurrently grown_bookings on bookings (company_id, grown)",
	} {
		for again := true; again; {
			_, err := conn.Exec(ctx, change)
			pg, refused := errors.AsType[*pgconn.PgError](err)
			if again = refused && pg.Code == "55P03"; err != nil && !again {
				f.t.Errorf("%s: %v", change, err)
				return
			}
			if again { // in use: as okno migrate does, it lets the others pass
				_, _ = conn.Exec(ctx, "select pg_sleep(1)")
			}
		}
	}
}
