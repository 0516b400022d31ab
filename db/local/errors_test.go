package local

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func itoa(n int) string { return strconv.Itoa(n) }

func startError(t *testing.T, dir string) error {
	t.Helper()
	s, err := Start(t.Context(), Options{Dir: dir, Disposable: true})
	if err == nil {
		_ = s.Close()
		t.Fatal("it started")
	}
	return err
}

func TestAPlaceThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	sentence(t, startError(t, filepath.Join(file, "data")), filepath.Join(file, "data"), "not writable", "OKNO_DATA_DIR")
	_, err := Secret(filepath.Join(file, "data"))
	sentence(t, err, "not writable")
	sentence(t, startError(t, "/proc/okno"), "/proc/okno", "not writable")
}

func TestAFolderWithoutWriteRights(t *testing.T) {
	t.Parallel()
	// Root may write anywhere but to a read-only mount; everybody else needs the bit.
	dir := filepath.Join(dataDir(t), "closed")
	must(t, os.Mkdir(dir, 0o700))
	if os.Geteuid() == 0 {
		if err := unix.Mount("okno-test", dir, "tmpfs", unix.MS_RDONLY, ""); err != nil {
			t.Logf("no mounts here (%v): the sentence is checked on the error alone", err)
			sentence(t, place{dir: dir, home: dir}.explain(&os.PathError{Op: "access", Path: dir, Err: unix.EROFS}), dir, "not writable")
			return
		}
		defer func() { must(t, unix.Unmount(dir, 0)) }()
	} else {
		must(t, os.Chmod(dir, 0o500))
	}
	sentence(t, startError(t, dir), dir, "not writable")
}

func TestAFullDisk(t *testing.T) {
	t.Parallel()
	full := "performing post-bootstrap initialization ... initdb: error: could not write to file \"x\": No space left on device\ninitdb: removing data directory"
	sentence(t, place{dir: "/data", home: "/data"}.explainOutput("initdb", full, errors.New("exit status 1")), "/data", "is full", "OKNO_DATA_DIR")
	if os.Geteuid() != 0 {
		return // only root can mount a small disk
	}
	dir := dataDir(t)
	if err := unix.Mount("okno-test", dir, "tmpfs", 0, "size=12m,mode=711"); err != nil {
		t.Logf("no mounts here: %v", err)
		return
	}
	t.Cleanup(func() { must(t, unix.Unmount(dir, unix.MNT_DETACH)) })
	sentence(t, startError(t, dir), dir, "is full", "OKNO_DATA_DIR")
	if _, err := os.Stat(filepath.Join(dir, "server", "data.new")); !os.IsNotExist(err) {
		t.Error("half a data directory is left on the full disk")
	}
}

func TestAFullDiskAtALaterStart(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	if os.Geteuid() != 0 || unix.Mount("okno-test", dir, "tmpfs", 0, "size=120m,mode=711") != nil {
		full := "LOG:  starting\nFATAL:  could not write lock file \"postmaster.pid\": No space left on device\n"
		sentence(t, place{dir: dir, home: dir}.explainOutput("postgres", full, errors.New("exit status 1")), dir, "is full")
		return
	}
	t.Cleanup(func() { must(t, unix.Unmount(dir, unix.MNT_DETACH)) })
	fill(t, dir)
	fill, err := os.Create(filepath.Join(dir, "ballast"))
	must(t, err)
	for chunk := make([]byte, 1<<12); err == nil; _, err = fill.Write(chunk) {
	}
	fill.Close()
	sentence(t, startError(t, dir), dir, "is full")
	must(t, os.Remove(fill.Name()))
	query(t, start(t, dir).URL(), "select 'up again'")
}

func TestDataOfAnotherVersion(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	version := filepath.Join(dir, "server", "data", "PG_VERSION")
	must(t, os.WriteFile(version, []byte("14\n"), 0o600))
	sentence(t, startError(t, dir), "made by PostgreSQL 14", "was found")
	must(t, os.WriteFile(version, []byte("9.6\n"), 0o600))
	sentence(t, startError(t, dir), "made by PostgreSQL 9.6", "--fresh")
}

func TestAServerThatDoesNotComeUpSaysWhy(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	conf, err := os.OpenFile(filepath.Join(dir, "server", "data", "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = conf.WriteString("\nno_such_setting = on\n")
	must(t, errors.Join(err, conf.Close()))
	sentence(t, startError(t, dir), dir, "did not come up", "FATAL:", "configuration file")
}

func TestALostPassword(t *testing.T) {
	t.Parallel()
	dir := madeDir(t)
	must(t, os.Remove(filepath.Join(dir, "server", "password")))
	sentence(t, startError(t, dir), "password", "--fresh")
}

func TestRootBelowAFolderThatTheServersUserCannotEnter(t *testing.T) {
	t.Parallel()
	parent := dataDir(t)
	dir := filepath.Join(parent, "data")
	must(t, os.Chmod(parent, 0o700))
	if os.Geteuid() != 0 {
		stranger := account{uid: os.Getuid() + 1, gid: os.Getgid() + 1}
		if got := stranger.closedParent(dir); got != parent {
			t.Errorf("closed at %s, want %s", got, parent)
		}
		return
	}
	s := start(t, dir)
	execute(t, s.URL(), "create table kept (v text); insert into kept values ('yes')")
	must(t, s.Close())
	p, err := openPlace(dir)
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(p.home)) })
	s = start(t, dir)
	if got := query(t, s.URL(), "select v from kept"); got != "yes" || p.home == dir {
		t.Errorf("got %q from %s", got, p.home)
	}
	must(t, s.Close())
	must(t, RemoveData(t.Context(), dir))
	if _, err := os.Stat(p.home); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left behind: %v", p.home, err)
	}
}

func TestRootWhenTheWayToTheDataWasClosed(t *testing.T) {
	t.Parallel()
	parent := dataDir(t)
	dir := filepath.Join(parent, "data")
	fill(t, dir)
	must(t, os.Chmod(parent, 0o700))
	if os.Geteuid() == 0 {
		sentence(t, startError(t, dir), parent, "chmod")
		must(t, os.Chmod(parent, 0o711))
	}
	query(t, start(t, dir).URL(), "select 'up'")
}

func TestACancelledStartLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(ctx, Options{Dir: dir, Disposable: true}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	query(t, start(t, dir).URL(), "select 'up'")
}

func TestTellingLine(t *testing.T) {
	t.Parallel()
	log := strings.Join([]string{
		"2026-11-22 10:00:00.000 UTC [1] LOG:  starting PostgreSQL 15",
		"2026-11-22 10:00:00.000 UTC [1] FATAL:  could not create shared memory segment",
		"2026-11-22 10:00:00.000 UTC [1] LOG:  database system is shut down", "",
	}, "\n")
	if got := tellingLine(log); got != "FATAL:  could not create shared memory segment" {
		t.Errorf("got %q", got)
	}
	if got := tellingLine("one\n  two \n\n"); got != "two" {
		t.Errorf("got %q", got)
	}
}
