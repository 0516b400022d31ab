package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A table that maps requirements to tests is worth something only while they exist.
func TestTestsThatTheDocsNameExist(t *testing.T) {
	const root = "../.."
	var tests strings.Builder
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		tests.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range []string{"docs/security.md", "SECURITY.md", "README.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile(filepath.Join(root, doc))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile("`(?:Test|Fuzz|Benchmark)[A-Z]\\w+…?").FindAllString(string(text), -1) {
			want := "func " + strings.TrimSuffix(strings.TrimPrefix(name, "`"), "…")
			if !strings.HasSuffix(name, "…") {
				want += "("
			}
			if !strings.Contains(tests.String(), want) {
				t.Errorf("%s names %s, which is not there", doc, name)
			}
		}
	}
}
