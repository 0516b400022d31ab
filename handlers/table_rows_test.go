package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db/setupdb"
	"okno/desk/online"
	"okno/handlers"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/email"
)

func sortTimes(times []time.Duration) { slices.Sort(times) }

// tableReads are the widget's questions and the panel's pages.
func tableReads(b *testing.B) (rows []row) {
	h := tableHouse(b)
	h.tableCompany("network", 50)
	h.tableLeads("network", 60)
	from, to := tableDay, tableDay.AddDays(30)
	for _, q := range []struct{ work, path string }{
		{"slots of a day, one person", fmt.Sprintf("slots?service=s59&resource=p7&from=%s&to=%s", from, from)},
		{"slots of a day, any of ten", fmt.Sprintf("slots?service=s2&from=%s&to=%s", from, from)},
		{"slots of 31 days, any of ten", fmt.Sprintf("slots?service=s2&from=%s&to=%s", from, to)},
		{"slots of 31 days, any of fifty", fmt.Sprintf("slots?service=s59&from=%s&to=%s", from, to)},
		{"config of the widget", "config"},
	} {
		rows = append(rows, h.besideBare(q.work, h.request("GET", "/api/v1/widget/network/"+q.path, nil)))
	}
	rows = append(rows, h.besideQuery("network"))
	cookie := h.signIn("network@bench.example").Jar.Cookies(mustURL(b, h.URL))[0]
	for _, q := range tablePages() {
		r := h.request("GET", q.path, nil)
		r.AddCookie(cookie)
		rows = append(rows, h.besideBare(q.work, r))
	}
	return rows
}

// besideQuery is the second yardstick: what a handler with a single indexed query does.
func (h *house) besideQuery(slug string) row {
	h.t.Helper()
	var ours measured
	server := queryServer(h, slug)
	defer server.Close()
	r, err := http.NewRequest("GET", server.URL, nil)
	h.must(err)
	for range tableRounds {
		ours.add(h.t, asking{Address: server.Listener.Addr().String(), Requests: [][]byte{wire(h.t, r)}, Connections: tableAskers, For: tableFor})
	}
	line := beside("(a bare Echo handler with one indexed query)", "", ours, measured{outcome: outcome{Took: 1}})
	line.YardSecond, line.OfYardPct = 0, 0
	return line
}

// Bookings of one company wait for each other; those of many run side by side.
func tableBookings(b *testing.B) (rows []row) {
	for _, q := range []struct {
		work              string
		companies, askers int
	}{{"a booking, one company, one asker", 1, 1}, {"a booking, one company, eight askers", 1, 8}, {"a booking, 16 companies, eight askers", 16, 8}} {
		rows = append(rows, bookingRow(b, q.work, q.companies, q.askers))
	}
	return rows
}

func bookingRow(b *testing.B, work string, companies, askers int) row {
	h := tableHouse(b)
	stop := h.work()
	for n := range companies {
		h.openCompany(n)
	}
	requests := make([][]byte, 4000)
	for n := range requests {
		requests[n] = h.benchBooking(n, companies)
	}
	var ours, theirs measured
	const round = 2 * time.Second
	h.writes(companies, askers, 200*time.Millisecond) // what is prepared once
	ours.add(b, asking{Address: h.Listener.Addr().String(), Requests: requests[:20], Once: true, Connections: askers, For: round})
	ours = measured{}
	next := 20
	for range tableRounds {
		theirs.Answers, theirs.Took = theirs.Answers+h.writes(companies, askers, round), theirs.Took+round
		used, before := ours.processor, processorTime(b)
		ours.add(b, asking{Address: h.Listener.Addr().String(), Requests: requests[next:], Once: true, Connections: askers, For: round})
		next = 20 + ours.Answers
		h.idle()
		ours.processor = used + processorTime(b) - before // with the jobs
	}
	stop()
	return beside(work, "the same writes from Go, a statement at a time", ours, theirs)
}

// benchBooking is the n-th request of those that never collide: see benchmarkBookings.
func (h *house) benchBooking(n, companies int) []byte {
	company, i := n%companies, n/companies
	start := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	body, err := json.Marshal(map[string]any{
		"service": fmt.Sprint("s", i%200/10), "resource": fmt.Sprint("p", i%200), "start": start.Add(time.Duration(i/200) * 5 * time.Minute).Format(time.RFC3339),
		"client": map[string]string{"name": "Bench", "phone": fmt.Sprintf("+7916%07d", n)},
	})
	h.must(err)
	return wire(h.t, h.request("POST", fmt.Sprintf("/api/v1/widget/bench-%d/bookings", company), bytes.NewReader(body), "Idempotency-Key", fmt.Sprint(n)))
}

