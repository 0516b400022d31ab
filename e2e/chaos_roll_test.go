package e2e

import (
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"okno/db/dbtest"
)

// Servers are stopped and started again one after the other while bookings are made. Whoever cannot connect to one asks the
// other, as a proxy does before them; no request that was begun fails.
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
