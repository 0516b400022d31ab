package handlers_test

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"okno/booking"
	"okno/db/dbtest"
)

var (
	neighbours  = flag.Int("neighbours", 10_000, "companies beside the one that BenchmarkNeighbours asks about")
	theirEach   = flag.Int("each", 1_000, "bookings of each of them")
	askedRounds = 40
)

// BenchmarkNeighbours asks about one company alone, and again among many others: what that costs, how PostgreSQL finds what is asked,
// and what the snapshots of all of them take up.
//
//	go test ./handlers -run '^$' -bench '^BenchmarkNeighbours$' -benchtime 1x -timeout 120m -neighbours 10000 -each 100
func BenchmarkNeighbours(b *testing.B) {
	if testing.Short() || b.N > 1 {
		return
	}
	own := dbtest.NewOwn(b)
	seed(b, own.URL())
	h := newHouseOn(b, own.URL())
	h.clock.runs = time.Now()
	h.tableCompany("network", 50)
	h.model(*theirEach)
	h.db.MustExec("vacuum analyze")
	cookie := h.signIn("network@bench.example").Jar.Cookies(mustURL(b, h.URL))[0]
	page := func(path string) *http.Request {
		r := h.request("GET", path, nil)
		r.AddCookie(cookie)
		return r
	}
	asked := []struct {
		work string
		r    *http.Request
	}{
		{"slots of a day", page("/api/v1/widget/network/slots?service=s2&from=" + tableDay.String() + "&to=" + tableDay.String())},
		{"slots of 31 days", page("/api/v1/widget/network/slots?service=s59&from=" + tableDay.String() + "&to=" + tableDay.AddDays(30).String())},
		{"board of a day", page("/bookings?view=grid&date=" + tableDay.String())},
		{"Today", page("/overview")},
		{"clients", page("/clients?q=Client+77")},
	}
	alone := make([]costs, len(asked))
	for i, a := range asked {
		alone[i] = h.costs(a.r)
	}
	began := time.Now()
	h.multiply(*neighbours)
	h.db.MustExec("vacuum analyze")
	var size string
	h.must(h.db.Get(&size, `select pg_size_pretty(pg_database_size(current_database()))`))
	fmt.Printf("%d companies with %d bookings each, made in %v: %s\n", *neighbours, *theirEach, time.Since(began).Round(time.Second), size)
	for i, a := range asked {
		among := h.costs(a.r)
		fmt.Printf("%-18s alone %6.1f ms, %5d pages of PostgreSQL; among them %6.1f ms, %5d pages\n", a.work, alone[i].ms(), alone[i].pages, among.ms(), among.pages)
		for _, plan := range among.plans {
			fmt.Printf("    %s\n", plan)
		}
	}
	began = time.Now()
	for n := range *neighbours {
		if a := h.get(fmt.Sprintf("/api/v1/widget/model-%d/slots?service=s0&from=%s&to=%s", n, tableDay, tableDay)); a.Status != http.StatusOK {
			b.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	stats := h.handlers.Snapshots.Stats()
	fmt.Printf("asked about all of them, %.1f ms each: %d snapshots take up %d MB of %d MB, %d were let go; the process %d MB\n",
		float64(time.Since(began).Milliseconds())/float64(*neighbours), stats.Companies, stats.Bytes>>20, stats.Budget>>20, stats.Evictions, resident(b)>>20)
	b.ReportMetric(0, "ns/op")
}

// costs are what an answer costs that is made after a change of its company.
type costs struct {
	median time.Duration
	pages  int // of PostgreSQL, that its queries read
	plans  []string
}

func (c costs) ms() float64 { return float64(c.median.Microseconds()) / 1000 }

func (h *house) costs(r *http.Request) (c costs) {
	h.t.Helper()
	var queries []queried
	var took []time.Duration
	for round := range askedRounds {
		h.change("network")
		if round == askedRounds-1 {
			seen := &queriesSeen{}
			h.seen.Store(seen)
			defer h.seen.Store(nil)
			queries = nil
			h.do(h.Client(), r)
			queries = seen.all()
			break
		}
		start := time.Now()
		h.do(h.Client(), r)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	c.median = took[len(took)/2]
	conn, err := pgx.Connect(h.t.Context(), h.db.URL())
	h.must(err)
	defer func() { _ = conn.Close(context.Background()) }()
	for _, q := range queries {
		if !reads.MatchString(q.sql) {
			continue
		}
		rows, err := conn.Query(h.t.Context(), "explain (analyze, buffers, costs off, timing off) "+q.sql, q.arguments...)
		h.must(err)
		plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
		h.must(err)
		pages := 0
		for _, line := range plan {
			if strings.Contains(line, "Planning") {
				break
			}
			if m := hit.FindStringSubmatch(line); m != nil && pages == 0 { // the first is of the whole
				pages, _ = strconv.Atoi(m[1])
			}
		}
		c.pages += pages
		var ways []string
		for _, line := range plan {
			if m := way.FindStringSubmatch(line); m != nil && !slices.Contains(ways, m[1]) {
				ways = append(ways, m[1])
			}
		}
		c.plans = append(c.plans, fmt.Sprintf("%4d pages: %s: %s", pages, strings.Join(strings.Fields(q.sql), " ")[:min(70, len(strings.Join(strings.Fields(q.sql), " ")))], strings.Join(ways, ", ")))
	}
	return c
}

var (
	reads = regexp.MustCompile(`(?i)^\s*(select|with)\b`)
	hit   = regexp.MustCompile(`Buffers: shared hit=(\d+)`)
	way   = regexp.MustCompile(`((?:Index(?: Only)? Scan using|Bitmap Index Scan on|Seq Scan on) \w+)`)
)

// change is an act of another process's.
func (h *house) change(slug string) {
	h.t.Helper()
	var company booking.CompanyID
	h.must(h.db.Get(&company, `update company_versions set version = version + 1 where company_id = (select id from companies where slug = $1) returning company_id`, slug))
	h.handlers.Snapshots.Changed(company)
}

// model is the company of which the neighbours are copies: ten people, five services, and so many bookings in forty days.
func (h *house) model(bookings int) {
	h.t.Helper()
	var people, services, all []string
	for p := range 10 {
		people = append(people, fmt.Sprintf(`{"ref": "p%d", "name": "Person %d", "weekly": [%s]}`, p, p, strings.Join(everyDay, ",")))
	}
	for s := range 5 {
		services = append(services, fmt.Sprintf(`{"ref": "s%d", "name": "Service %d", "duration_min": 30, "price": "1000.00", "resources": ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"]}`, s, s))
	}
	for n := range bookings {
		minute := 9*60 + n/400*60
		all = append(all, fmt.Sprintf(`{"ref": "b%d", "service": "s%d", "resources": ["p%d"], "start": "%sT%02d:%02d:00+03:00", "status": "confirmed", "client": {"name": "Client %d", "phone": "+7916%07d"}}`,
			n, n%5, n%10, tableDay.AddDays(n/10%40), minute/60, minute%60, n%250, n%250))
	}
	h.loadText(fmt.Sprintf(`{"okno": 1, "company": {"slug": "model", "name": "Model", "timezone": "Europe/Moscow", "locale": "en", "step_min": 15, "min_notice_min": 60, "horizon_days": 90},
		"resources": [%s], "services": [%s], "bookings": [%s], "forms": [{"ref": "f", "name": "Site", "key": "model"}]}`, strings.Join(people, ","), strings.Join(services, ","), strings.Join(all, ",")))
}

// everyDay are the hours of a week without days off.
var everyDay = func() (weekly []string) {
	for day := 1; day <= 7; day++ {
		weekly = append(weekly, fmt.Sprintf(`{"weekday": %d, "from": "09:00", "to": "20:00"}`, day))
	}
	return weekly
}()

// multiply copies all that the model has, table by table, into as many companies. Keys begin with the company, so that everything keeps its ID.
func (h *house) multiply(companies int) {
	h.t.Helper()
	conn, err := pgx.Connect(h.t.Context(), h.db.URL())
	h.must(err)
	defer func() { _ = conn.Close(context.Background()) }()
	do := func(sql string, arguments ...any) {
		h.t.Helper()
		_, err := conn.Exec(h.t.Context(), sql, arguments...)
		h.must(err)
	}
	do(`set session_replication_role = replica`) // neither triggers nor keys are looked at
	do(`create temporary table made (id bigint, n integer)`)
	columns := func(table string, but ...string) (names []string) {
		rows, err := conn.Query(h.t.Context(), `select attname::text from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' order by attnum`, table)
		h.must(err)
		names, err = pgx.CollectRows(rows, pgx.RowTo[string])
		h.must(err)
		return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(but, name) })
	}
	list := strings.Join(columns("companies", "id", "slug"), ", ")
	do(fmt.Sprintf(`with new as (insert into companies (slug, %s) select 'model-' || n, %s from companies, generate_series(0, %d) n where slug = 'model' returning id, slug)
		insert into made select id, substr(slug, 7)::integer from new`, list, list, companies-1))
	rows, err := conn.Query(h.t.Context(), `select c.relname::text from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
		and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id') order by 1`)
	h.must(err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	h.must(err)
	for _, table := range tables {
		names := columns(table, "company_id")
		values := slices.Clone(names)
		for i, name := range values {
			if values[i] = "t." + name; name == "key" && table == "forms" {
				values[i] += " || '-' || made.n"
			}
		}
		do(fmt.Sprintf(`insert into %s (company_id, %s) select made.id, %s from %[1]s t, made where t.company_id = (select id from companies where slug = 'model')`,
			table, strings.Join(names, ", "), strings.Join(values, ", ")))
	}
	do(`insert into public_keys (key, owner) select 'model-' || n, id from made`)
}
