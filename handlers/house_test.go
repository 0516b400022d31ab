package handlers_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"okno/accounts"
	"okno/acts"
	"okno/booking"
	"okno/booking/companyfile"
	bookingsecret "okno/booking/secret"
	"okno/db"
	"okno/db/dbtest"
	"okno/desk"
	"okno/handlers"
	"okno/handlers/site"
	"okno/live"
	"okno/notify"
	"okno/notify/sms"
	notifytelegram "okno/notify/telegram"
)

// house is the whole server in this process, on a database of its own, with two
// companies: the studio, and a rival that must never see it.
type house struct {
	*httptest.Server
	t        testing.TB
	db       *db.DB
	desk     *desk.Desk
	accounts *accounts.Accounts
	handlers *handlers.Kit
	hub      *live.Hub
	clock    *clock
	queries  atomic.Int64
	seen     atomic.Pointer[queriesSeen] // those that are looked at; nil: none
}

// monday is now in the tests: Monday, 23 November 2026, 09:00 in Moscow.
var monday = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

type clock struct {
	mu   sync.Mutex
	now  time.Time
	runs time.Time // since when it goes; zero: it stands
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.runs.IsZero() {
		return c.now.Add(time.Since(c.runs))
	}
	return c.now
}

func (c *clock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// count is a pgx tracer that counts queries, and remembers them where somebody looks.
type count struct{ h *house }

func (c count) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	c.h.queries.Add(1)
	if seen := c.h.seen.Load(); seen != nil {
		seen.mu.Lock()
		defer seen.mu.Unlock()
		seen.queries = append(seen.queries, queried{q.SQL, q.Args})
	}
	return ctx
}
func (count) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

type queriesSeen struct {
	mu      sync.Mutex
	queries []queried
}

type queried struct {
	sql       string
	arguments []any
}

func (s *queriesSeen) all() []queried {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queries
}

const password = "correct horse"

// patience is how long a message over a socket may take; it says only that something is broken.
const patience = 2 * time.Minute

func newHouse(t testing.TB, options ...func(*handlers.Options)) *house {
	if alone, ok := t.(*testing.T); ok {
		alone.Parallel()
	}
	return newHouseOn(t, seeded(t), options...)
}

// seeded is a database with the two companies and their members, made once and copied for each test.
func seeded(t testing.TB) string { return dbtest.Prepared(t, "house", seed) }

func seed(t testing.TB, databaseURL string) {
	h := &house{t: t, clock: &clock{now: monday}}
	h.openDatabase(databaseURL)
	h.seed()
	h.db.Close()
}

// cheap is a cost of hashing passwords that is low enough for some thousand sign-ins.
var cheap = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// rendered are the templates, parsed once for all servers of the tests.
var rendered = sync.OnceValues(handlers.NewViews)

// open connects to a database and sets the desk upon it.
func (h *house) openDatabase(databaseURL string) {
	h.t.Helper()
	var err error
	h.db, err = db.Open(context.Background(), databaseURL, func(c *pgxpool.Config) { c.ConnConfig.Tracer = count{h} })
	h.must(err)
	outbox, err := notify.NewOutbox()
	h.must(err)
	seal, err := bookingsecret.NewSeal(bytes.Repeat([]byte{7}, 32), rand.Reader)
	h.must(err)
	base := &acts.Base{DB: h.db, Outbox: outbox, Now: h.clock.Now, Random: rand.Reader, Seal: seal, Setups: &db.Setups{}, Bots: &notifytelegram.Bots{DB: h.db, Seal: seal}, SMS: &sms.Secrets{DB: h.db, Seal: seal}}
	h.desk = desk.New(base)
	h.accounts = accounts.New(base)
	h.accounts.HashParams = cheap
}

func newHouseOn(t testing.TB, databaseURL string, options ...func(*handlers.Options)) *house {
	t.Helper()
	h := &house{t: t, clock: &clock{now: monday}, hub: &live.Hub{}}
	h.openDatabase(databaseURL)
	t.Cleanup(h.db.Close)
	templates, err := rendered()
	h.must(err)
	o := handlers.Options{
		DB: h.db, Desk: h.desk, Accounts: h.accounts, Hub: h.hub, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Now: h.clock.Now, Random: rand.Reader, BaseURL: "http://okno.test", Secret: bytes.Repeat([]byte{7}, 32),
		Ready: func() bool { return true }, Views: templates, RequestLevel: slog.LevelDebug,
		ReadTime: patience, ActTime: patience, // a slow machine is no broken database
	}
	for _, option := range options {
		option(&o)
	}
	h.handlers, err = handlers.New(o)
	h.must(err)
	h.desk.Committed = func(company booking.CompanyID, _ int64) { h.handlers.Feed.Changed(company) }
	ctx, stop := context.WithCancel(context.Background())
	go h.handlers.Feed.Run(ctx)
	h.Server = httptest.NewServer(site.Routes(h.handlers))
	h.Client().Transport.(*http.Transport).DisableCompression = true
	t.Cleanup(func() {
		h.hub.Close()
		stop()
		h.Close()
	})
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) seed() {
	h.t.Helper()
	for _, name := range []string{"studio", "rival"} {
		h.load("testdata/" + name + ".json")
	}
	for email, role := range map[string]booking.Role{"olga": booking.Owner, "dasha": booking.Desk, "max": booking.Manager} {
		h.must(h.accounts.AddMember(context.Background(), "studio", email+"@studio.example", strings.ToUpper(email), password, role))
	}
	h.must(h.accounts.AddMember(context.Background(), "rival", "rex@rival.example", "Rex", password, booking.Owner))
}

