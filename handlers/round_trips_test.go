package handlers_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"okno/db"
	"okno/handlers"
)

// trips are what goes to PostgreSQL and is waited for, by its first words; a batch is one.
type trips struct {
	mu  sync.Mutex
	all []string
}

func (t *trips) add(sql string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, strings.Join(strings.Fields(sql), " "))
}

func (t *trips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	t.add(q.SQL)
	return ctx
}
func (t *trips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (t *trips) TraceBatchStart(ctx context.Context, _ *pgx.Conn, b pgx.TraceBatchStartData) context.Context {
	t.add(b.Batch.QueuedQueries[0].SQL)
	return ctx
}
func (t *trips) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (t *trips) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

// underLock are those from the lock of the company's version row to the commit.
func (t *trips) underLock() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.IndexFunc(t.all, func(sql string) bool { return strings.HasPrefix(sql, "update company_versions set version") })
	if i < 0 {
		return nil
	}
	n := slices.Index(t.all[i:], "commit")
	return t.all[i : i+n+1]
}

func TestBookingLocksItsCompanyForSixRoundTrips(t *testing.T) {
	for name, most := range map[string]int{"as a program sends it": 6, "with what is counted of strangers": 8} {
		t.Run(name, func(t *testing.T) {
			var options []func(*handlers.Options)
			if most > 6 {
				options = append(options, limitsOn)
			}
			h, seen := newHouse(t, options...), &trips{}
			d, err := db.Open(context.Background(), h.db.URL(), func(c *pgxpool.Config) { c.ConnConfig.Tracer = seen })
			h.must(err)
			t.Cleanup(d.Close)
			h.desk.DB = d
			if a := h.book("k", bookingBody()); a.Status != http.StatusCreated {
				t.Fatalf("a booking: %d %s", a.Status, a.Body)
			}
			if under := seen.underLock(); len(under) == 0 || len(under) > most {
				t.Errorf("%d round trips under the lock:\n%s", len(under), strings.Join(under, "\n"))
			}
		})
	}
}
