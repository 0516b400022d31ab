package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"golang.org/x/sys/unix"
)

// SQLSTATEs of a server that is there but not (yet) ready for us.
const (
	invalidCatalogName = "3D000"
	diskFullState      = "53100"
	tooManyConnections = "53300"
)

// stopPatience is how long a fast shutdown may take before the server is made to
// quit at once (its next start then recovers from the log, as after a power cut).
const stopPatience = 30 * time.Second

// joinOrClaim waits until the server of this place either answers, and returns
// its URL, or is surely gone, and returns the lock that proves it. The caller has
// the turn, so nobody else starts one meanwhile; what it may meet is a server
// that somebody who was killed left starting, stopping or running.
func (p place) joinOrClaim(ctx context.Context) (*lock, string, error) {
	held, err := openLock(p.serverLock())
	if err != nil {
		return nil, "", p.explain(err)
	}
	for {
		free, err := held.try(unix.LOCK_EX)
		if err != nil {
			held.release()
			return nil, "", p.explain(err)
		}
		if free {
			return held, "", nil
		}
		if address, ok := p.running(ctx); ok {
			held.release()
			return nil, address, nil
		}
		if err := sleep(ctx); err != nil {
			held.release()
			pid, _ := p.postmaster()
			return nil, "", errorf(err, "a PostgreSQL server (process %d) holds %s and does not answer; end it and try again", pid, p.dir)
		}
	}
}

// running returns the URL of the server when it answers.
func (p place) running(ctx context.Context) (string, bool) {
	_, socket := p.postmaster()
	if socket == "" {
		return "", false
	}
	address, err := p.address(socket)
	if err != nil {
		return "", false
	}
	conn, err := connect(ctx, address)
	if err == nil {
		_ = conn.Close(ctx)
		return address, true
	}
	state := sqlState(err)
	return address, state == invalidCatalogName || state == tooManyConnections
}

// launch starts the server and waits until it answers and has its database. The
// server inherits the held lock: it is free again when the last process of the
// server has ended, and not before.
func (p place) launch(ctx context.Context, b binaries, held *lock, o Options) (string, error) {
	socket, err := p.socketDir()
	if err != nil {
		return "", p.explain(err)
	}
	address, err := p.address(socket)
	if err != nil {
		return "", p.explain(err)
	}
	// No process of the server lives, so its lock files are stale; PostgreSQL itself
	// could not tell when, after a restart of the machine, another process got the number.
	name := filepath.Join(socket, ".s.PGSQL."+strconv.Itoa(port))
	for _, stale := range []string{p.pidFile(), name, name + ".lock"} {
		if err := os.Remove(stale); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", p.explain(err)
		}
	}
	_ = os.Rename(p.logFile(), p.logFile()+".old") // the log of one run is kept beside the present one
	log, err := os.OpenFile(p.logFile(), os.O_CREATE|os.O_WRONLY|os.O_APPEND|os.O_TRUNC, 0o600)
	if err != nil {
		return "", p.explain(err)
	}
	defer log.Close()

	cmd := p.account.command(context.Background(), p.server(), b.postgres(), p.settings(socket, o.Disposable)...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{held.file}
	if err := cmd.Start(); err != nil {
		return "", p.explain(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if err := p.comeUp(ctx, address, b, ended); err != nil {
		_ = syscall.Kill(cmd.Process.Pid, syscall.SIGQUIT)
		return "", err
	}
	return address, nil
}

// comeUp waits for the server to answer, or to end early with a reason in its log.
func (p place) comeUp(ctx context.Context, address string, b binaries, ended <-chan error) error {
	for {
		select {
		case cause := <-ended:
			if cause == nil {
				cause = errors.New("it ended at once")
			}
			output, _ := os.ReadFile(p.logFile())
			return p.explainOutput("postgres", string(output), cause)
		default:
		}
		if _, ok := p.running(ctx); ok {
			break
		}
		if err := sleep(ctx); err != nil {
			output, _ := os.ReadFile(p.logFile())
			if errors.Is(err, context.Canceled) {
				return err
			}
			return p.explainOutput("postgres", string(output), err)
		}
	}
	if err := p.ensureDatabase(ctx, address); err != nil {
		return err
	}
	return p.requireExtension(ctx, address, b)
}

// settings are given on the command line, where they win over postgresql.conf,
// so that they follow the program's version and not the day the data was made.
func (p place) settings(socket string, disposable bool) []string {
	args := []string{"-D", p.data(), "-p", strconv.Itoa(port)}
	set := func(name, value string) { args = append(args, "-c", name+"="+value) }
	set("listen_addresses", "") // reachable through the socket alone
	set("unix_socket_directories", `"`+strings.ReplaceAll(socket, `"`, `""`)+`"`)
	set("unix_socket_permissions", "0700")
	set("max_connections", "200")
	set("timezone", "UTC")
	set("log_timezone", "UTC")
	set("logging_collector", "off")
	set("jit", "off") // it compiles for longer than any of our queries runs
	// What a statement did wrong, whoever asked for it is told and logs; here it would only
	// fill the disk, at the pace of anybody who sends nonsense.
	set("log_min_messages", "fatal")
	set("log_min_error_statement", "panic")
	if disposable {
		set("fsync", "off")
		set("synchronous_commit", "off")
		set("full_page_writes", "off")
		set("min_wal_size", "32MB")
		set("max_wal_size", "256MB")
		// Its connections are too young for what planning a statement five times with its values teaches.
		set("plan_cache_mode", "force_generic_plan")
	}
	return args
}

// stop shuts the server down and returns when all of its processes are gone. The
// caller has the turn.
func (p place) stop(ctx context.Context) error {
	held, err := openLock(p.serverLock())
	if err != nil {
		return p.explain(err)
	}
	defer held.release()
	if _, socket := p.postmaster(); socket != "" && filepath.Dir(socket) != p.server() {
		defer os.Remove(socket) // the folder in the temporary directory; PostgreSQL has removed the socket
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} { // fast, then immediate
		if free, err := held.try(unix.LOCK_EX); free || err != nil {
			return err
		}
		// The postmaster leads the session it was started in; a process that only
		// inherited its number from a dead one does not look like that by chance.
		if pid, _ := p.postmaster(); pid > 1 {
			if sid, err := unix.Getsid(pid); err == nil && sid == pid {
				_ = syscall.Kill(pid, signal)
			}
		}
		patience, cancel := context.WithTimeout(ctx, stopPatience)
		err := held.wait(patience, unix.LOCK_EX)
		cancel()
		if err == nil {
			return nil
		}
	}
	pid, _ := p.postmaster()
	return fmt.Errorf("the private PostgreSQL server (process %d) in %s does not stop", pid, p.dir)
}

func connect(ctx context.Context, address string) (*pgconn.PgConn, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return pgconn.Connect(ctx, address)
}

func sqlState(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}
