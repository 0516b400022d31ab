// Package e2e tests the whole product as its users meet it: the built binary,
// real processes, a real PostgreSQL, and a real Chromium.
package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"okno/db/dbtest/memory"
)

// binary is the program under test: the one that E2E_OKNO names, for whoever has just built it, else it is built once for
// all tests; scratch is a folder in memory, where there is such a thing, that goes with the last of them.
var binary, scratch string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "okno-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if scratch, err = newScratch(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(scratch)
	defer closeBrowser()
	if binary = os.Getenv("E2E_OKNO"); binary != "" {
		return m.Run()
	}
	binary = filepath.Join(dir, "okno")
	if out, err := exec.Command("go", "build", "-o", binary, "okno/cmd/okno").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "the program cannot be built: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// newScratch is a folder that the private server's user may enter, who has the salon's data below it.
func newScratch() (string, error) {
	within, err := memory.Folder()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(within, "okno-e2e-")
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o711)
}

// process is a running okno.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdout *lines
	stderr *lines
	done   chan struct{}
	err    error
}

// start runs okno with settings (NAME=value) on top of an environment that
// knows nothing of this machine's own.
func start(t *testing.T, settings []string, args ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command(binary, args...), stdout: newLines(), stderr: newLines(), done: make(chan struct{})}
	p.cmd.Env = append(environment(), settings...)
	p.cmd.Stdout, p.cmd.Stderr = p.stdout, p.stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		p.interrupt()
		if strings.Contains(p.stderr.String(), "lacks a sentence") {
			t.Errorf("okno %s has not had the words for something", strings.Join(args, " "))
		}
		if t.Failed() {
			t.Logf("okno %s said:\n%s%s", strings.Join(args, " "), p.stdout, p.stderr)
		}
	})
	return p
}

func environment() []string {
	var clean []string
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "OKNO_") && !strings.HasPrefix(pair, "DATABASE_URL=") || strings.HasPrefix(pair, "OKNO_POSTGRES_BIN=") {
			clean = append(clean, pair)
		}
	}
	return append(clean, "OKNO_READ_TIME=1m", "OKNO_ACT_TIME=1m") // a slow machine is no broken database
}

// serve runs `okno serve` on a free port and waits until it listens.
func serve(t *testing.T, database string, flags []string, settings ...string) (*process, string) {
	t.Helper()
	p := start(t, append([]string{"DATABASE_URL=" + database, "OKNO_SECRET=" + strings.Repeat("5a", 32), "OKNO_ADDR=127.0.0.1:0"}, settings...),
		append([]string{"serve"}, flags...)...)
	return p, p.address(`listening on (http://\S+)`)
}

// okno runs a command to its end and gives what it printed.
func okno(t testing.TB, settings []string, stdin string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Env = append(environment(), settings...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// address waits for a line that matches, and gives what its group holds.
func (p *process) address(pattern string) string {
	p.t.Helper()
	match := regexp.MustCompile(pattern)
	deadline := time.After(patience) // while it starts it says nothing
	for {
		if found := match.FindStringSubmatch(p.stdout.String()); found != nil {
			return found[1]
		}
		select {
		case <-p.stdout.more():
		case <-p.done:
			p.t.Fatalf("okno ended before it said %q: %v\n%s%s", pattern, p.err, p.stdout, p.stderr)
		case <-deadline:
			p.t.Fatalf("okno never said %q:\n%s%s", pattern, p.stdout, p.stderr)
		}
	}
}

// interrupt is Ctrl-C: the process is to stop cleanly.
func (p *process) interrupt() error { return p.end(os.Interrupt) }

// kill is kill -9: the process has no last word.
func (p *process) kill() { _ = p.end(syscall.SIGKILL) }

func (p *process) end(signal os.Signal) error {
	p.t.Helper()
	_ = p.cmd.Process.Signal(signal)
	select {
	case <-p.done:
	case <-time.After(patience):
		_ = p.cmd.Process.Kill()
		p.t.Errorf("okno did not stop after %v", signal)
	}
	return p.err
}

// lines is what a process prints, readable while it runs.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
	wake chan struct{}
}

func newLines() *lines { return &lines{wake: make(chan struct{})} }

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.wake)
	l.wake = make(chan struct{})
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *lines) more() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.wake
}
