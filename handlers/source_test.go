package handlers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ownSource is the Go text of the kit and of the rooms, by file, without tests: some promises can be
// read from it alone.
func ownSource(t *testing.T) map[string]string {
	t.Helper()
	kit, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	rooms, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	source := map[string]string{}
	for _, file := range append(kit, rooms...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source[filepath.ToSlash(file)] = string(text)
	}
	if len(kit) < 25 || len(rooms) < 50 {
		t.Fatalf("only %d files of the kit and %d of rooms were found", len(kit), len(rooms))
	}
	return source
}
