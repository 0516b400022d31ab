package local

import (
	"context"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestServerIsSetUpAsTheProductNeedsIt(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	s := start(t, dir)
	for setting, want := range map[string]string{
		"server_encoding": "UTF8", "TimeZone": "UTC", "lc_collate": "C", "listen_addresses": "", "max_connections": "200",
	} {
		sql := "select current_setting('" + setting + "')"
		if setting == "lc_collate" { // no setting any more since PostgreSQL 16
			sql = "select datcollate::text from pg_database where datname = current_database()"
		}
		if got := query(t, s.URL(), sql); got != want {
			t.Errorf("%s = %q, want %q", setting, got, want)
		}
	}
	execute(t, s.URL(), "create extension btree_gist; create table kept (v text); insert into kept values ('yes')")

	must(t, s.Close())
	must(t, s.Close())
	if !stopped(t, dir) {
		t.Fatal("the server runs after the last one left")
	}
	if got := query(t, start(t, dir).URL(), "select v from kept"); got != "yes" {
		t.Errorf("data after a restart: %q", got)
	}
}

func TestPasswordIsAskedFor(t *testing.T) {
	t.Parallel()
	s := start(t, madeDir(t))
	u, err := url.Parse(s.URL())
	must(t, err)
	q := u.Query()
	q.Set("password", "guessed")
	u.RawQuery = q.Encode()
	if conn, err := pgx.Connect(t.Context(), u.String()); err == nil {
		conn.Close(t.Context())
		t.Fatal("a wrong password opened the database")
	}
}

func TestOnlyTheLastToLeaveStopsIt(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	first, second := start(t, dir), start(t, dir)
	other := startProcess(t, dir)
	if first.URL() != second.URL() || other.url() != first.URL() {
		t.Fatal("not one server")
	}
	must(t, first.Close())
	other.leave()
	query(t, second.URL(), "select 'still there'")
	must(t, second.Close())
	if !stopped(t, dir) {
		t.Fatal("the server runs after the last one left")
	}
}

func TestEightProcessesStartAtOnce(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	var processes []*process
	for range 8 {
		processes = append(processes, startProcess(t, dir))
	}
	const born = "select pg_postmaster_start_time()::text"
	one := query(t, processes[0].url(), born)
	for _, p := range processes[1:] {
		if other := query(t, p.url(), born); other != one {
			t.Errorf("servers of %s and %s", one, other)
		}
	}
	var leaving sync.WaitGroup
	for _, p := range processes {
		leaving.Go(p.leave)
	}
	leaving.Wait()
	if !stopped(t, dir) {
		t.Fatal("the server runs after all have left")
	}
}

func TestEnteringWhileAnotherLeaves(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	for range 6 {
		leaving := startProcess(t, dir)
		leaving.url()
		entering := startProcess(t, dir)
		leaving.leave()
		if got := query(t, entering.url(), "select 'in'"); got != "in" {
			t.Fatal(got)
		}
		entering.leave()
	}
	if !stopped(t, dir) {
		t.Fatal("the server runs after all have left")
	}
}

func TestAnInterruptAtTheTerminalIsNotForTheServer(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	p := startProcess(t, dir)
	address := p.url()
	must(t, syscall.Kill(-p.cmd.Process.Pid, syscall.SIGINT)) // the whole foreground group, as a terminal does
	where, err := openPlace(dir)
	must(t, err)
	pid, _ := where.postmaster()
	if group, err := syscall.Getpgid(pid); err != nil || group == p.cmd.Process.Pid {
		t.Fatalf("the server is in the group of the process that started it (%v)", err)
	}
	query(t, address, "select 'still there'")
	p.leave()
}

func TestALongPathGetsAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(dataDir(t), strings.Repeat("long", 20), "with space, and comma", strings.Repeat("long", 10))
	if os.Geteuid() == 0 {
		must(t, os.MkdirAll(dir, 0o755))
	}
	s := start(t, dir)
	query(t, s.URL(), "select 'up'")
	u, err := url.Parse(s.URL())
	must(t, err)
	must(t, s.Close())
	if _, err := os.Stat(u.Query().Get("host")); !os.IsNotExist(err) {
		t.Errorf("the socket's folder is left behind: %v", err)
	}
}

func TestRemoveData(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	must(t, os.WriteFile(filepath.Join(dir, "not-ours"), []byte("x"), 0o600))
	s := start(t, dir)
	execute(t, s.URL(), "create table kept (v text)")
	sentence(t, RemoveData(t.Context(), dir), dir, "in use")
	must(t, s.Close())
	p := startProcess(t, dir)
	p.url()
	p.kill()
	must(t, RemoveData(t.Context(), dir))
	if got := query(t, start(t, dir).URL(), "select count(*)::text from pg_tables where tablename = 'kept'"); got != "0" {
		t.Error("the data is still there")
	}
	if _, err := os.Stat(filepath.Join(dir, "not-ours")); err != nil {
		t.Error("removed what is not ours")
	}
}

func TestAnIdleServerIsStopped(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	s := start(t, dir)
	watched := make(chan error, 1)
	go func() { watched <- StopWhenIdle(context.Background(), dir, 200*time.Millisecond) }()
	p := startProcess(t, dir)
	p.url()
	must(t, s.Close())
	p.kill() // nobody is left to stop it
	must(t, <-watched)
	if !stopped(t, dir) {
		t.Fatal("the idle server runs on")
	}
}

func TestNothingOfTheServerIsOpenToOthers(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	start(t, dir)
	for _, name := range []string{"server", "server/data", "server/run", "server/password", "server/log", "users.lock"} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if info.Mode().Perm()&fs.FileMode(0o077) != 0 {
			t.Errorf("%s is %v", name, info.Mode())
		}
	}
}