func (h *house) load(path string) {
	h.t.Helper()
	f, err := os.Open(path)
	h.must(err)
	defer f.Close()
	h.loadFrom(f)
}

// loadText imports a company file that is written in the test.
func (h *house) loadText(text string) {
	h.t.Helper()
	h.loadFrom(strings.NewReader(text))
}

func (h *house) loadFrom(r io.Reader) {
	h.t.Helper()
	file, err := companyfile.Parse(r)
	h.must(err)
	_, err = h.desk.Imports.Import(context.Background(), file, nil)
	h.must(err)
}

// answer is a response that has been read.
type answer struct {
	t      testing.TB
	Status int
	Header http.Header
	Body   []byte
}

func (h *house) do(client *http.Client, r *http.Request) answer {
	h.t.Helper()
	response, err := client.Do(r)
	h.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	h.must(err)
	if response.Header.Get("Content-Encoding") == "" {
		sentences(h.t, r.Method+" "+r.URL.Path, response.Header.Get("Content-Type"), body)
	}
	return answer{h.t, response.StatusCode, response.Header, body}
}

func (h *house) request(method, path string, body io.Reader, header ...string) *http.Request {
	h.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = h.URL + path
	}
	r, err := http.NewRequest(method, path, body)
	h.must(err)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

func (h *house) get(path string, header ...string) answer {
	h.t.Helper()
	return h.do(h.Client(), h.request("GET", path, nil, header...))
}

func (a answer) json(into any) {
	a.t.Helper()
	if err := json.Unmarshal(a.Body, into); err != nil {
		a.t.Fatalf("status %d: %v in %.300s", a.Status, err, a.Body)
	}
}

// visitor posts bookings as a widget does.
func (h *house) book(key, body string, form ...string) answer {
	h.t.Helper()
	name := "studio-site"
	if len(form) == 1 {
		name = form[0]
	}
	return h.do(h.Client(), h.request("POST", "/api/v1/widget/"+name+"/bookings", strings.NewReader(body),
		"Content-Type", "application/json", "Idempotency-Key", key))
}

// bookingBody is the body of a booking that can be had.
func bookingBody(changes ...string) string {
	body := `{"service": "cut", "start": "2026-11-24T10:00:00+03:00", "client": {"name": "Иван", "phone": "8 916 123-45-67", "email": "ivan@example.com"}, "answers": {"comment": "у окна"}, "consent": true}`
	return strings.NewReplacer(changes...).Replace(body)
}

// browser is somebody signed in.
type browser struct {
	*http.Client
	h *house
}

// uncompressed asks for pages as they are: to pack and unpack them costs a tenth of what making them does, and
// the tests of compression say themselves how they want them.
var uncompressed = &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute}

func (h *house) browser() browser {
	jar, err := cookiejar.New(nil)
	h.must(err)
	return browser{&http.Client{Transport: uncompressed, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, h}
}

func (h *house) signIn(email string) browser {
	h.t.Helper()
	b := h.browser()
	a := b.post("/sign-in", url.Values{"email": {email}, "password": {password}})
	if a.Status != http.StatusSeeOther {
		h.t.Fatalf("sign-in of %s: %d %.300s", email, a.Status, a.Body)
	}
	return b
}

func (b browser) get(path string, header ...string) answer {
	b.h.t.Helper()
	return b.h.do(b.Client, b.h.request("GET", path, nil, header...))
}

func (b browser) post(path string, form url.Values, header ...string) answer {
	b.h.t.Helper()
	return b.send("POST", path, form, header...)
}

func (b browser) send(method, path string, form url.Values, header ...string) answer {
	b.h.t.Helper()
	return b.h.do(b.Client, b.h.request(method, path, strings.NewReader(form.Encode()),
		append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...))
}

// fragment are the headers of an htmx request for a part of a page.
var fragment = []string{"HX-Request", "true", "HX-Request-Type", "partial"}

// rand8 is a key that no other submit of the test has.
func rand8() string { return rand.Text()[:8] }

// browserFrom is a browser at another address of this machine.
func (h *house) browserFrom(address string) browser {
	b := h.browser()
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	b.Transport = &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, DisableCompression: true}
	return b
}
