package handlers_test

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"

	"okno/booking/requestid"
	"okno/handlers"
)

// requestLog keeps the names of the requests that lines were written for.
type requestLog struct {
	slog.Handler
	mu    sync.Mutex
	lines map[string]string // by the request's name
}

func (l *requestLog) Enabled(context.Context, slog.Level) bool { return true }

func (l *requestLog) Handle(ctx context.Context, r slog.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines[requestid.Of(ctx)] += r.Message + "\n"
	return nil
}

func (l *requestLog) of(id string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines[id]
}

// Whoever meets an error can say which one it was, and the log has more under the same name.
func TestAnErrorNamesItsRequest(t *testing.T) {
	log := &requestLog{Handler: slog.DiscardHandler, lines: map[string]string{}}
	h := newHouse(t, func(o *handlers.Options) { o.Log = slog.New(log) })
	h.db.Close()
	for path, header := range map[string][]string{
		"/b/studio-site":                    nil,
		"/bookings":                         {"Cookie", "okno=x"},
		"/api/v1/widget/studio-site/config": nil,
		"/m/unknown":                        nil,
	} {
		a := h.get(path, header...)
		id := a.Header.Get("X-Request-Id")
		if !requestid.Valid(id) {
			t.Errorf("%s: the answer has the name %q", path, id)
		}
		if path != "/m/unknown" && path != "/bookings" && a.Status < 500 {
			t.Errorf("%s: %d without a database", path, a.Status)
		}
		if a.Status >= 500 && !strings.Contains(string(a.Body), id) {
			t.Errorf("%s: %d does not say %s: %.600s", path, a.Status, id, a.Body)
		}
		if !strings.Contains(log.of(id), "request") {
			t.Errorf("%s: the log has no line for %s", path, id)
		}
	}
}

// Nobody is asked about a page that is not there.
func TestAMissingPageIsSilentAboutItsRequest(t *testing.T) {
	h := newHouse(t)
	a := h.get("/nowhere")
	if id := a.Header.Get("X-Request-Id"); a.Status != 404 || id == "" || strings.Contains(string(a.Body), id) {
		t.Errorf("%d, %q: %.300s", a.Status, id, a.Body)
	}
	var body struct {
		RequestID string `json:"request_id"`
	}
	problem := h.get("/api/v1/widget/nobody/config")
	if problem.json(&body); body.RequestID == "" || body.RequestID != problem.Header.Get("X-Request-Id") {
		t.Errorf("the problem names %q, the answer %q", body.RequestID, problem.Header.Get("X-Request-Id"))
	}
}

func TestTheJobsOfABookingNameItsRequest(t *testing.T) {
	h := newHouse(t)
	a := h.book("named", bookingBody())
	if a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	var name string
	h.must(h.db.GetContext(t.Context(), &name, `select convert_from(args, 'UTF8')::json ->> 'request' from gue_jobs where queue = 'events' order by created_at desc limit 1`))
	if id := a.Header.Get("X-Request-Id"); name == "" || name != id {
		t.Errorf("the job names %q, the answer %q", name, id)
	}
}

// A proxy of ours names requests for us; a stranger could put anything there.
func TestOnlyAProxyOfOursNamesRequests(t *testing.T) {
	const given = "4bf92f3577b34da6a3ce929d0e0e4736"
	stranger := newHouse(t)
	if id := stranger.get("/healthz", "X-Request-Id", given).Header.Get("X-Request-Id"); id == given {
		t.Error("a stranger has named his request")
	}
	h := newHouseOn(t, seeded(t), func(o *handlers.Options) {
		_, here, _ := net.ParseCIDR("127.0.0.0/8")
		o.Proxies = []*net.IPNet{here}
	})
	if id := h.get("/healthz", "X-Request-Id", given).Header.Get("X-Request-Id"); id != given {
		t.Errorf("a proxy's name became %q", id)
	}
	if id := h.get("/healthz", "X-Request-Id", "a b").Header.Get("X-Request-Id"); !requestid.Valid(id) {
		t.Errorf("a name that cannot be one became %q", id)
	}
}