// work runs the jobs, with mail that goes to the log.
func (h *house) work() (stop func()) {
	h.t.Helper()
	log := slog.New(slog.DiscardHandler)
	mail, err := email.Open("", "okno@bench.example", time.Now, log)
	h.must(err)
	worker := notify.NewWorker(notify.Options{DB: h.db, Channels: map[telling.Channel]channel.Channel{telling.Email: mail}, BaseURL: h.URL, Log: log, Seal: h.desk.Seal})
	committed := h.desk.Committed
	h.desk.Committed = func(company booking.CompanyID, version int64) { committed(company, version); worker.Wake() }
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- worker.Run(ctx) }()
	return func() { cancel(); h.must(<-done) }
}

// idle waits until the jobs that may run have run.
func (h *house) idle() {
	h.t.Helper()
	for last := -1; ; {
		var left int
		h.must(h.db.Get(&left, `select count(*) from gue_jobs where run_at <= now()`))
		if left == 0 {
			return
		}
		if left == last {
			time.Sleep(20 * time.Millisecond) // a worker polls, and this is no test
		}
		last = left
	}
}

// tableBoards are five thousand boards of one day (OKNO_BENCH_BOARDS: another number), which are told of one booking after another.
func tableBoards(b *testing.B) []row {
	boards, acts := 5000, 8
	if text := os.Getenv("OKNO_BENCH_BOARDS"); text != "" {
		boards, _ = strconv.Atoi(text)
	}
	h := tableHouse(b, func(o *handlers.Options) { o.Heartbeat = time.Hour }) // which would be taken for a message
	h.tableCompany("network", 1)
	form, err := setupdb.FormByKey(context.Background(), h.db, "network")
	h.must(err)
	cookie := h.signIn("network@bench.example").Jar.Cookies(mustURL(b, h.URL))[0]
	versions, err := h.db.Versions(context.Background(), []booking.CompanyID{form.Company})
	h.must(err)
	before := resident(b)
	w := watch(b, watching{
		URL:    fmt.Sprintf("ws%s/bookings/live?view=grid&date=%s&version=%d&fills=2", strings.TrimPrefix(h.URL, "http"), tableDay, versions[form.Company].Board),
		Cookie: cookie.String(), Boards: boards, Acts: acts,
	})
	each := (resident(b) - before) / int64(boards)
	var first, last []time.Duration
	var sent seen
	used := processorTime(b)
	for i := range acts {
		start := time.Now()
		h.bookForTable(form, i)
		s := w.next()
		first, last = append(first, s.At[len(s.At)/2].Sub(start)), append(last, s.At[len(s.At)-1-len(s.At)/100].Sub(start))
		sent.Bytes, sent.Most = sent.Bytes+s.Bytes, max(sent.Most, s.Most)
	}
	used = processorTime(b) - used
	sortTimes(first)
	sortTimes(last)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return []row{{
		Work: fmt.Sprintf("one change to %d boards", boards), Processor: ms(used) / float64(acts), Median: ms(percentile(first, 50)), P99: ms(percentile(last, 50)),
		Bytes: sent.Bytes / int64(boards*acts), Note: "median and p99 over the boards, from before the act",
	}, {
		Work: "an open board, resident", Bytes: each, Note: fmt.Sprintf("%d of them over the process without", boards),
	}}
}

// bookForTable makes the i-th booking of tableDay.
func (h *house) bookForTable(form setupdb.PublicForm, i int) {
	h.t.Helper()
	_, err := h.desk.Online.Book(context.Background(), online.BookRequest{
		Form: form, Key: fmt.Sprint("table ", i), BodyHash: []byte{1}, Service: "s59", Resource: fmt.Sprint("p", i), Start: tableDay.String() + "T18:30:00+03:00", Locale: "en",
		Filled: webform.Submission{Contact: booking.Contact{Name: "Bench", Phone: fmt.Sprintf("+7916%07d", 7_000_000+i)}},
	})
	h.must(err)
}

