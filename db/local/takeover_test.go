package local

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestAKilledProcessLeavesAServerThatTheNextTakesOver(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	p := startProcess(t, dir)
	address := p.url()
	execute(t, address, "create table kept (v text); insert into kept values ('yes')")
	p.kill()

	s := start(t, dir)
	if got := query(t, s.URL(), "select v from kept"); got != "yes" {
		t.Errorf("data after a kill: %q", got)
	}
	must(t, s.Close())
	if !stopped(t, dir) {
		t.Fatal("the server that was taken over runs on")
	}
}

func TestAKilledServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	p := startProcess(t, dir)
	execute(t, p.url(), "set synchronous_commit = on; create table kept (v text); insert into kept values ('yes')")
	where, err := openPlace(dir)
	must(t, err)
	pid, _ := where.postmaster()
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	p.kill()

	// The worst stale file: its number belongs to a living process of the same user by now.
	living := where.account.command(t.Context(), "/", "/bin/sleep", "600")
	must(t, living.Start())
	defer func() { _ = living.Process.Kill(); _ = living.Wait() }()
	content, err := os.ReadFile(where.pidFile())
	must(t, err)
	_, rest, _ := strings.Cut(string(content), "\n")
	must(t, os.WriteFile(where.pidFile(), []byte(itoa(living.Process.Pid)+"\n"+rest), 0o600))

	s := start(t, dir)
	if got := query(t, s.URL(), "select v from kept"); got != "yes" {
		t.Errorf("data after a kill of the server: %q", got)
	}
	must(t, living.Process.Signal(syscall.Signal(0)))
}

func TestHalfAnInitdbIsClearedAway(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	half := filepath.Join(dir, "server", "data.new")
	must(t, os.MkdirAll(half, 0o700))
	must(t, os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15\n"), 0o600))
	query(t, start(t, dir).URL(), "select 'up'")
	if _, err := os.Stat(half); err == nil {
		t.Error("the half-made data directory is still there")
	}
}

func TestAKillDuringInitdb(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	p := startProcess(t, dir)
	half := filepath.Join(dir, "server", "data.new", "PG_VERSION")
	for range 2000 {
		if _, err := os.Stat(half); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	p.kill()
	query(t, start(t, dir).URL(), "select 'up'")
}

func TestADatabaseThatWasNeverCreatedIsCreated(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	s := start(t, dir)
	maintenance := strings.Replace(s.URL(), "/okno?", "/postgres?", 1)
	execute(t, maintenance, "drop database okno") // as after a kill between initdb and its creation
	query(t, start(t, dir).URL(), "select 'up'")
}
