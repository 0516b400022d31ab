package dbtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"okno/db/dbtest/memory"
	"okno/db/local"
)

// A test binary cannot say when it ends, so each one starts a watcher (itself,
// with this variable set, in a session of its own) that stops the shared server
// when no test has used it for a while. Only the first watcher stays.
const watcherVariable = "OKNO_DBTEST_WATCHER"

// idle bridges the pauses in which the next package is compiled.
const idle = 20 * time.Second

func init() {
	if dir := os.Getenv(watcherVariable); dir != "" {
		if err := local.StopWhenIdle(context.Background(), dir, idle); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// kept holds on to this process's use of the server: its lock lies in a file that
// the garbage collector would close.
var kept *local.Server

// shared returns the URL of the server that all test processes of this user
// share; this process uses it until it ends.
var shared = sync.OnceValues(func() (string, error) {
	within, err := memory.Folder()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(within, "okno-test-"+strconv.Itoa(os.Geteuid()))
	if err := memory.Private(dir); err != nil {
		return "", err
	}
	server, err := local.Start(context.Background(), local.Options{Dir: dir, Disposable: true})
	if err != nil {
		return "", err
	}
	if err := watch(dir); err != nil {
		return "", fmt.Errorf("the watcher of the test server: %w", err)
	}
	kept = server
	return kept.URL(), nil
})

func watch(dir string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(program)
	cmd.Dir = "/" // no folder of the tests is kept busy
	cmd.Env = append(os.Environ(), watcherVariable+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
