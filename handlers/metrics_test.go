package handlers_test

import (
	"fmt"
	"net/http/httptest"
	"regexp"
	"strconv"
	"testing"

	"okno/booking"
	"okno/db/dbtest"
	"okno/handlers"
	"okno/metrics"
)

// figure is a figure that Prometheus is told, 0 where it is not told.
func figure(t *testing.T, m *metrics.Metrics, name string) float64 {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + ` (\S+)$`).FindStringSubmatch(w.Body.String())
	if found == nil {
		return 0
	}
	n, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestRequestsBookingsAndConflictsAreCounted(t *testing.T) {
	m := metrics.New()
	h := newHouse(t, func(o *handlers.Options) { o.Metrics = m })
	h.desk.Counted = func(act booking.Act) { m.Acted(string(act)) }
	path := "/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-26"
	if a := h.get(path); a.Status != 200 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if a := h.book("first", bookingBody()); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	taken := 0
	for i := range 20 { // until everybody who could do it is taken
		if a := h.book(fmt.Sprint("again", i), bookingBody()); a.Status == 409 {
			taken++
			break
		}
	}
	h.get("/nowhere")
	for name, least := range map[string]float64{
		`okno_http_request_seconds_count{method="GET",route="/api/v1/widget/:key/slots",status="200"}`:     1,
		`okno_http_request_seconds_count{method="POST",route="/api/v1/widget/:key/bookings",status="201"}`: 1,
		`okno_http_request_seconds_count{method="POST",route="/api/v1/widget/:key/bookings",status="409"}`: 1,
		`okno_slot_days_total`:                   3,
		`okno_acts_total{act="created"}`:         1,
		`okno_refusals_total{code="slot_taken"}`: 1,
		`okno_refusals_total{code="not_found"}`:  1,
	} {
		if n := figure(t, m, name); n < least {
			t.Errorf("%s is %v, want %v or more", name, n, least)
		}
	}
	if taken != 1 {
		t.Errorf("nobody was refused")
	}
}

func TestSocketsAndWhatTheyWereToldAreCounted(t *testing.T) {
	m := metrics.New()
	h := newHouse(t, func(o *handlers.Options) { o.Metrics = m })
	s := h.signIn("olga@studio.example").watch(h.version())
	counts := func(name string, right func(float64) bool) {
		t.Helper()
		dbtest.Await(t, name, func() (bool, any) { n := figure(t, m, name); return right(n), n })
	}
	some := func(n float64) bool { return n >= 1 }
	counts("okno_sockets", some)
	if a := h.book("first", bookingBody()); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	counts("okno_change_seconds_count", some)
	counts("okno_socket_write_seconds_count", some)
	_ = s.CloseNow()
	counts("okno_sockets", func(n float64) bool { return n == 0 })
	counts(`okno_sockets_closed_total{why="left"}`, some)
}
