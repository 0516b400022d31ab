package e2e

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"okno/db/dbtest"
)

const secret = "OKNO_SECRET=5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"

// An older or a newer schema is refused, in a sentence that says which it is;
// migrate brings an empty database up to date.
func TestServeWantsItsOwnSchema(t *testing.T) {
	t.Parallel()
	database := dbtest.Empty(t)
	settings := []string{"DATABASE_URL=" + database, secret, "OKNO_ADDR=127.0.0.1:0"}
	if out, err := okno(t, settings, "", "serve"); err == nil || !strings.Contains(out, "run `okno migrate`") {
		t.Errorf("an empty database: %v\n%s", err, out)
	}
	for range 2 {
		if out, err := okno(t, settings, "", "migrate"); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	p, _ := serve(t, database, nil)
	_ = p.interrupt()
	conn, err := pgx.Connect(context.Background(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(context.Background(), `insert into goose_db_version (version_id, is_applied) values (99999, true)`); err != nil {
		t.Fatal(err)
	}
	if out, err := okno(t, settings, "", "serve"); err == nil || !strings.Contains(out, "newer than") {
		t.Errorf("a newer schema: %v\n%s", err, out)
	}
}

// The private server: import, export and user work on it one after the other,
// and while serve runs; the last to leave stops it.
func TestCommandsShareThePrivateServer(t *testing.T) {
	t.Parallel()
	dir := dbtest.DataDir(t)
	settings := []string{"OKNO_DATA_DIR=" + dir}
	out, err := okno(t, settings, "", "import", "testdata/solo.json")
	if err != nil || !strings.Contains(out, "created solo: 1 resources, 1 services") {
		t.Fatalf("%v\n%s", err, out)
	}
	p := start(t, append(settings, "OKNO_ADDR=127.0.0.1:0", "OKNO_PUBLIC_LIMITS=off"), "serve")
	base := p.address(`listening on (http://\S+)`)
	if a := post(base+"/api/v1/widget/solo-site/bookings", "k", bookingBody("hour", free(t, base, "solo-site", "hour")[0], "Anna")); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	out, err = okno(t, settings, "", "import", "testdata/solo.json")
	if err != nil || !strings.Contains(out, "updated solo") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := okno(t, settings, "", "rollup"); err != nil || !strings.Contains(out, "1 of 1: solo, bookings counted: 1") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := okno(t, settings, "", "rollup", "--company", "duet"); err == nil || strings.Contains(out, "counted: ") {
		t.Errorf("of no company: %v\n%s", err, out)
	}
	first, err := okno(t, settings, "", "export", "solo")
	if err != nil || !strings.Contains(first, `"Anna"`) {
		t.Fatalf("%v\n%s", err, first)
	}
	file := filepath.Join(t.TempDir(), "solo.json")
	if err := os.WriteFile(file, []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}
	elsewhere := []string{"OKNO_DATA_DIR=" + dbtest.DataDir(t)}
	if out, err := okno(t, elsewhere, "", "import", file); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if second, err := okno(t, elsewhere, "", "export", "solo"); err != nil || second != first {
		t.Errorf("the export of an imported export differs: %v\n%s\n---\n%s", err, first, second)
	}
	if err := p.interrupt(); err != nil {
		t.Errorf("Ctrl-C ends serve with %v", err)
	}
}

func TestCommandsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	settings := []string{"DATABASE_URL=" + studio(t), secret, "OKNO_ADDR=127.0.0.1:0"}
	bad := filepath.Join(t.TempDir(), "bad.json")
	text, err := os.ReadFile("testdata/solo.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bad, []byte(strings.Replace(string(text), `"09:00"`, `"25:61"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		settings []string
		stdin    string
		want     string
		args     []string
	}{
		{nil, "", "line 6: resources[0].weekly[0].from", []string{"import", bad}},
		{nil, "", "no such file", []string{"import", "nowhere.json"}},
		{nil, "", "Company not found.", []string{"export", "nobody"}},
		{nil, "long enough\n", "Company not found.", []string{"user", "add", "--company", "nobody", "--email", "a@b.example", "--role", "desk"}},
		{nil, "short\n", "The password must be 8 to 256", []string{"user", "add", "--company", "solo", "--email", "a@b.example", "--role", "desk"}},
		{nil, "long enough\n", "Check the email", []string{"user", "add", "--company", "solo", "--email", "nobody", "--role", "desk"}},
		{nil, "long enough\n", "role", []string{"user", "add", "--company", "solo", "--email", "a@b.example", "--role", "king"}},
		{[]string{"OKNO_SECRET="}, "", "OKNO_SECRET is required with DATABASE_URL", []string{"serve"}},
		{[]string{"OKNO_SECRET=short"}, "", "OKNO_SECRET is not 32 bytes", []string{"serve"}},
		{[]string{"OKNO_BASE_URL=ftp://x"}, "", "OKNO_BASE_URL", []string{"serve"}},
		{[]string{"OKNO_SMTP_URL=http://x"}, "", "OKNO_SMTP_URL", []string{"serve"}},
		{[]string{"OKNO_LOG=loud"}, "", "OKNO_LOG", []string{"serve"}},
		{[]string{"OKNO_LOG_LEVEL=loud"}, "", "OKNO_LOG_LEVEL", []string{"serve"}},
		{[]string{"DATABASE_URL=postgres://127.0.0.1:1/x?connect_timeout=2"}, "", "okno: ", []string{"serve"}},
	} {
		out, err := okno(t, append(settings, test.settings...), test.stdin, test.args...)
		if err == nil || !strings.Contains(out, test.want) || strings.Contains(out, "panic") {
			t.Errorf("%v %v: %v, want %q\n%s", test.settings, test.args, err, test.want, out)
		}
	}
}

// Whoever runs it sees each request: what was asked and how it ended, but no token of a path and no query.
func TestEachRequestIsALineOfTheLog(t *testing.T) {
	t.Parallel()
	p, url := serve(t, dbtest.URL(t), nil, "OKNO_LOG=json")
	answer, err := http.Get(url + "/m/secret-token?done=secret-query")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if err := p.interrupt(); err != nil {
		t.Fatal(err)
	}
	said := p.stderr.String()
	for _, part := range []string{`"level":"INFO"`, `"method":"GET"`, `"route":"/m/:token"`, `"status":404`, `"took":`} {
		if !strings.Contains(said, part) {
			t.Errorf("the log does not say %s:\n%s", part, said)
		}
	}
	if strings.Contains(said, "secret") {
		t.Errorf("the log tells what was secret:\n%s", said)
	}
}

// The private server dies under serve: it is started again, what was acknowledged is there, and
// the next booking is taken.
func TestServeOutlivesItsPrivateServer(t *testing.T) {
	t.Parallel()
	dir := dbtest.DataDir(t)
	settings := []string{"OKNO_DATA_DIR=" + dir}
	if out, err := okno(t, settings, "", "import", "testdata/solo.json"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p := start(t, append(settings, "OKNO_ADDR=127.0.0.1:0", "OKNO_PUBLIC_LIMITS=off"), "serve")
	base := p.address(`listening on (http://\S+)`)
	starts := free(t, base, "solo-site", "hour")
	book := func(key, start, name string) answer {
		return post(base+"/api/v1/widget/solo-site/bookings", key, bookingBody("hour", start, name))
	}
	if a := book("before", starts[0], "Anna Before"); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	pid := postmaster(dir)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	// Only serve is there to start another one.
	dbtest.Await(t, "another server", func() (bool, any) {
		now := postmaster(dir)
		return now != 0 && now != pid, p.stderr.String()
	})
	dbtest.Await(t, "the next booking to be taken", func() (bool, any) {
		return book("after", starts[len(starts)-1], "Anna After").status == 201, p.stderr.String()
	})
	if out, err := okno(t, settings, "", "export", "solo"); err != nil || !strings.Contains(out, "Anna Before") || !strings.Contains(out, "Anna After") {
		t.Errorf("%v\n%s", err, out)
	}
	dbtest.Await(t, "a line of the log about it", func() (bool, any) {
		return strings.Contains(p.stderr.String(), "had died and runs again"), p.stderr.String()
	})
}

// postmaster is the process of the private server of a data directory, 0 while there is none.
func postmaster(dir string) int {
	content, _ := os.ReadFile(filepath.Join(dir, "server", "data", "postmaster.pid"))
	first, _, _ := strings.Cut(string(content), "\n")
	pid, _ := strconv.Atoi(strings.TrimSpace(first))
	return pid
}
