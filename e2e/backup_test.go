package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"okno/db/dbtest"
)

// A private server's backup, made while serve works, brings the same company back on another machine, and its secret with it.
func TestABackupBringsBackTheSameCompany(t *testing.T) {
	t.Parallel()
	here, there := dbtest.DataDir(t), dbtest.DataDir(t)
	settings, elsewhere := []string{"OKNO_DATA_DIR=" + here}, []string{"OKNO_DATA_DIR=" + there}
	if out, err := okno(t, settings, "", "import", "testdata/solo.json"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p := start(t, append(settings, "OKNO_ADDR=127.0.0.1:0", "OKNO_PUBLIC_LIMITS=off"), "serve")
	base := p.address(`listening on (http://\S+)`)
	if a := post(base+"/api/v1/widget/solo-site/bookings", "k", bookingBody("hour", free(t, base, "solo-site", "hour")[0], "Anna")); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	file := filepath.Join(t.TempDir(), "okno.backup")
	out, err := okno(t, settings, "", "backup", file)
	if err != nil || !strings.Contains(out, "rows of") || !strings.Contains(out, "secret") {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := okno(t, settings, "", "restore", file, "--overwrite"); err == nil || !strings.Contains(out, "stop okno serve") {
		t.Errorf("restored under a running server: %v\n%s", err, out)
	}
	first, err := okno(t, settings, "", "export", "solo")
	if err != nil || !strings.Contains(first, `"Anna"`) {
		t.Fatalf("%v\n%s", err, first)
	}
	if out, err := okno(t, elsewhere, "", "restore", file); err != nil || !strings.Contains(out, "restored ") {
		t.Fatalf("%v\n%s", err, out)
	}
	if second, err := okno(t, elsewhere, "", "export", "solo"); err != nil || second != first {
		t.Errorf("what was restored differs: %v\n%s\n---\n%s", err, first, second)
	}
	one, _ := os.ReadFile(filepath.Join(here, "secret"))
	other, _ := os.ReadFile(filepath.Join(there, "secret"))
	if len(one) == 0 || string(one) != string(other) {
		t.Error("the secret was not restored")
	}
	if out, err := okno(t, elsewhere, "", "restore", file); err == nil || !strings.Contains(out, "--overwrite") {
		t.Errorf("restored over data: %v\n%s", err, out)
	}
	again := start(t, append(elsewhere, "OKNO_ADDR=127.0.0.1:0", "OKNO_PUBLIC_LIMITS=off"), "serve")
	base = again.address(`listening on (http://\S+)`)
	if a := post(base+"/api/v1/widget/solo-site/bookings", "new", bookingBody("hour", free(t, base, "solo-site", "hour")[0], "Boris")); a.status != 201 {
		t.Errorf("the restored company takes no booking: %d %s", a.status, a.body)
	}
}

// A database of one's own: the key stays out of the file, and another key is noticed.
func TestABackupOfOnesOwnDatabaseLeavesTheSecretOut(t *testing.T) {
	t.Parallel()
	from, to := []string{"DATABASE_URL=" + studio(t), secret}, []string{"DATABASE_URL=" + dbtest.Empty(t), "OKNO_SECRET=" + strings.Repeat("7b", 32)}
	file := filepath.Join(t.TempDir(), "okno.backup")
	out, err := okno(t, from, "", "backup", file)
	if err != nil || !strings.Contains(out, "not OKNO_SECRET") {
		t.Fatalf("%v\n%s", err, out)
	}
	content, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(content), strings.Repeat("5a", 32)) {
		t.Errorf("the secret is in the file (%v)", err)
	}
	if out, err := okno(t, to, "", "restore", file); err != nil || !strings.Contains(out, "made under another secret") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := okno(t, []string{to[0], secret}, "", "restore", file, "--overwrite"); err != nil || strings.Contains(out, "another secret") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestBackupAndRestoreSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	empty := []string{"DATABASE_URL=" + dbtest.Empty(t), secret}
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("no backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(t.TempDir(), "okno.backup")
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"backup", target}, "nothing to back up"},
		{[]string{"backup", filepath.Join(t.TempDir(), "nowhere", "okno.backup")}, "no such file or directory"},
		{[]string{"restore", text}, "is no backup of Okno"},
		{[]string{"restore", target}, "no such file or directory"},
	} {
		if out, err := okno(t, empty, "", test.args...); err == nil || !strings.Contains(out, test.want) {
			t.Errorf("%v: %v\n%s", test.args, err, out)
		}
	}
	if _, err := os.Stat(target); err == nil {
		t.Error("a backup that failed has left a file")
	}
}
