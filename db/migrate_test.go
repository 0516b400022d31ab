package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"

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
