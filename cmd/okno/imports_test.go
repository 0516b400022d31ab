package main_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const module = "okno/"

// any in a room's list means that it may import every room.
const anyRoom = "*"

// rooms are the packages of the house and what each may import of ours. A package
// below a room belongs to it, unless it is a room itself.
//
// Reads go handlers -> db. Writes go handlers -> desk -> db. Changes come back
// db -> live -> handlers -> browser.
var rooms = map[string][]string{
	"booking":           {},
	"live":              {},
	"static":            {},
	"widget":            {},
	"pictures":          {"booking"},
	"acts":              {"booking", "db", "notify"},
	"accounts":          {"acts", "booking", "db", "notify"},
	"views":             {"booking"},
	"db":                {"booking"},
	"db/local":          {},
	"db/dbtest":         {"booking", "db", "db/local"},
	"notify":            {"booking", "db"},
	"notify/notifytest": {},
	"desk":              {"acts", "booking", "db", "notify", "pictures"},
	"handlers":          {"accounts", "acts", "booking", "desk", "db", "live", "views", "static", "widget"},
	"cmd/okno":          {anyRoom},
	"e2e":               {anyRoom},
}

// inTests is what test files of every room may import besides.
var inTests = []string{"db/dbtest", "notify/notifytest"}

// inTestsOf is what test files of one room may import besides: the handlers are
// tested with a real desk below them, and a desk has an outbox.
var inTestsOf = map[string][]string{"handlers": {"notify"}, "accounts": {"desk"}}

// outside is what a room may not import of the world: the rules know no I/O, and
// the hub knows neither HTTP nor HTML nor SQL.
var outside = map[string][]string{
	"booking": {"os", "net", "net/http", "database/sql", "github.com/jackc/pgx", "github.com/jmoiron/sqlx", "html/template", "log/slog"},
	"live":    {"net/http", "html/template", "database/sql", "github.com/jackc/pgx", "github.com/jmoiron/sqlx", "github.com/labstack/echo"},
}

func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	t.Parallel()
	wrong, files, err := violations(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d Go files were found: is this the whole tree?", files)
	}
	for _, w := range wrong {
		t.Error(w)
	}
}

func TestTheRulesAreHeld(t *testing.T) {
	t.Parallel()
	for file, source := range map[string]string{
		"booking/a.go":         `package booking; import "okno/db"`,
		"booking/b.go":         `package booking; import "net/http"`,
		"booking/deep/c.go":    `package deep; import "okno/desk"`,
		"live/a.go":            `package live; import "github.com/jackc/pgx/v5"`,
		"views/a.go":           `package views; import "okno/db"`,
		"db/a.go":              `package db; import "okno/db/local"`,
		"desk/a.go":            `package desk; import "okno/handlers"`,
		"handlers/a.go":        `package handlers; import "okno/notify"`,
		"handlers/b.go":        `package handlers; import "okno/db/dbtest"`,
		"handlers/c_test.go":   `package handlers; import "okno/e2e"`,
		"widget/a_test.go":     `package widget; import "okno/desk"`,
		"util/a.go":            `package util`,
		"cmd/okno/a.go":        `package main; import "okno/util"`,
		"db/local/a_test.go":   `package local; import "okno/db"`,
		"booking/tagged_it.go": "//go:build never\n\npackage booking; import \"okno/live\"",
	} {
		wrong, _, err := violations(fstest.MapFS{file: {Data: []byte(source)}})
		if err != nil {
			t.Fatal(err)
		}
		if len(wrong) != 1 || !strings.HasPrefix(wrong[0], file) {
			t.Errorf("%s: %v", file, wrong)
		}
	}
	for file, source := range map[string]string{
		"handlers/a.go":           `package handlers; import ("okno/desk"; "okno/db"; "net/http")`,
		"handlers/parts/a.go":     `package parts; import "okno/handlers"`,
		"desk/a_test.go":          `package desk_test; import ("okno/desk"; "okno/db/dbtest")`,
		"e2e/a_test.go":           `package e2e; import ("okno/handlers"; "okno/db/local")`,
		"cmd/okno/a.go":           `package main; import ("okno/live"; "okno/db/local")`,
		"tools/a.go":              `package other`,
		"node_modules/x/a.go":     `package x`,
		"handlers/testdata/a.txt": `no Go`,
	} {
		if wrong, _, err := violations(fstest.MapFS{file: {Data: []byte(source)}}); err != nil || len(wrong) > 0 {
			t.Errorf("%s: %v, %v", file, wrong, err)
		}
	}
}

// violations reads the imports of every Go file, whatever its build tags, and
// returns a line for each that its room may not have.
func violations(tree fs.FS) (wrong []string, files int, err error) {
	err = fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if name != "." && (strings.HasPrefix(entry.Name(), ".") || slices.Contains([]string{"node_modules", "tools", "testdata", "bin"}, entry.Name())) {
				return fs.SkipDir // not of this module, or no packages
			}
			return nil
		case path.Ext(name) != ".go":
			return nil
		}
		files++
		source, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if why := forbidden(name, imported); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", name, imported, why))
			}
		}
		if roomOf(path.Dir(name)) == "" {
			wrong = append(wrong, fmt.Sprintf("%s lies in no room of the house: %s", name, path.Dir(name)))
		}
		return nil
	})
	return wrong, files, err
}

// forbidden says why the file may not have the import; "" when it may.
func forbidden(file, imported string) string {
	room := roomOf(path.Dir(file))
	if room == "" {
		return "" // reported once, as a whole
	}
	inner, ours := strings.CutPrefix(imported, module)
	if !ours {
		test := strings.HasSuffix(file, "_test.go")
		for _, no := range outside[room] {
			if !test && (imported == no || strings.HasPrefix(imported, no+"/v")) {
				return room + " does without it"
			}
		}
		return ""
	}
	target := roomOf(inner)
	may := rooms[room]
	if strings.HasSuffix(file, "_test.go") {
		may = slices.Concat(may, inTests, inTestsOf[room])
	}
	switch {
	case target == "":
		return "it is no room of the house"
	case target == room, slices.Contains(may, anyRoom), slices.Contains(may, target):
		return ""
	}
	return fmt.Sprintf("%s may import only %v of ours", room, may)
}

// roomOf is the room that a folder belongs to, "" when none.
func roomOf(folder string) string {
	for ; folder != "."; folder = path.Dir(folder) {
		if _, ok := rooms[folder]; ok {
			return folder
		}
	}
	return ""
}
