package db_test

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"okno/db"
	"okno/db/dbtest"
)

func TestMigrateTogetherAndTwice(t *testing.T) {
	t.Parallel()
	url := dbtest.Empty(t)
	ctx := context.Background()
	if err := db.CheckSchema(ctx, url); !errors.Is(err, db.ErrSchema) {
		t.Errorf("an empty database: %v", err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := db.Migrate(ctx, url); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if err := db.CheckSchema(ctx, url); err != nil {
		t.Error(err)
	}
}

// What a server or a role sets for everybody's statements does not cut a migration.
func TestTimeoutsOfTheServerDoNotHoldForMigrations(t *testing.T) {
	t.Parallel()
	config, err := pgx.ParseConfig(dbtest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	config.RuntimeParams["statement_timeout"] = "60000"
	conn, err := pgx.ConnectConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	var before, after string
	for _, each := range []*string{&before, &after} {
		if err := conn.QueryRow(t.Context(), "show statement_timeout").Scan(each); err != nil {
			t.Fatal(err)
		}
		if err := db.Unbound(t.Context(), conn); err != nil {
			t.Fatal(err)
		}
	}
	if before != "1min" || after != "0" {
		t.Errorf("the bound was %s, and is %s", before, after)
	}
}

// A migration that finds its table in use keeps nobody from it: it waits for a moment, lets those pass who came after it, and
// tries again.
func TestAMigrationWaitsForATableWithoutHoldingUpOthers(t *testing.T) {
	t.Parallel()
	ctx, url := t.Context(), dbtest.URL(t)
	files := fstest.MapFS{}
	if err := fs.WalkDir(db.Migrations(), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var text []byte
			text, err = fs.ReadFile(db.Migrations(), path)
			files[path] = &fstest.MapFile{Data: text}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	files["99999_tried.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nalter table bookings add column tried text;\n")}
	report, other := connect(t, url), connect(t, url)
	for _, q := range []string{"begin", "select count(*) from bookings"} {
		if _, err := report.Exec(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan error, 1)
	go func() { done <- db.MigrateFrom(ctx, url, files, 100*time.Millisecond, 10*time.Millisecond) }()
	dbtest.Await(t, "the migration to wait for the table", func() (waits bool, _ any) {
		err := other.QueryRow(ctx, `select exists (select from pg_locks where relation = 'bookings'::regclass and not granted)`).Scan(&waits)
		return err == nil && waits, err
	})
	for _, q := range []string{"set lock_timeout = '30s'", "select count(*) from bookings"} { // or it waits for the report
		if _, err := other.Exec(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case err := <-done:
		t.Fatalf("the report still reads, and the migration has ended: %v", err)
	default:
	}
	if _, err := report.Exec(ctx, "commit"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := other.Exec(ctx, "select tried from bookings"); err != nil {
		t.Error(err)
	}
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}
