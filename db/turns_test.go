package db_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"okno/booking"
	"okno/db"
	"okno/db/dbtest"
)

// Of a company's acts one waits for its row in the database, whoever holds it, and the others wait in the queue
// without a connection: those of other companies go on, and each comes in as it came.
func TestActsOfACompanyWaitInTheOrderTheyCame(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	busy, _ := company(t, d, "busy")
	other, _ := company(t, d, "other")
	ctx := context.Background()
	held, err := d.BeginTxx(ctx, nil)
	must(t, err)
	defer func() { _ = held.Rollback() }()
	_, err = held.Exec(`select from company_versions where company_id = $1 for update`, busy)
	must(t, err)
	const acts = 8
	var mu sync.Mutex
	var order []int
	var all sync.WaitGroup
	for i := range acts {
		all.Go(func() {
			_, err := d.InAct(ctx, busy, func(*db.Act) error {
				mu.Lock()
				defer mu.Unlock()
				order = append(order, i)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
		dbtest.Await(t, "the act to wait", func() (bool, any) {
			in, waiting := actsInside(t, d), d.Queue().Waiting()
			return in+waiting == i+1, []int{in, waiting}
		})
	}
	if in := actsInside(t, d); in != 1 {
		t.Errorf("%d acts of one company wait in the database, want the next one", in)
	}
	if _, err := d.InAct(ctx, other, func(*db.Act) error { return nil }); err != nil {
		t.Errorf("another company: %v", err)
	}
	must(t, held.Commit())
	all.Wait()
	if !slices.IsSorted(order) || len(order) != acts {
		t.Errorf("they came in as %v", order)
	}
	if version := versionOf(t, d, busy); version != acts {
		t.Errorf("the version is %d after %d acts", version, acts)
	}
}

// actsInside is how many backends of the database wait for a lock.
func actsInside(t *testing.T, d *db.DB) (n int) {
	t.Helper()
	must(t, d.Get(&n, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
	return n
}

func versionOf(t *testing.T, d *db.DB, company booking.CompanyID) int {
	t.Helper()
	versions, err := d.Versions(context.Background(), []booking.CompanyID{company})
	must(t, err)
	return int(versions[company].Board)
}
