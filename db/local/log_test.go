package local

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The log is begun anew when it is long; the end of the old one is kept, and no more.
func TestTheLogIsKeptShort(t *testing.T) {
	p := place{dir: t.TempDir()}
	p.home = p.dir
	if err := os.MkdirAll(filepath.Dir(p.logFile()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := p.turnLog(100); err != nil {
		t.Fatalf("without a log: %v", err)
	}
	server, err := os.OpenFile(p.logFile(), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	for round := range 3 {
		if _, err := server.Write(append(bytes.Repeat([]byte("x"), 500), "the end"...)); err != nil {
			t.Fatal(err)
		}
		if err := p.turnLog(100); err != nil {
			t.Fatal(err)
		}
		now, _ := os.ReadFile(p.logFile())
		old, _ := os.ReadFile(p.logFile() + ".old")
		if len(now) != 0 || len(old) != 100 || !bytes.HasSuffix(old, []byte("the end")) {
			t.Errorf("round %d: %d bytes now, %d of the old one", round, len(now), len(old))
		}
	}
}

// What a statement does wrong is not written down: anybody can send nonsense.
func TestStatementsAreNotLogged(t *testing.T) {
	settings := place{dir: "/x", home: "/x"}.settings("/s", false)
	for _, want := range []string{"log_min_messages=fatal", "log_min_error_statement=panic"} {
		if !slices.Contains(settings, want) {
			t.Errorf("%s is not set", want)
		}
	}
}
