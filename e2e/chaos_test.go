package e2e

import (
	"context"
	"flag"
	"testing"

	"okno/db"
	"okno/db/dbtest"
)

// long has the tests of this kind go on for longer: `task chaos`.
var long = flag.Bool("chaos", false, "break things for longer")

// scaled is a number of things to do, more of them with -chaos.
func scaled(short, atLength int) int {
	if *long {
		return atLength
	}
	return short
}

// fault breaks something, and gives back what mends it.
type fault struct {
	name  string
	cause func() (mend func())
}

// Bookings are made while the database freezes, its backends do, and the network to it is cut, falls silent, becomes slow and
// narrow, each again and again. Nothing that was answered is lost, nothing is there twice or half, and nobody gets another answer
// than that it passes.
func TestNothingIsLostWhileTheDatabaseIsUnwell(t *testing.T) {
	t.Parallel()
	own := dbtest.NewOwn(t)
	load(t, own.URL(), "testdata/rush.json")
	if out, err := okno(t, []string{"DATABASE_URL=" + own.URL()}, "a long password", "user", "add", "--company", "rush", "--email", "desk@rush.example", "--role", "desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	post := newPost(t)
	network, through := newFaults(t, own.URL())
	fleet := newFleet(t, through, post.address, "OKNO_READ_TIME=1s", "OKNO_ACT_TIME=1s")
	fleet.want = scaled(105, 700)
	all := []fault{
		{"the server is frozen", own.Freeze},
		{"single backends are frozen", func() func() { return own.FreezeBackends(backends(t, own.URL(), 4)...) }},
		{"all connections are cut", func() func() { network.cut(); return func() {} }},
		{"the network is silent", func() func() { network.silent.Store(true); return func() { network.silent.Store(false) } }},
		{"the network is slow", func() func() { network.delay.Store(5e6); return func() { network.delay.Store(0) } }},
		{"the network is narrow", func() func() { network.piece.Store(64); return func() { network.piece.Store(0) } }},
		{"the server crashes", func() func() { own.Crash(); return func() {} }},
	}
	booked := make(chan struct{})
	go func() { defer close(booked); fleet.book(fleet.want) }()
	rounds := scaled(1, 4)
	for i := range len(all) * rounds {
		f := all[i%len(all)]
		fleet.reach(fleet.want * (i + 1) / (len(all)*rounds + 1))
		mend := f.cause()
		t.Logf("at %d bookings: %s", fleet.done(), f.name)
		fleet.feel()
		mend()
	}
	<-booked
	fleet.settle(own.URL())
	fleet.check(t, own.URL(), post)
	fleet.audit(own.URL())
	t.Logf("%d requests were repeated", fleet.repeated.Load())
	for _, c := range append(fleet.servers, fleet.workers...) {
		if c.ended() {
			t.Errorf("a process has ended: %v\n%s", c.err, c.stderr)
		}
	}
}

// backends are the processes of some of Okno's connections.
func backends(t *testing.T, url string, most int) (pids []int) {
	t.Helper()
	d, err := db.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Select(&pids, `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by random() limit $1`, most); err != nil {
		t.Fatal(err)
	}
	return pids
}

func (f *fleet) done() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.answers)
}

// reach waits until so many are booked, and starts again what has ended, as the system does that runs it.
func (f *fleet) reach(n int) {
	f.t.Helper()
	await(f.t, "more to be booked", func() (bool, any) {
		for _, c := range append(f.servers, f.workers...) {
			if c.ended() {
				c.process = start(f.t, c.settings, c.args...)
			}
		}
		return f.done() >= n, []any{f.done(), f.repeated.Load()}
	})
}

// feel waits until what is broken has been felt: requests had to be repeated, or others came through all the same.
func (f *fleet) feel() {
	f.t.Helper()
	done, repeated := f.done(), f.repeated.Load()
	await(f.t, "the fault to be felt", func() (bool, any) {
		return f.repeated.Load() >= repeated+8 || f.done() >= min(done+8, f.want), []any{f.done(), f.repeated.Load()}
	})
}

// audit looks for what must never be in a database.
func (f *fleet) audit(url string) {
	f.t.Helper()
	d, err := db.Open(context.Background(), url)
	if err != nil {
		f.t.Fatal(err)
	}
	defer d.Close()
	for what, q := range map[string]string{
		"pairs of bookings overlap": `select count(*) from booking_resources a join booking_resources b using (company_id, resource_id)
			where a.booking_id < b.booking_id and a.occupied && b.occupied
				and a.status not in ('cancelled', 'rejected') and b.status not in ('cancelled', 'rejected')`,
		"bookings have no history": `select count(*) from bookings b where not exists
			(select from booking_history h where h.company_id = b.company_id and h.booking_id = b.id)`,
		"bookings are in no change": `select count(*) from bookings b where not exists
			(select from changes c where c.company_id = b.company_id and c.booking_id = b.id)`,
		"bookings occupy nothing": `select count(*) from bookings b where not exists
			(select from booking_resources r where r.company_id = b.company_id and r.booking_id = b.id)`,
		"bookings nobody was to be told of": `select count(*) from bookings b where not exists
			(select from deliveries d where d.company_id = b.company_id and d.booking_id = b.id)`,
		"changes are newer than their company": `select count(*) from changes c join company_versions v using (company_id) where c.version > v.version`,
	} {
		var n int
		if err := d.Get(&n, q); err != nil {
			f.t.Fatal(err)
		}
		if n != 0 {
			f.t.Errorf("%d %s", n, what)
		}
	}
}
