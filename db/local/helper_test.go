package local

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"okno/db/dbtest/memory"
)

// With this variable set the test binary is not a test but a process that uses
// the server of the named directory until its standard input ends.
const helperDir = "OKNO_LOCAL_TEST_HELPER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperDir); dir != "" {
		os.Exit(helper(dir))
	}
	code := m.Run()
	if original != "" {
		_ = os.RemoveAll(original)
	}
	os.Exit(code)
}

func helper(dir string) int {
	// Like okno itself: an interrupt is noticed and does not end the process by itself.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	s, err := Start(context.Background(), Options{Dir: dir, Disposable: true})
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	fmt.Println(s.URL())
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := s.Close(); err != nil {
		fmt.Println("error:", err)
		return 1
	}
	return 0
}

// process is a helper process in a process group of its own.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.WriteCloser
	out   *bufio.Reader
	ended bool
}

func startProcess(t *testing.T, dir string) *process {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), helperDir+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	must(t, err)
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	p := &process{t: t, cmd: cmd, stdin: stdin, out: bufio.NewReader(stdout)}
	t.Cleanup(func() {
		if !p.ended {
			p.kill()
		}
	})
	return p
}

// url waits until the process uses the server.
func (p *process) url() string {
	p.t.Helper()
	line, err := p.out.ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "postgres://") {
		p.t.Fatalf("the helper process said %q (%v)", line, err)
	}
	return strings.TrimSpace(line)
}

func (p *process) leave() {
	p.t.Helper()
	p.ended = true
	p.stdin.Close()
	said, _ := io.ReadAll(p.out)
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("the helper process ended with %v: %s", err, said)
	}
}

func (p *process) kill() {
	p.ended = true
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// dataDir is an empty data directory that another user can reach too, which
// matters when the tests run as root. Whatever server is left in it is stopped.
func dataDir(t *testing.T) string {
	t.Helper()
	within, err := memory.Folder()
	must(t, err)
	dir, err := os.MkdirTemp(within, "okno-local-")
	must(t, err)
	must(t, os.Chmod(dir, 0o711))
	t.Cleanup(func() {
		if _, err := os.Stat(filepath.Join(dir, "server")); err == nil {
			if p, err := openPlace(dir); err == nil {
				_ = p.stop(context.Background())
			}
		}
		must(t, os.RemoveAll(dir))
	})
	return dir
}

// madeDir is a data directory in which a server has run before, for tests in which nothing
// depends on how it was made: initdb costs more than all that most of them do.
func madeDir(t *testing.T) string {
	t.Helper()
	dir := dataDir(t)
	fill(t, dir)
	return dir
}

// fill makes dir a copy of the original.
func fill(t *testing.T, dir string) {
	t.Helper()
	must(t, makeOriginal())
	if os.Geteuid() == 0 {
		must(t, os.MkdirAll(dir, 0o711))
	} else {
		must(t, os.MkdirAll(dir, 0o700))
	}
	if out, err := exec.Command("cp", "-a", filepath.Join(original, "server"), dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// original is the data directory that the others are copied from, "" while nobody has asked for one.
var original string

var makeOriginal = sync.OnceValue(func() (err error) {
	within, err := memory.Folder()
	if err != nil {
		return err
	}
	if original, err = os.MkdirTemp(within, "okno-local-"); err != nil {
		return err
	}
	if err := os.Chmod(original, 0o711); err != nil {
		return err
	}
	s, err := Start(context.Background(), Options{Dir: original, Disposable: true})
	if err != nil {
		return err
	}
	return s.Close()
})

func start(t *testing.T, dir string) *Server {
	t.Helper()
	s, err := Start(t.Context(), Options{Dir: dir, Disposable: true})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// query returns the single text value that the statement gives.
func query(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer conn.Close(context.Background())
	var value string
	must(t, conn.QueryRow(t.Context(), sql).Scan(&value))
	return value
}

func execute(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer conn.Close(context.Background())
	_, err = conn.Exec(t.Context(), sql)
	must(t, err)
}

func stopped(t *testing.T, dir string) bool {
	t.Helper()
	p, err := openPlace(dir)
	must(t, err)
	_, alive := p.running(t.Context())
	pid, _ := p.postmaster()
	return !alive && pid == 0
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sentence fails unless err is an *Error of one line that has all the words.
func sentence(t *testing.T, err error, words ...string) {
	t.Helper()
	said, ok := err.(*Error)
	if !ok {
		t.Fatalf("want a sentence, got %T: %v", err, err)
	}
	for _, word := range words {
		if !strings.Contains(said.Error(), word) {
			t.Errorf("the sentence lacks %q: %s", word, said)
		}
	}
	if strings.ContainsAny(said.Error(), "\n\r") {
		t.Errorf("more than a line: %q", said.Error())
	}
}
