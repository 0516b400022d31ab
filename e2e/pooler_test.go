package e2e

import (
	"strings"
	"testing"

	"okno/db/dbtest"
)

// Behind PgBouncer in transaction mode, which most hosts of databases give, bookings are made and mail goes out as ever.
func TestBehindAPooler(t *testing.T) {
	t.Parallel()
	direct := dbtest.URL(t)
	load(t, direct, "testdata/rush.json")
	if out, err := okno(t, []string{"DATABASE_URL=" + direct}, "a long password", "user", "add", "--company", "rush", "--email", "desk@rush.example", "--role", "desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	post := newPost(t)
	fleet := newFleet(t, dbtest.Pooler(t, direct, "transaction"), post.address, "OKNO_DATABASE_LISTEN_URL="+direct)
	fleet.want = 60
	fleet.book(fleet.want)
	t.Logf("%d requests repeated", fleet.repeated.Load())
	fleet.settle(direct)
	fleet.check(t, direct, post)
	for _, c := range append(fleet.servers, fleet.workers...) {
		if said := c.stderr.String(); strings.Contains(said, "prepared statement") || strings.Contains(said, `"ERROR"`) {
			t.Errorf("okno said:\n%s", said)
		}
	}
}

// Where no session can be had, one sentence says what to set.
func TestPoolerWithoutAWayPastIt(t *testing.T) {
	t.Parallel()
	direct := dbtest.URL(t)
	pooled := dbtest.Pooler(t, direct, "transaction")
	for _, command := range []string{"serve", "worker"} {
		out, err := okno(t, []string{"DATABASE_URL=" + pooled, "OKNO_SECRET=" + strings.Repeat("5a", 32), "OKNO_ADDR=127.0.0.1:0"}, "", command)
		if err == nil || !strings.Contains(out, "set OKNO_DATABASE_LISTEN_URL to the address of PostgreSQL itself") || strings.Count(out, "\n") != 1 {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
}