// resident is the memory of this process, in bytes, after what is garbage has gone.
func resident(t testing.TB) int64 {
	t.Helper()
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0 // no Linux
	}
	pages, err := strconv.ParseInt(strings.Fields(string(text))[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return pages * int64(os.Getpagesize())
}

// writes is the yardstick of bookings: what one leaves in the tables, written by the same
// number of clients one statement after the other, as pgbench does with a script. It gives how many.
func (h *house) writes(companies, clients int, long time.Duration) int {
	h.t.Helper()
	ctx := context.Background()
	var done atomic.Int64
	var all sync.WaitGroup
	until := time.Now().Add(long)
	for range clients {
		conn, err := pgx.Connect(ctx, h.db.URL())
		h.must(err)
		all.Go(func() {
			defer conn.Close(ctx)
			for time.Now().Before(until) {
				n := written.Add(1)
				if err := writeOne(ctx, conn, int(n), int(n)%companies); err != nil {
					h.t.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	return int(done.Load())
}

var written atomic.Int64

func writeOne(ctx context.Context, conn *pgx.Conn, n, company int) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	id := func(kind int) string { return fmt.Sprintf("00000000-0000-7000-8%03d-%012d", kind, n) }
	key, form, at := int64(0), "", time.Now()
	if err := tx.QueryRow(ctx, `update company_versions set version = version + 1, last_booking_number = last_booking_number + 1
		where company_id = (select id from companies where slug = $1) returning company_id, (select f.id::text from forms f where f.company_id = company_versions.company_id)`,
		fmt.Sprint("bench-", company)).Scan(&key, &form); err != nil {
		return err
	}
	from := time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * 5 * time.Minute)
	for _, w := range []struct {
		sql       string
		arguments []any
	}{
		{`insert into clients (company_id, id, name, name_key, phone, created_at) values ($1, $2, 'Bench', 'bench', $3, $4)`, []any{key, id(1), fmt.Sprintf("+7926%07d", n), at}},
		{`insert into client_keys (company_id, key, client_id) select $1, k || $2, $3 from generate_series(1, 9) k on conflict do nothing`, []any{key, fmt.Sprint(n), id(1)}},
		{`insert into bookings (company_id, id, number, service_id, client_id, status, source, starts_at, ends_at, occupied, contact_name, contact_phone, created_at, updated_at)
			select $1, $2, $7, (select id from services where company_id = $1 and ref = 's0'), $3, 'confirmed', 'widget', $4, $5, tstzrange($4, $5), 'Bench', '+79260000000', $6, $6`,
			[]any{key, id(2), id(1), from, from.Add(5 * time.Minute), at, int64(1_000_000_000 + n)}},
		{`insert into booking_resources (company_id, booking_id, resource_id, status, occupied) select $1, $2, id, 'confirmed', tstzrange($3, $4) from resources where company_id = $1 and ref = 'p0'`,
			[]any{key, id(2), from, from.Add(5 * time.Minute)}},
		{`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_name, origin, detail) values ($1, $2, 1, $3, 'created', 'visitor', 'Bench', 'widget', '{}')`, []any{key, id(2), at}},
		{`insert into leads (company_id, id, form_id, client_id, booking_id, status, payload, page, created_at, contact_name, contact_phone, taken_at, fingerprint, search, suspect)
			values ($1, $2, $3, $4, $5, 'won', '[]', '', $6, 'Bench', '+79260000000', $6, '', 'bench', false)`, []any{key, id(3), form, id(1), id(2), at}},
		{`insert into changes (company_id, version, n, booking_id, what, touched, at, by_client)
			select $1, version, 1, $2, 'created', tstzrange($3, $4), $5, true from company_versions where company_id = $1`, []any{key, id(2), from, from.Add(5 * time.Minute), at}},
		{`insert into gue_jobs (job_id, queue, priority, run_at, job_type, args, created_at, updated_at) values ($1, 'yardstick', 0, $2, 'event', '{}', $2, $2)`, []any{id(4), at.Add(24 * time.Hour)}},
		{`insert into submissions (company_id, form_id, key, body_hash, result, created_at) values ($1, $2, $3, 'x', '{}', $4)`, []any{key, form, id(5), at}},
	} {
		if _, err := tx.Exec(ctx, w.sql, w.arguments...); err != nil {
			return fmt.Errorf("%s: %w", w.sql, err)
		}
	}
	return tx.Commit(ctx)
}

// BenchmarkPage measures single pages, for profiles: go test ./handlers -run '^$' -bench Page/board -cpuprofile cpu.out
func BenchmarkPage(b *testing.B) {
	h := tableHouse(b)
	h.tableCompany("network", 50)
	h.tableLeads("network", 60)
	cookie := h.signIn("network@bench.example").Jar.Cookies(mustURL(b, h.URL))[0]
	for _, page := range tablePages() {
		b.Run(page.name, func(b *testing.B) {
			hammer(b, 200, func(client *http.Client, _ int64) (*http.Response, error) {
				r := h.request("GET", page.path, nil)
				r.AddCookie(cookie)
				return client.Do(r)
			})
		})
	}
}

type tablePage struct{ name, work, path string }

func tablePages() []tablePage {
	return []tablePage{
		{"board", "board of a day, 50 columns", "/bookings?view=grid&date=" + tableDay.String()},
		{"list", "the same as a list", "/bookings?view=list&date=" + tableDay.String()},
		{"today", "Today", "/overview"}, {"clients", "clients", "/clients"}, {"services", "services", "/services"}, {"leads", "leads", "/leads"},
	}
}

// BenchmarkBoards is the table's last part alone: OKNO_BENCH_BOARDS=500 go test ./handlers -run '^$' -bench '^BenchmarkBoards$' -benchtime 1x
func BenchmarkBoards(b *testing.B) {
	fmt.Print("\n", tableText(tableBoards(b)), "\n")
}
