package e2e

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"okno/db/dbtest"
)

// The demo keeps its data between runs, whether it was stopped or killed, and
// starts over only when it is told to.
func TestDemoKeepsItsData(t *testing.T) {
	t.Parallel()
	dir := dbtest.DataDir(t)
	first := demo(t, dir)
	start := free(t, first.okno, "lotos-site", "cut")[0]
	var made, found struct{ ID string }
	post(first.okno+"/api/v1/widget/lotos-site/bookings", "kept", bookingBody("cut", start, "Анна")).json(t, &made)
	if err := first.interrupt(); err != nil {
		t.Errorf("Ctrl-C ends it with %v", err)
	}
	for name, end := range map[string]func(*process){"Ctrl-C": func(p *process) { _ = p.interrupt() }, "kill -9": (*process).kill} {
		p := demo(t, dir)
		post(p.okno+"/api/v1/widget/lotos-site/bookings", "kept", bookingBody("cut", start, "Анна")).json(t, &found)
		if found.ID == "" || found.ID != made.ID {
			t.Errorf("before %s the booking is %q, it was %q", name, found.ID, made.ID)
		}
		end(p.process)
	}
	fresh := demo(t, dir, "--fresh")
	post(fresh.okno+"/api/v1/widget/lotos-site/bookings", "kept", bookingBody("cut", start, "Анна")).json(t, &found)
	if found.ID == "" || found.ID == made.ID {
		t.Errorf("after --fresh the booking is %q, it was %q", found.ID, made.ID)
	}
}

// --fresh throws the demo away and nobody else's data.
func TestFreshSparesOtherCompanies(t *testing.T) {
	t.Parallel()
	settings := []string{"OKNO_DATA_DIR=" + dbtest.DataDir(t), "OKNO_ADDR=127.0.0.1:0"}
	if out, err := okno(t, settings, "", "import", "testdata/solo.json"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := okno(t, settings, "", "demo", "--fresh", "--site-addr", "127.0.0.1:0"); err == nil || !strings.Contains(out, "other companies too (solo)") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := okno(t, settings, "", "export", "solo"); err != nil {
		t.Errorf("the other company is gone: %v\n%s", err, out)
	}
}

// What stands in the way is said in one sentence, and the exit status is 1.
func TestDemoSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	old := dbtest.DataDir(t)
	p := demo(t, old)
	_ = p.interrupt()
	versions, err := filepath.Glob(filepath.Join(old, "*", "PG_VERSION"))
	deeper, _ := filepath.Glob(filepath.Join(old, "*", "*", "PG_VERSION"))
	if versions = append(versions, deeper...); err != nil || len(versions) != 1 {
		t.Fatalf("where is the server's data? %v %v", versions, err)
	}
	if err := os.WriteFile(versions[0], []byte("9.6\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		settings []string
		want     string
	}{
		"a port in use":         {[]string{"OKNO_ADDR=" + busy.Addr().String(), "OKNO_DATA_DIR=" + dbtest.DataDir(t)}, "is in use by another program"},
		"an address of nobody":  {[]string{"OKNO_ADDR=nowhere", "OKNO_DATA_DIR=" + dbtest.DataDir(t)}, "can't listen on"},
		"no folder":             {[]string{"OKNO_DATA_DIR=" + filepath.Join(file, "data")}, "is not writable"},
		"data of another major": {[]string{"OKNO_DATA_DIR=" + old}, "9.6"},
		"a database of its own": {[]string{"DATABASE_URL=postgres://nowhere/x"}, "unset DATABASE_URL"},
	} {
		out, err := okno(t, append([]string{"OKNO_ADDR=127.0.0.1:0"}, test.settings...), "", "demo", "--site-addr", "127.0.0.1:0")
		if err == nil || !strings.Contains(out, test.want) || strings.Count(strings.TrimSpace(out), "\n") != 0 || !strings.HasPrefix(out, "okno: ") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
