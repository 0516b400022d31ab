package dbtest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"okno/db"
	"okno/db/dbtest"
)

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	for i := range 6 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			d := dbtest.New(t)
			if _, err := d.Exec("create table mine (n int)"); err != nil {
				t.Fatal(err) // it would be there already, were the database shared
			}
			if err := db.CheckSchema(t.Context(), currentURL(t, d)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestDatabaseGoesWithTheTest(t *testing.T) {
	t.Parallel()
	var url string
	t.Run("inner", func(t *testing.T) {
		url = dbtest.URL(t)
		conn, err := pgx.Connect(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn // left open: the database goes all the same
	})
	if conn, err := pgx.Connect(t.Context(), url); err == nil {
		conn.Close(context.Background())
		t.Fatal("the database is still there")
	}
}

func TestEmptyHasNoSchema(t *testing.T) {
	t.Parallel()
	url := dbtest.Empty(t)
	if err := db.CheckSchema(t.Context(), url); err == nil {
		t.Fatal("an empty database passed for a migrated one")
	}
	if err := db.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if err := db.CheckSchema(t.Context(), url); err != nil {
		t.Error(err)
	}
}

func currentURL(t *testing.T, d *db.DB) string {
	t.Helper()
	return d.Pool().Config().ConnString()
}
