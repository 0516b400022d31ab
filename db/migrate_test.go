package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"

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
