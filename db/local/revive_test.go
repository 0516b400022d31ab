package local

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// killServer ends the server at once, as the kernel does when memory is short.
func killServer(t *testing.T, dir string) {
	t.Helper()
	where, err := openPlace(dir)
	must(t, err)
	pid, _ := where.postmaster()
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	await(t, "the killed server to be gone", func() bool {
		now, _ := where.postmaster()
		return now != pid || syscall.Kill(pid, 0) != nil
	})
}

// await asks until it is so.
func await(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain for " + what)
		}
	}
}

func answers(url string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false
	}
	defer conn.Close(ctx)
	return conn.Ping(ctx) == nil
}

// Two processes use one server. It dies, twice: it runs again at the same address with all that
// was committed, and is stopped by the last to leave as ever.
func TestAServerThatDiesUnderItsUsersIsStartedAgain(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	other := startProcess(t, dir)
	other.url()
	s := start(t, dir)
	execute(t, s.URL(), "set synchronous_commit = on; create table kept (v text); insert into kept values ('yes')")
	for range 2 {
		killServer(t, dir)
		await(t, "the server to run again", func() bool { return answers(s.URL()) })
		if got := query(t, s.URL(), "select v from kept"); got != "yes" {
			t.Errorf("after its death there is %q", got)
		}
	}
	other.leave()
	must(t, s.Close())
	if !stopped(t, dir) {
		t.Error("the server that was started again runs on after all have left")
	}
}

// A data directory that has been taken away is not made anew under a program that knew the old one.
func TestADeadServerWithoutItsDataStaysDead(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	var log safeBuffer
	s, err := Start(t.Context(), Options{Dir: dir, Disposable: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
	must(t, err)
	where, err := openPlace(dir)
	must(t, err)
	must(t, os.Rename(where.data(), where.data()+".away"))
	content, err := os.ReadFile(where.data() + ".away/postmaster.pid")
	must(t, err)
	first, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	must(t, err)
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	await(t, "a sentence in the log", func() bool { return strings.Contains(log.String(), "are gone from") })
	if _, err := os.Stat(where.data()); err == nil {
		t.Error("an empty database was made in its place")
	}
	must(t, os.Rename(where.data()+".away", where.data()))
	await(t, "the server to run again", func() bool { return answers(s.URL()) })
	must(t, s.Close())
}

// safeBuffer takes a log that is written while it is read.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
