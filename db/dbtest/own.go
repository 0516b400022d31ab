package dbtest

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"okno/db"
	"okno/db/local"
)

// Own is a PostgreSQL server of a test's own, which the test may treat badly. It
// keeps what is committed, as in earnest.
type Own struct {
	t    testing.TB
	dir  string
	uses []*local.Server
}

// NewOwn starts one, with a migrated, empty database. It stops with the test.
func NewOwn(t testing.TB) *Own {
	t.Helper()
	o := &Own{t: t, dir: DataDir(t)}
	t.Cleanup(func() {
		for _, s := range o.uses {
			if err := s.Close(); err != nil {
				t.Errorf("the test's server: %v", err)
			}
		}
	})
	o.start()
	if err := db.Migrate(context.Background(), o.URL()); err != nil {
		t.Fatal(err)
	}
	return o
}

// URL of its database, the same after a crash.
func (o *Own) URL() string { return o.uses[0].URL() }

// Crash stops the server as `pg_ctl stop -m immediate` does, without a word to
// anybody, and starts it again: it has to recover.
func (o *Own) Crash() {
	o.t.Helper()
	content, err := os.ReadFile(filepath.Join(o.dir, "server", "data", "postmaster.pid"))
	if err != nil {
		o.t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid < 2 {
		o.t.Fatalf("the server's process is %q", first)
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		o.t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); syscall.Kill(pid, 0) == nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			o.t.Fatalf("the server, process %d, does not stop", pid)
		}
	}
	o.start()
}

func (o *Own) start() {
	o.t.Helper()
	server, err := local.Start(context.Background(), local.Options{Dir: o.dir})
	if err != nil {
		o.t.Fatal(err)
	}
	o.uses = append(o.uses, server)
}
