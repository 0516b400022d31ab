package handlers_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"okno/db/dbtest"
	"okno/handlers"
)

// soon is a deadline that comes soon: what is waited for in vain below doesn't come, however long it is.
const soon = 300 * time.Millisecond

// fragile is a house on a server of its own, which may be treated badly, and a member who is signed in there.
func fragile(t *testing.T) (*house, *dbtest.Own, browser) {
	t.Parallel()
	own := dbtest.NewOwn(t)
	seed(t, own.URL())
	h := newHouseOn(t, own.URL())
	b := h.signIn("olga@studio.example")
	h.handlers.ReadTime, h.handlers.ActTime = soon, soon
	return h, own, b
}

// refusedForNow checks that whatever is asked is refused as passing: a page, a fragment, an act, and the widget's API.
func refusedForNow(t *testing.T, h *house, b browser) {
	t.Helper()
	page := b.get("/services")
	fragment := b.get("/services", "HX-Request", "true")
	act := b.post("/services", url.Values{"name": {"Новая <услуга>"}, "duration": {"30"}})
	api := h.get("/api/v1/widget/studio-site/config?lang=ru")
	for name, a := range map[string]answer{"page": page, "fragment": fragment, "act": act, "api": api} {
		if a.Status != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %d, Retry-After %q: %.200s", name, a.Status, a.Header.Get("Retry-After"), a.Body)
		}
	}
	if page.Header.Get("Refresh") == "" || !strings.Contains(string(page.Body), "It will pass") {
		t.Errorf("the page does not say that it passes, nor ask again: %.300s", page.Body)
	}
	if fragment.Header.Get("HX-Reswap") != "none" || !strings.Contains(string(fragment.Body), "#toasts") {
		t.Errorf("a fragment takes the place of what is on the page: %v %.300s", fragment.Header, fragment.Body)
	}
	if text := string(act.Body); !strings.Contains(text, `value="Новая &lt;услуга&gt;"`) || !strings.Contains(text, "data-again") || act.Header.Get("Refresh") != "" {
		t.Errorf("what was sent is not kept to be sent again: %.900s", text)
	}
	var problem struct{ Code, Detail string }
	if api.json(&problem); problem.Code != "unavailable" || !strings.Contains(problem.Detail, "ненадолго") {
		t.Errorf("problem: %+v", problem)
	}
	if ready, alive := h.get("/readyz"), h.get("/healthz"); ready.Status != http.StatusServiceUnavailable || alive.Status != http.StatusOK {
		t.Errorf("ready %d, alive %d", ready.Status, alive.Status)
	}
}

// serves waits until everything is answered as if nothing had been.
func serves(t *testing.T, h *house, b browser) {
	t.Helper()
	h.handlers.ReadTime = patience
	dbtest.Await(t, "the house to serve again", func() (bool, any) {
		page, api, ready := b.get("/services").Status, h.get("/api/v1/widget/studio-site/config").Status, h.get("/readyz").Status
		return page == 200 && api == 200 && ready == 200, nil
	})
}

func TestDatabaseThatIsGoneIsPassing(t *testing.T) {
	h, own, b := fragile(t)
	own.Stop()
	refusedForNow(t, h, b)
	own.Start()
	serves(t, h, b)
}

func TestDatabaseThatIsFrozenIsPassing(t *testing.T) {
	h, own, b := fragile(t)
	thaw := own.Freeze()
	refusedForNow(t, h, b)
	keepsWhatIsReadInTime(t, h, b)
	thaw()
	serves(t, h, b)
}

