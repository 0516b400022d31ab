package desk_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"okno/acts"
	"okno/booking/companyfile"
	"okno/db"
	"okno/db/dbtest"
	"okno/db/filedb"
	"okno/desk"
	"okno/desk/imports"
)

var importDay = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func importDesk(t *testing.T) *desk.Desk {
	t.Helper()
	return desk.New(&acts.Base{DB: dbtest.New(t), Now: func() time.Time { return importDay }, Random: rand.Reader})
}

// companyFiles are the committed sample files and, where they lie beside the
// checkout, those that the project's owner shares.
func companyFiles(t *testing.T) map[string][]byte {
	t.Helper()
	own, _ := filepath.Glob("../booking/companyfile/testdata/*.json")
	shared, _ := filepath.Glob("../../shared/data/*.json")
	if len(own) == 0 {
		t.Fatal("booking/companyfile/testdata is empty")
	}
	if len(shared) == 0 {
		t.Log("no ../shared/data beside the checkout: only testdata is tried")
	}
	files := map[string][]byte{}
	for _, path := range append(own, shared...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = data
	}
	return files
}

func parseFile(t *testing.T, text string) *companyfile.File {
	t.Helper()
	f, err := companyfile.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func importText(t *testing.T, d *desk.Desk, text string) imports.Imported {
	t.Helper()
	done, err := d.Imports.Import(t.Context(), parseFile(t, text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// refused is the problems of an import that must not succeed.
func refused(t *testing.T, d *desk.Desk, text string) companyfile.Errors {
	t.Helper()
	before := dump(t, d.DB, "")
	_, err := d.Imports.Import(t.Context(), parseFile(t, text), nil)
	problems, ok := errors.AsType[companyfile.Errors](err)
	if !ok {
		t.Fatalf("got %v, want companyfile.Errors", err)
	}
	if after := dump(t, d.DB, ""); after != before {
		t.Errorf("a refused import has left something:\n%s", difference(before, after))
	}
	return problems
}

func export(t *testing.T, d *db.DB, slug string) string {
	t.Helper()
	c, err := d.CompanyBySlug(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	f, err := filedb.CompanyFile(t.Context(), d.Of(c.ID))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := companyfile.Encode(&out, f); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// dump is every row of every table but those named, in a stable order.
func dump(t *testing.T, d *db.DB, but string) string {
	t.Helper()
	var tables []string
	if err := d.SelectContext(t.Context(), &tables, `
		select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
			and relname not like 'goose%' order by 1`); err != nil {
		t.Fatal(err)
	}
	if len(tables) < 15 {
		t.Fatalf("only %d tables: %v", len(tables), tables)
	}
	var out strings.Builder
	for _, table := range tables {
		if strings.Contains(" "+but+" ", " "+table+" ") {
			continue
		}
		var rows []string
		if err := d.SelectContext(t.Context(), &rows, `select t::text from `+table+` t order by 1`); err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			fmt.Fprintln(&out, table, row)
		}
	}
	return out.String()
}

// difference is the lines that only one of two dumps has, the first few of them.
func difference(before, after string) string {
	var out []string
	only := func(sign, a, b string) {
		lines := map[string]bool{}
		for line := range strings.Lines(b) {
			lines[line] = true
		}
		for line := range strings.Lines(a) {
			if !lines[line] && len(out) < 20 {
				out = append(out, sign+line)
			}
		}
	}
	only("- ", before, after)
	only("+ ", after, before)
	return strings.Join(out, "")
}

func count(t *testing.T, d *db.DB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := d.GetContext(t.Context(), &n, query, args...); err != nil {
		t.Fatal(err)
	}
	return n
}
