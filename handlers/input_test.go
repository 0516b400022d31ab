package handlers_test

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"okno/db/dbtest"
	"okno/handlers"
	"okno/handlers/site"
)

// Every parameter of every path has a shape: none reaches the database as it came.
func TestEveryParameterHasAShape(t *testing.T) {
	h := newHouse(t)
	for _, path := range handlers.Malformed(site.Routes(h.handlers).Routes()) {
		t.Errorf("%s has a parameter without a shape (handlers/wellformed.go)", path)
	}
}

// asks serves a request within the process: what comes is what would have been sent.
func (h *house) asks(routes http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	routes.ServeHTTP(w, r)
	return w
}

// Addresses that none of ours looks like ask the database for nothing, write nothing down,
// and are limited like all reading.
func TestHostileAddressesCostNothing(t *testing.T) {
	var log bytes.Buffer
	h := newHouse(t, func(o *handlers.Options) {
		o.PublicLimits, o.Log = true, slog.New(slog.NewTextHandler(&log, nil))
	})
	routes := site.Routes(h.handlers)
	before := h.queries.Load()
	long := strings.Repeat("a", 4000)
	for _, path := range []string{
		"/b/%00", "/b/%ff", "/b/" + long, "/b/a%2fb", "/b/%00/logo/x", "/b/studio-site/logo/%ff", "/feeds/%ff/x.ics", "/feeds/studio/%00.ics", "/m/%00", "/m/" + long + "/calendar.ics", "/u/%ff",
		"/api/v1/widget/%00/config", "/api/v1/widget/%ff/slots", "/api/v1/widget/" + long + "/config", "/reset/%00", "/invite/%ff", "/sign-up/%c3%28", "/email/%00",
		"/static/%00", "/static/.gitkeep", "/static/%ff",
	} {
		if w := h.asks(routes, httptest.NewRequest("GET", path, nil)); w.Code != http.StatusNotFound {
			t.Errorf("%.80s is answered %d", path, w.Code)
		}
	}
	for _, query := range []string{"?service=%00", "?lang=%ff", "?from=%c3%28", "?%00=1"} {
		if w := h.asks(routes, httptest.NewRequest("GET", "/api/v1/widget/studio-site/slots"+query, nil)); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s is answered %d", query, w.Code)
		}
	}
	if n := h.queries.Load() - before; n != 0 {
		t.Errorf("the database was asked %d times", n)
	}
	answers := map[int]int{}
	for range 2500 {
		answers[h.asks(routes, httptest.NewRequest("GET", "/b/%00", nil)).Code]++
	}
	if answers[http.StatusTooManyRequests] < 300 || answers[http.StatusTooManyRequests]+answers[http.StatusNotFound] != 2500 {
		t.Errorf("a flood is answered %v", answers)
	}
	if log.Len() > 1<<10 {
		t.Errorf("the log has %d bytes: %.500s", log.Len(), log.String())
	}
}

// Headers are text, whatever comes: whoever signs in with a browser of no alphabet does.
func TestHostileHeadersAreText(t *testing.T) {
	h := newHouse(t)
	routes := site.Routes(h.handlers)
	form := url.Values{"email": {"olga@studio.example"}, "password": {password}}.Encode()
	r := httptest.NewRequest("POST", "/sign-in", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, name := range []string{"User-Agent", "Accept-Language", "Referer", "HX-Current-URL", "Idempotency-Key"} {
		r.Header.Set(name, "\xff\xfe")
	}
	if w := h.asks(routes, r); w.Code != http.StatusSeeOther {
		t.Errorf("signing in is answered %d", w.Code)
	}
	book := httptest.NewRequest("POST", "/api/v1/widget/studio-site/bookings", strings.NewReader(bookingBody()))
	book.Header.Set("Content-Type", "application/json")
	book.Header.Set("Idempotency-Key", "\xff\xfe")
	book.Header.Set("Origin", "https://\xff.example")
	if w := h.asks(routes, book); w.Code >= 500 {
		t.Errorf("booking is answered %d", w.Code)
	}
}

// failing is a body that ends in an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
func (failing) Close() error               { return nil }

// A body that comes too slowly, or not to its end, is its sender's fault.
func TestSlowBodiesAreTheSendersFault(t *testing.T) {
	var log bytes.Buffer
	h := newHouse(t, func(o *handlers.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	routes := site.Routes(h.handlers)
	for err, want := range map[error]int{
		&net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded}: http.StatusRequestTimeout, io.ErrUnexpectedEOF: http.StatusBadRequest,
	} {
		r := httptest.NewRequest("POST", "/api/v1/widget/studio-site/bookings", failing{err})
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", "slow")
		if w := h.asks(routes, r); w.Code != want {
			t.Errorf("%v is answered %d %s", err, w.Code, w.Body)
		}
		form := httptest.NewRequest("POST", "/sign-in", failing{err})
		form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if w := h.asks(routes, form); w.Code >= 500 {
			t.Errorf("%v in a form is answered %d", err, w.Code)
		}
	}
	if log.Len() > 0 {
		t.Errorf("the log has %s", log.String())
	}
}

// Whoever asks and does not read is dropped.
func TestSlowReadersAreDropped(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.WritePatience = 50 * time.Millisecond })
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.URL, "http://"))
	h.must(err)
	defer conn.Close()
	h.must(conn.(*net.TCPConn).SetReadBuffer(4 << 10))
	_, err = conn.Write(bytes.Repeat([]byte("GET /widget.js HTTP/1.1\r\nHost: okno.test\r\n\r\n"), 400))
	h.must(err)
	dbtest.Await(t, "the connection to be closed", func() (bool, any) {
		_, err := conn.Write([]byte("\r\n"))
		return err != nil, nil
	})
}

