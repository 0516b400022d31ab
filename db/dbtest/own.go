package dbtest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

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
	closeAtEnd(t, o)
	o.Start()
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
	o.Stop()
	o.Start()
}

// Stop is a crash after which nobody starts the server again.
func (o *Own) Stop() {
	o.t.Helper()
	pid := o.pid()
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		o.t.Fatal(err)
	}
	Await(o.t, "the server to stop", func() (bool, any) { return syscall.Kill(pid, 0) != nil, nil })
}

// Start starts it after Stop; it has to recover.
func (o *Own) Start() {
	o.t.Helper()
	server, err := local.Start(context.Background(), local.Options{Dir: o.dir, Mortal: true})
	if err != nil {
		o.t.Fatal(err)
	}
	o.uses = append(o.uses, server)
}

// Freeze stops all of the server's processes where they are, and gives back what lets them go on. They do so when the test
// ends, too.
func (o *Own) Freeze() (thaw func()) {
	o.t.Helper()
	server := o.pid()
	if err := syscall.Kill(server, syscall.SIGSTOP); err != nil { // first, so that it begins no other
		o.t.Fatal(err)
	}
	Await(o.t, "the server to stand still", func() (bool, any) { // it goes on for a moment
		fields := processStat(filepath.Join("/proc", strconv.Itoa(server), "stat"))
		return len(fields) > 0 && fields[0] == "T", fields
	})
	return o.freeze(append(o.backends(), server)...)
}

// FreezeBackends does so with the processes that serve a connection each, by their ids (pg_backend_pid).
func (o *Own) FreezeBackends(pids ...int) (thaw func()) {
	o.t.Helper()
	return o.freeze(pids...)
}

func (o *Own) freeze(pids ...int) func() {
	o.t.Helper()
	for _, pid := range pids {
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil && !errors.Is(err, syscall.ESRCH) { // it may have ended
			o.t.Fatal(err)
		}
	}
	thaw := func() {
		for _, pid := range pids {
			_ = syscall.Kill(pid, syscall.SIGCONT) // it may have gone
		}
	}
	o.t.Cleanup(thaw)
	return thaw
}

// processStat is what /proc says of a process, from its state and its parent on; nothing of one that has ended.
// pid (name) state parent …, and the name may have any signs in it: proc_pid_stat(5).
func processStat(path string) []string {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return strings.Fields(string(content[bytes.LastIndexByte(content, ')')+1:]))
}

// backends are the processes that the server has begun.
func (o *Own) backends() (pids []int) {
	o.t.Helper()
	parent := strconv.Itoa(o.pid())
	processes, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		o.t.Fatal(err)
	}
	for _, path := range processes {
		fields := processStat(path)
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil && len(fields) > 1 && fields[1] == parent {
			pids = append(pids, pid)
		}
	}
	return pids
}

// pid is the server's first process.
func (o *Own) pid() int {
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
	return pid
}
