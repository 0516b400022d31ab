package main_test

import (
	"cmp"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
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
	"metrics":           {},
	"static":            {},
	"widget":            {},
	"pictures":          {"booking"},
	"acts":              {"booking", "db", "notify"},
	"accounts":          {"acts", "booking", "db", "notify"},
	"views":             {"booking"},
	"db":                {"booking"},
	"db/local":          {},
	"db/backup":         {},
	"db/dbtest":         {"booking", "db", "db/dbtest/memory", "db/local"},
	"notify":            {"booking", "db", "metrics"},
	"notify/notifytest": {},
	"desk":              {"acts", "booking", "db", "notify", "pictures"},
	"snapshot":          {"booking", "db"},
	"handlers":          {"accounts", "acts", "booking", "desk", "db", "live", "metrics", "snapshot", "views", "static", "widget"},
	"cmd/okno":          {anyRoom},
	"e2e":               {anyRoom},
}

// floors are folders whose packages are rooms with walls: each may import the kit and the floors
// below, and never its neighbours.
var floors = map[string]floor{
	"handlers": {together: "handlers/site", kit: []string{"handlers/buckets", "handlers/chatlink", "handlers/daycards", "handlers/feed", "handlers/funnel", "handlers/kept", "handlers/openform", "handlers/repeats", "handlers/sessionstore", "handlers/socket", "handlers/token"}},
	"booking":  {kit: []string{"booking/abuse", "booking/busy", "booking/engine", "booking/languages", "booking/lookup", "booking/nearby", "booking/payment", "booking/pricelist", "booking/spans", "booking/webform", "booking/weekly"}},
	"db":       {kit: []string{"db/bookingdb", "db/setupdb", "db/dbtest", "db/dbtest/memory", "db/local", "db/queue"}},
	"desk":     {together: "desk", kit: []string{"desk/bookings", "desk/setup"}},
	"notify":   {together: "notify", kit: []string{"notify/channel", "notify/guard", "notify/notifytest"}},
	"views":    {together: "views/all", kit: []string{"views/day", "views/flaw", "views/translated", "views/viewstest"}},
}

type floor struct {
	together string   // the one package that puts the rooms together
	kit      []string // what the rooms share, beside the folder itself
}

// inTests is what test files of every room may import besides.
var inTests = []string{"db/dbtest", "notify/notifytest"}

// inTestsOf is what test files of one room may import besides: the handlers are
// tested with a real desk below them, and a desk has an outbox.
var inTestsOf = map[string][]string{"handlers": {"notify"}, "accounts": {"desk"}, "db/backup": {"db"}}

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
		"booking/telling/a.go": `package telling; import "okno/booking/secret"`,
		"booking/deep/c.go":    `package deep; import "okno/desk"`,
		"live/a.go":            `package live; import "github.com/jackc/pgx/v5"`,
		"views/leads/a.go":     `package leads; import "okno/views/board"`,
		"views/a.go":           `package views; import "okno/db"`,
		"db/a.go":              `package db; import "okno/db/local"`,
		"desk/a.go":            `package desk; import "okno/handlers"`,
		"handlers/a.go":        `package handlers; import "okno/notify"`,
		"handlers/b.go":        `package handlers; import "okno/db/dbtest"`,
		"handlers/c_test.go":   `package handlers; import "okno/e2e"`,
		"handlers/leads/a.go":  `package leads; import "okno/handlers/board"`,
		"db/clientdb/a.go":     `package clientdb; import "okno/db/leaddb"`,
		"desk/services/a.go":   `package services; import "okno/desk/resources"`,
		"notify/email/a.go":    `package email; import "okno/notify/compose"`,
		"handlers/d.go":        `package handlers; import "okno/handlers/board"`,
		"widget/a_test.go":     `package widget; import "okno/desk"`,
		"metrics/a.go":         `package metrics; import "okno/db"`,
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
		"handlers/hosted/a.go":    `package hosted; import "okno/handlers/openform"`,
		"views/board/a.go":        `package board; import "okno/views/day"`,
		"db/clientdb/a.go":        `package clientdb; import ("okno/db"; "okno/db/bookingdb")`,
		"booking/webform/a.go":    `package webform; import "okno/booking/lookup"`,
		"desk/services/a.go":      `package services; import ("okno/desk/setup"; "okno/pictures")`,
		"notify/telegram/a.go":    `package telegram; import "okno/notify/channel"`,
		"notify/a.go":             `package notify; import ("okno/notify/channel"; "okno/notify/compose")`,
		"handlers/site/a.go":      `package site; import ("okno/handlers"; "okno/handlers/board")`,
		"handlers/e_test.go":      `package handlers_test; import "okno/handlers/site"`,
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
	err = walkGo(tree, func(name string, source []byte) error {
		files++
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

// walkGo visits every Go file of the module, whatever its build tags.
func walkGo(tree fs.FS, visit func(name string, source []byte) error) error {
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
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
		source, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		return visit(name, source)
	})
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
	case throughTheWall(file, inner):
		return "rooms of one floor never import each other"
	case target == room, slices.Contains(may, anyRoom), slices.Contains(may, target):
		return ""
	}
	return fmt.Sprintf("%s may import only %v of ours", room, may)
}

// throughTheWall says whether a file of a floor imports a room of its own floor that is not its own. Tests
// may: they drive the whole floor.
func throughTheWall(file, inner string) bool {
	from := path.Dir(file)
	for folder, floor := range floors {
		here := func(name string) bool { return strings.HasPrefix(name, folder+"/") }
		if here(inner) && (from == folder || here(from)) && from != inner && from != floor.together && !slices.Contains(floor.kit, inner) && !strings.HasSuffix(file, "_test.go") {
			return true
		}
	}
	return false
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

// What a test cannot do on some machines is said in CONTRIBUTING.md, and nothing else is skipped.
func TestNothingElseIsSkipped(t *testing.T) {
	t.Parallel()
	skips := regexp.MustCompile(`\b[tb]\.Skip(f|Now)?\(`)
	var found []string
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git") {
			return cmp.Or(err, fs.SkipDir)
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := os.ReadFile("../../" + name)
		if skips.Match(text) {
			found = append(found, name)
		}
		return err
	})
	if err != nil || !slices.Equal(found, []string{"db/dbtest/pooler.go", "e2e/chaos_disk_test.go"}) {
		t.Errorf("%v skip tests, %v", found, err)
	}
}
