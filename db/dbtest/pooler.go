package dbtest

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"
)

// Pooler starts the real PgBouncer in front of the database at databaseURL, in the given pool mode ("transaction",
// "session"), and returns the address that leads through it. It ends with the test. tools/setup installs it; where it
// cannot be had, PGBOUNCER=none says so, and the test is skipped.
func Pooler(t testing.TB, databaseURL, mode string) string {
	t.Helper()
	program := pgbouncer(t)
	to, err := pgx.ParseConfig(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().(*net.TCPAddr)
	_ = free.Close()
	dir := DataDir(t)
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(dir, "pgbouncer.ini")
	err = os.WriteFile(settings, fmt.Appendf(nil, `[databases]
%[1]s = host=%[2]s port=%[3]d user=%[4]s password='%[5]s'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %[6]d
unix_socket_dir =
auth_type = any
pool_mode = %[7]s
default_pool_size = 3
max_client_conn = 500
`, to.Database, to.Host, to.Port, to.User, to.Password, address.Port, mode), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{settings}
	if os.Geteuid() == 0 { // it doesn't run as root
		args = []string{"-u", serverAccount(t, filepath.Join(to.Host, fmt.Sprintf(".s.PGSQL.%d", to.Port))), settings}
	}
	said := &strings.Builder{}
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
		if t.Failed() {
			t.Logf("pgbouncer said:\n%s", said)
		}
	})
	Await(t, "pgbouncer to listen", func() (bool, any) {
		c, err := net.Dial("tcp", address.String())
		if err == nil {
			_ = c.Close()
		}
		return err == nil, err
	})
	through := url.URL{Scheme: "postgres", User: url.User(to.User), Host: address.String(), Path: "/" + to.Database, RawQuery: "sslmode=disable"}
	return through.String()
}

// serverAccount is whose the server's socket is, which nobody else may reach.
func serverAccount(t testing.TB, socket string) string {
	t.Helper()
	var about unix.Stat_t
	if err := unix.Stat(socket, &about); err != nil {
		t.Fatal(err)
	}
	account, err := user.LookupId(strconv.Itoa(int(about.Uid)))
	if err != nil {
		t.Fatal(err)
	}
	return account.Username
}

// pgbouncer is the program's path.
func pgbouncer(t testing.TB) string {
	t.Helper()
	named := os.Getenv("PGBOUNCER")
	if named == "none" {
		t.Skip("PgBouncer cannot be installed here")
	}
	for _, name := range []string{named, "pgbouncer", "/usr/sbin/pgbouncer"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Fatal("install pgbouncer (`npm test` does), or name its program in PGBOUNCER")
	return ""
}
