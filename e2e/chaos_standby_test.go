package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"okno/db/dbtest"
)

// The database's server dies under load and its standby is promoted: what was answered is there, and the same processes go
// on with the new one, which their address names as well.
func TestNothingIsLostWhenAStandbyIsPromoted(t *testing.T) {
	t.Parallel()
	first := dbtest.NewOwn(t)
	load(t, first.URL(), "testdata/rush.json")
	if out, err := okno(t, []string{"DATABASE_URL=" + first.URL()}, "a long password", "user", "add", "--company", "rush", "--email", "desk@rush.example", "--role", "desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	second := first.Standby()
	post := newPost(t)
	fleet := newFleet(t, either(t, first.URL(), second.URL()), post.address, "OKNO_READ_TIME=2s", "OKNO_ACT_TIME=2s")
	fleet.want = scaled(90, 600)
	booked := make(chan struct{})
	go func() { defer close(booked); fleet.book(fleet.want) }()
	fleet.reach(fleet.want / 3)
	first.Stop()
	before := fleet.done()
	second.Promote()
	fleet.reach(min(before+1, fleet.want))
	<-booked
	fleet.settle(second.URL())
	fleet.check(t, second.URL(), post)
	fleet.audit(second.URL())
	t.Logf("%d bookings were answered before, %d requests repeated", before, fleet.repeated.Load())
}

// either is an address of two servers, of which the one is meant that can be written to.
func either(t *testing.T, urls ...string) string {
	t.Helper()
	var hosts, ports []string
	var one *pgx.ConnConfig
	for _, url := range urls {
		c, err := pgx.ParseConfig(url)
		if err != nil {
			t.Fatal(err)
		}
		one = c
		hosts, ports = append(hosts, c.Host), append(ports, fmt.Sprint(c.Port))
	}
	return fmt.Sprintf("host=%s port=%s user=%s password=%s dbname=%s target_session_attrs=read-write",
		strings.Join(hosts, ","), strings.Join(ports, ","), one.User, one.Password, one.Database)
}
