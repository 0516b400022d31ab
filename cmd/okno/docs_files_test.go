package main

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFilesThatTheDocsNameExist(t *testing.T) {
	t.Parallel()
	wrong, docs, err := missingFiles(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if docs < 10 {
		t.Fatalf("only %d documents were found: is this the whole tree?", docs)
	}
	for _, w := range wrong {
		t.Error(w)
	}
}

func TestMissingFilesAreFound(t *testing.T) {
	t.Parallel()
	wrong, _, err := missingFiles(fstest.MapFS{
		"README.md": {Data: []byte("`db/here.go` `db/` `db/gone.go` `here.go` `other.go`, `go test ./db/...`, `views/ROOM/x.go` `/db` `x/y` `none` `bin/program.deb`\n" +
			"[a](docs/a.md#part) [b](docs/b.md) [c](https://example.com/d.md) `db/migrations/*.sql` `db/*.md`\n```\ndb/fenced.go\n```\n")},
		"docs/a.md":              {Data: []byte("[back](../README.md) [wrong](README.md)")},
		"db/here.go":             {},
		"db/migrations/0001.sql": {},
		"views/a.go":             {},
		"bin/program":            {},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"README.md names db/*.md, which is not there", "README.md names db/gone.go, which is not there", "README.md names other.go, which is not there",
		"README.md links to docs/b.md, which is not there", "docs/a.md links to docs/README.md, which is not there",
	}
	slices.Sort(want)
	if !slices.Equal(wrong, want) {
		t.Errorf("%q", wrong)
	}
}

var (
	fenced    = regexp.MustCompile("(?s)\n *```.*?\n *```")
	inlined   = regexp.MustCompile("`([^`\n]+)`")
	linked    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	pathLike  = regexp.MustCompile(`^[\w.*/-]+$`)
	placeheld = regexp.MustCompile(`(^|/)[A-Z]+(/|$)`) // views/ROOM/thing.go
	sources   = regexp.MustCompile(`\.(go|html|css|js|mjs|sql|md|toml|jsonc|yml)$`)
)

// builtNames are files that do not stand in a fresh checkout.
var builtNames = []string{"widget.css"}

// notOfTheTree are folders that stand in a checkout and are not of it.
var notOfTheTree = []string{".git", "bin", "node_modules"}

// missingFiles are the files and folders that README, CONTRIBUTING and the other documents name and that are not in
// the tree: every link without a scheme, every path that begins with a folder of the tree, and every lone name of a
// source file.
func missingFiles(tree fs.FS) (wrong []string, docs int, err error) {
	paths, names := map[string]bool{}, map[string]bool{}
	err = fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains(notOfTheTree, name) {
			return fs.SkipDir
		}
		paths[name], names[path.Base(name)] = true, true
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	for doc := range maps.Keys(paths) {
		if path.Ext(doc) != ".md" {
			continue
		}
		docs++
		text, err := fs.ReadFile(tree, doc)
		if err != nil {
			return nil, 0, err
		}
		prose := fenced.ReplaceAllString(string(text), "")
		for _, found := range linked.FindAllStringSubmatch(prose, -1) {
			target, _, _ := strings.Cut(found[1], "#")
			if target = path.Join(path.Dir(doc), target); !strings.Contains(found[1], "://") && !strings.HasPrefix(found[1], "#") && !strings.HasPrefix(found[1], "mailto:") && !paths[target] {
				wrong = append(wrong, doc+" links to "+target+", which is not there")
			}
		}
		for _, found := range inlined.FindAllStringSubmatch(prose, -1) {
			for word := range strings.FieldsSeq(found[1]) {
				if name := namedFile(word); name != "" && !known(name, path.Dir(doc), paths, names) {
					wrong = append(wrong, doc+" names "+name+", which is not there")
				}
			}
		}
	}
	slices.Sort(wrong)
	return slices.Compact(wrong), docs, nil
}

// namedFile is the path that a word of code may be, "" for none.
func namedFile(word string) string {
	word = strings.TrimPrefix(strings.TrimRight(word, ".,;:)"), "./")
	word = strings.TrimSuffix(strings.TrimSuffix(word, "/..."), "/")
	if !pathLike.MatchString(word) || placeheld.MatchString(word) || strings.HasPrefix(word, "/") {
		return ""
	}
	return word
}

// known says whether a path stands in the tree, beside the document, or is none of the tree's.
func known(name, folder string, paths, names map[string]bool) bool {
	first, _, deep := strings.Cut(name, "/")
	switch {
	case paths[name], paths[path.Join(folder, name)]:
		return true
	case strings.Contains(name, "*"):
		for each := range paths {
			if ok, _ := path.Match(name, each); ok {
				return true
			}
		}
		return !paths[first]
	case deep:
		return !paths[first]
	}
	return !sources.MatchString(name) || names[name] || slices.Contains(builtNames, name)
}