// Under a name that is not the one that users see nothing is shown that has a session; what
// is for every site stays for every site, and a page of our name by another scheme is another's.
func TestForeignNamesAreNotOurs(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.Pinned, o.BaseURL = true, "https://okno.test" })
	routes := site.Routes(h.handlers)
	for _, c := range []struct {
		host, path string
		want       int
	}{
		{"okno.test", "/sign-in", 200}, {"OKNO.test:443", "/sign-in", 200}, {"127.0.0.1:8080", "/sign-in", 200}, {"[::1]:8080", "/sign-in", 200}, {"localhost:8080", "/sign-in", 200},
		{"evil.example", "/sign-in", 421}, {"okno.test.evil.example", "/", 421}, {"evil.example", "/b/studio-site", 421}, {"", "/sign-in", 421},
		{"evil.example", "/healthz", 200}, {"evil.example", "/widget.js", 200}, {"evil.example", "/api/v1/widget/studio-site/config", 200},
	} {
		r := httptest.NewRequest("GET", c.path, nil)
		r.Host = c.host
		if w := h.asks(routes, r); w.Code != c.want {
			t.Errorf("%s%s is answered %d, want %d", c.host, c.path, w.Code, c.want)
		}
	}
	for _, c := range []struct {
		host, origin, site string
		refused            bool
	}{
		{"okno.test", "https://okno.test", "", false}, {"127.0.0.1:8080", "https://okno.test", "", false}, {"127.0.0.1:8080", "http://127.0.0.1:8080", "", false},
		{"okno.test", "http://okno.test", "", true}, {"okno.test", "https://evil.example", "", true}, {"okno.test", "http://okno.test", "same-origin", true}, {"okno.test", "https://okno.test", "same-origin", false},
	} {
		r := httptest.NewRequest("POST", "/sign-in", strings.NewReader("email=x"))
		r.Host = c.host
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", c.origin)
		if c.site != "" {
			r.Header.Set("Sec-Fetch-Site", c.site)
		}
		if w := h.asks(routes, r); (w.Code == http.StatusForbidden) != c.refused {
			t.Errorf("%+v is answered %d", c, w.Code)
		}
	}
}

// Who may not see contacts asks for whole ones a number of times an hour, and each is in the log.
func TestLookUpsAreCounted(t *testing.T) {
	h := newHouse(t)
	h.db.MustExec(`update companies set hide_contacts_from = '{manager}' where slug = 'studio'`)
	max, olga := h.signIn("max@studio.example"), h.signIn("olga@studio.example")
	places := []string{"/search?q=", "/clients?q=", "/leads?q=", "/clients/lookup?phone=", "/clients/find?find="}
	for i := range 30 {
		if a := max.get(places[i%4]+url.QueryEscape("+7 916 123-45-67"), fragment...); a.Status != http.StatusOK {
			t.Fatalf("the %d. is answered %d", i+1, a.Status)
		}
	}
	for _, place := range places {
		if a := max.get(place+url.QueryEscape("+7 916 123-45-67"), fragment...); a.Status != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
			t.Errorf("%s beyond the bound is answered %d", place, a.Status)
		}
	}
	if a := max.get("/search?q=%D0%B8%D0%B2%D0%B0%D0%BD", fragment...); a.Status != http.StatusOK {
		t.Errorf("a name is answered %d", a.Status)
	}
	if n := h.count(`select count(*) from audit_log where act = 'export.looked_up' and detail ->> 'contact' = '•••67'`); n != 30 {
		t.Errorf("%d lines in the log", n)
	}
	if a := olga.get("/settings/audit"); !bytes.Contains(a.Body, []byte("•••67")) {
		t.Error("the owner does not read of it")
	}
	for range 35 {
		if a := olga.get("/search?q=%2B79161234567", fragment...); a.Status != http.StatusOK {
			t.Fatalf("who may see them is answered %d", a.Status)
		}
	}
}
