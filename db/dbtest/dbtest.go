// Package dbtest gives each test a fresh database of its own.
//
// All test processes of a user share one disposable PostgreSQL server. The
// migrations run once, into a template; a test's database is a copy of it, made
// in some tens of milliseconds, and goes when the test ends. Tests may be parallel.
package dbtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"okno/db"
	"okno/db/dbtest/memory"
)

// New returns an open, migrated, empty database, closed and dropped with the test.
func New(t testing.TB) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), URL(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

// URL returns the postgres URL of a migrated, empty database, for a test that
// opens it by itself or hands it to another process. It is dropped with the
// test, whoever is still connected.
func URL(t testing.TB) string {
	t.Helper()
	return create(t, func(server string) (string, error) { return template(context.Background(), server) })
}

// Prepared returns the postgres URL of a copy of a database that prepare has filled: once in
// a test process for each name, however many tests want it. Whatever prepare opens it closes.
// It fails the test that comes first, and every other one of that name.
func Prepared(t testing.TB, name string, prepare func(t testing.TB, url string)) string {
	t.Helper()
	return create(t, func(server string) (string, error) { return prepared.of(t, server, name, prepare) })
}

// Empty returns the postgres URL of a database without any tables, for tests of
// the migrations themselves.
func Empty(t testing.TB) string {
	t.Helper()
	return create(t, func(string) (string, error) { return "template0", nil })
}

// DataDir returns an empty data directory for a test that runs a private server
// of its own. Unlike t.TempDir, which only its owner may enter, it also suits
// tests that run as root, where the server's user is another.
func DataDir(t testing.TB) string {
	t.Helper()
	within, err := memory.Folder()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(within, "okno-data-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

func create(t testing.TB, source func(server string) (string, error)) string {
	t.Helper()
	server, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	for attempt := 1; ; attempt++ {
		from, err := source(server)
		if err != nil {
			t.Fatalf("the template database: %v", err)
		}
		err = execute(server, fmt.Sprintf("create database %s template %s strategy file_copy", name, from))
		if err == nil {
			break
		}
		// The tests of another checkout, with other migrations, may have dropped our template.
		if attempt == attempts || !isUnknownDatabase(err) {
			t.Fatal(err)
		}
		forgetTemplate(from)
	}
	t.Cleanup(func() {
		if err := execute(server, "drop database "+name+" with (force)"); err != nil {
			t.Errorf("the test's database stays: %v", err)
		}
	})
	return inDatabase(server, name)
}

const attempts = 5

func isUnknownDatabase(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "3D000"
}

// inDatabase is the server's URL with another database.
func inDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err) // our own URL
	}
	u.Path = "/" + name
	return u.String()
}