// keepsWhatIsReadInTime sends a form that can be read no longer when the database has been waited for in vain: http.Server gives
// up reading in the end.
func keepsWhatIsReadInTime(t *testing.T, h *house, b browser) {
	t.Helper()
	const patience = 2 * time.Second
	h.handlers.ActTime = patience
	r := h.request(http.MethodPost, "/services", bodyUntil{strings.NewReader("name=Вовремя"), time.Now().Add(patience)}, "Content-Type", "application/x-www-form-urlencoded")
	for _, cookie := range b.Jar.Cookies(r.URL) {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	h.Config.Handler.ServeHTTP(w, r)
	if text := w.Body.String(); w.Code != http.StatusServiceUnavailable || !strings.Contains(text, `value="Вовремя"`) {
		t.Errorf("%d, and what was sent is not kept: %.900s", w.Code, text)
	}
}

// bodyUntil can be read until then.
type bodyUntil struct {
	io.Reader
	then time.Time
}

func (b bodyUntil) Read(p []byte) (int, error) {
	if time.Now().After(b.then) {
		return 0, os.ErrDeadlineExceeded
	}
	return b.Reader.Read(p)
}

func TestPoolThatIsExhaustedIsPassing(t *testing.T) {
	h, _, b := fragile(t)
	var all []*pgxpool.Conn
	for range h.db.Pool().Config().MaxConns {
		c, err := h.db.Pool().Acquire(t.Context())
		h.must(err)
		all = append(all, c)
	}
	refusedForNow(t, h, b)
	for _, c := range all {
		c.Release()
	}
	serves(t, h, b)
}

// Connections that are silent are left for others, which answer.
func TestFrozenBackendsAreGoneAround(t *testing.T) {
	h, own, b := fragile(t)
	var pids []int
	var all []*pgxpool.Conn
	for range 3 {
		c, err := h.db.Pool().Acquire(t.Context())
		h.must(err)
		pids, all = append(pids, int(c.Conn().PgConn().PID())), append(all, c)
	}
	for _, c := range all {
		c.Release()
	}
	own.FreezeBackends(pids...)
	// A request is answered, or it has found a silent connection out, or the machine is slow and more time is needed.
	for left := len(pids); h.handlers.ReadTime < patience; {
		if b.get("/services").Status == http.StatusOK {
			return
		}
		now := h.silent(pids)
		if now == left {
			h.handlers.ReadTime *= 2
		}
		left = now
	}
	t.Errorf("silent connections are not left for others: %d of them are still in the pool", h.silent(pids))
}

// silent counts the connections of the pool that wait for work and belong to one of the backends.
func (h *house) silent(backends []int) int {
	n := 0
	for _, c := range h.db.Pool().AcquireAllIdle(h.t.Context()) {
		if slices.Contains(backends, int(c.Conn().PgConn().PID())) {
			n++
		}
		c.Release()
	}
	return n
}

// A browser that goes, or stands still, while it sends a form says nothing of the database.
func TestBodyThatBreaksOffIsNotTheDatabase(t *testing.T) {
	lines := make(chan string, 1000)
	h := newHouse(t, func(o *handlers.Options) {
		o.Log = slog.New(slog.NewTextHandler(writer(func(p []byte) (int, error) { lines <- string(p); return len(p), nil }), &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	b := h.signIn("olga@studio.example")
	for _, leave := range []func(*net.TCPConn) error{
		func(c *net.TCPConn) error { return errors.Join(c.SetLinger(0), c.Close()) }, // a reset
		(*net.TCPConn).CloseWrite,
	} {
		c, err := net.Dial("tcp", strings.TrimPrefix(h.URL, "http://"))
		h.must(err)
		defer c.Close()
		r := h.request("POST", "/services", strings.NewReader("name="+strings.Repeat("x", 30_000)), "Content-Type", "application/x-www-form-urlencoded")
		for _, cookie := range b.Jar.Cookies(mustURL(t, h.URL)) {
			r.AddCookie(cookie)
		}
		whole := &bytes.Buffer{}
		h.must(r.Write(whole))
		_, err = c.Write(whole.Bytes()[:whole.Len()/2])
		h.must(err)
		h.must(leave(c.(*net.TCPConn)))
	}
	for n := 0; n < 2; {
		if line := <-lines; strings.Contains(line, "method=POST route=/services") {
			if n++; !strings.Contains(line, "level=DEBUG") || strings.Contains(line, "status=50") {
				t.Errorf("the log says %s", line)
			}
		}
	}
}

// What takes longer than its time is cancelled in PostgreSQL too.
func TestStatementIsCancelledWithItsRequest(t *testing.T) {
	h := newHouse(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		_, err := h.db.ExecContext(ctx, `select pg_sleep(3600) /* a long statement */`)
		ended <- err
	}()
	running := func() (n int) {
		h.must(h.db.Get(&n, `select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query like '%a long statement%'
			and datname = current_database()`))
		return n
	}
	dbtest.Await(t, "the statement to begin", func() (bool, any) { return running() == 1, nil })
	cancel()
	if err := <-ended; err == nil {
		t.Fatal("it came to its end")
	}
	dbtest.Await(t, "the statement to end", func() (bool, any) { return running() == 0, nil })
}

func TestServerBoundsEachConnection(t *testing.T) {
	h := newHouse(t)
	var statement, idle string
	h.must(h.db.QueryRowx(`select current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')`).Scan(&statement, &idle))
	if statement != "1min" || idle != "1min" {
		t.Errorf("a statement may take %s, a transaction may idle %s", statement, idle)
	}
}

// An act whose answer was lost is sent again under its key, by the header or in the form, and is not done again.
func TestActIsDoneOnceUnderItsKey(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	services := func() (n int) {
		h.must(h.db.Get(&n, `select count(*) from services s join companies c on c.id = s.company_id where c.slug = 'studio'`))
		return n
	}
	before := services()
	form := func(name string, more ...string) url.Values {
		v := url.Values{"name": {name}, "duration": {"30"}, "active": {"on"}}
		for i := 0; i+1 < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return v
	}
	for i, again := range []func() answer{
		func() answer {
			return b.post("/services", form("Раз"), "HX-Request", "true", "Idempotency-Key", "one")
		},
		func() answer { return b.post("/services", form("Два", handlers.AttemptField, "two")) },
	} {
		first, second := again(), again()
		if first.Status >= 400 || second.Status >= 400 {
			t.Fatalf("%d: %d %.300s, again %d %.300s", i, first.Status, first.Body, second.Status, second.Body)
		}
		if n := services(); n != before+i+1 {
			t.Errorf("%d: %d services were made", i, n-before)
		}
	}
	if other := b.post("/services", form("Три"), "HX-Request", "true", "Idempotency-Key", "three"); other.Status >= 400 || services() != before+3 {
		t.Errorf("another key: %d, %d services were made", other.Status, services()-before)
	}
}

// A form that holds a secret is not repeated by a page.
func TestPageDoesNotHoldASecret(t *testing.T) {
	h, own, _ := fragile(t)
	own.Stop()
	a := h.browser().post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}})
	if body := string(a.Body); a.Status != http.StatusServiceUnavailable || strings.Contains(body, password) || strings.Contains(body, "data-again") {
		t.Errorf("%d %s", a.Status, body[max(0, strings.Index(body, "failure")):])
	}
}

// A company that may have been made is not made again by a page.
func TestPageDoesNotMakeACompanyTwice(t *testing.T) {
	h, own, b := fragile(t)
	own.Stop()
	a := b.post("/account/companies", url.Values{"name": {"Вторая"}, "timezone": {"Europe/Moscow"}})
	if a.Status != http.StatusServiceUnavailable || strings.Contains(string(a.Body), "data-again") {
		t.Errorf("%d %.900s", a.Status, a.Body)
	}
	own.Start()
	serves(t, h, b)
}

// A HEAD of what takes long has the time of the GET that it asks about.
func TestHeadHasTheTimeOfItsGet(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	h.handlers.ReadTime = time.Nanosecond
	for path, want := range map[string]int{"/bookings/export.csv": http.StatusOK, "/clients": http.StatusServiceUnavailable} {
		if a := b.send(http.MethodHead, path, nil); a.Status != want {
			t.Errorf("%s: %d, want %d", path, a.Status, want)
		}
	}
}

// Every route that is given longer is one that there is.
func TestLongRoutesExist(t *testing.T) {
	h := newHouse(t)
	known := map[string]bool{}
	for _, r := range h.rules() {
		known[r.String()] = true
	}
	for route := range handlers.LongRoutes {
		if !known[route] {
			t.Errorf("there is no %s", route)
		}
	}
}
