package metrics_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"okno/metrics"
)

// told is what Prometheus is told.
func told(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func want(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("%q is not told:\n%s", line, about(text, line))
		}
	}
}

// about are the lines of the figure that a line is of.
func about(text, line string) string {
	name, _, _ := strings.Cut(line, "{")
	name, _, _ = strings.Cut(name, " ")
	var some []string
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, name) {
			some = append(some, l)
		}
	}
	return strings.Join(some, "")
}

func TestWhatHappensIsCounted(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	m.Request("GET", "/bookings", 200, 30*time.Millisecond)
	m.Request("BREW", "", 404, time.Millisecond)
	m.Refused("slot_taken")
	m.SlotDays(31)
	m.Acted("created")
	closed := m.SocketOpened()
	m.SocketOpened()
	closed("slow")
	m.Told(-time.Millisecond)
	m.SocketWritten(2 * time.Millisecond)
	m.Attempted("email", "sent")
	m.Logged("warn")
	want(t, told(t, m),
		`okno_http_request_seconds_bucket{method="GET",route="/bookings",status="200",le="0.025"} 0`,
		`okno_http_request_seconds_bucket{method="GET",route="/bookings",status="200",le="0.05"} 1`,
		`okno_http_request_seconds_count{method="other",route="none",status="404"} 1`,
		`okno_refusals_total{code="slot_taken"} 1`,
		`okno_slot_days_total 31`,
		`okno_acts_total{act="created"} 1`,
		`okno_sockets 1`,
		`okno_sockets_closed_total{why="slow"} 1`,
		`okno_change_seconds_bucket{le="0.005"} 1`,
		`okno_change_seconds_sum 0`,
		`okno_socket_write_seconds_count 1`,
		`okno_delivery_attempts_total{channel="email",state="sent"} 1`,
		`okno_log_lines_total{level="warn"} 1`,
	)
}

func TestNobodyCountsForNil(t *testing.T) {
	t.Parallel()
	var m *metrics.Metrics
	m.Request("GET", "/", 200, 0)
	m.Refused("x")
	m.SlotDays(1)
	m.Acted("x")
	m.SocketOpened()("left")
	m.Told(0)
	m.SocketWritten(0)
	m.Attempted("x", "y")
	m.Logged("warn")
	m.Cache("x", nil)
	m.Pool("x", nil)()
	m.Backlog(nil)
}

func TestCachesAndPoolsAreAskedWhenSomebodyAsks(t *testing.T) {
	t.Parallel()
	config, err := pgxpool.ParseConfig("postgres://nobody@127.0.0.1:1/nothing")
	if err != nil {
		t.Fatal(err)
	}
	config.MaxConns = 7
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	m := metrics.New()
	hits := int64(0)
	m.Cache("days", func() metrics.CacheStat {
		hits++
		return metrics.CacheStat{Entries: 2, Bytes: 1000, Budget: 4096, Hits: hits, Misses: 3}
	})
	end := m.Pool("main", pool.Stat)
	want(t, told(t, m), `okno_cache_entries{cache="days"} 2`, `okno_cache_bytes{cache="days"} 1000`, `okno_cache_budget_bytes{cache="days"} 4096`,
		`okno_cache_hits_total{cache="days"} 1`, `okno_cache_misses_total{cache="days"} 3`,
		`okno_db_connections_max{pool="main"} 7`, `okno_db_connections_used{pool="main"} 0`)
	end()
	text := told(t, m)
	want(t, text, `okno_cache_hits_total{cache="days"} 2`)
	if strings.Contains(text, `pool="main"`) {
		t.Error("a pool that has ended is still told of")
	}
}

func TestTheBacklogIsReadFromTheDatabaseAndBrieflyRemembered(t *testing.T) {
	t.Parallel()
	m, asked := metrics.New(), 0
	m.Backlog(func(ctx context.Context) ([]metrics.Queue, error) {
		asked++
		if _, bounded := ctx.Deadline(); !bounded {
			t.Error("it may wait for ever")
		}
		return []metrics.Queue{{Name: "email", Due: 3, Later: 2, Oldest: 90 * time.Second}}, nil
	})
	for range 2 {
		want(t, told(t, m), `okno_db_up 1`, `okno_jobs_due{queue="email"} 3`, `okno_jobs_later{queue="email"} 2`, `okno_jobs_oldest_seconds{queue="email"} 90`)
	}
	if asked != 1 {
		t.Errorf("the database was asked %d times", asked)
	}
}

func TestADatabaseThatIsAwayIsToldOf(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	m.Backlog(func(context.Context) ([]metrics.Queue, error) { return nil, errors.New("away") })
	text := told(t, m)
	want(t, text, `okno_db_up 0`)
	if strings.Contains(text, "okno_jobs_due{") {
		t.Error("queues are told of that nobody has seen")
	}
}

func TestTheRuntimeCanBeProfiled(t *testing.T) {
	t.Parallel()
	for path, part := range map[string]string{"/debug/pprof/": "goroutine", "/debug/pprof/goroutine?debug=1": "testing"} {
		w := httptest.NewRecorder()
		metrics.New().Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 || !strings.Contains(w.Body.String(), part) {
			t.Errorf("%s: %d %.300s", path, w.Code, w.Body)
		}
	}
}

func TestNamesAreThoseOfAllFigures(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	m.Backlog(nil)
	names := m.Names()
	for _, name := range []string{"okno_http_request_seconds", "okno_sockets", "okno_cache_bytes", "okno_jobs_oldest_seconds", "go_goroutines", "process_resident_memory_bytes"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing in %v", name, names)
		}
	}
}
