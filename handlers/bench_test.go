package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

// The benchmarks drive the whole server over HTTP, eight clients to a processor,
// on a real PostgreSQL that does not wait for the disk. Machines differ: read each
// line beside the two yardsticks of the same run.
//
//	task bench:all -- ./handlers

// network is a company of fifty resources and 8,000 bookings, where its file
// stands beside the checkout; else the demo's salon.
func network(b *testing.B) (h *house, form string) {
	b.Helper()
	h = newHouse(b)
	for _, path := range []string{"../../shared/data/kvartal.json", "../cmd/okno/demo/salon.json"} {
		if _, err := os.Stat(path); err == nil {
			h.load(path)
			name := strings.TrimSuffix(path[strings.LastIndex(path, "/")+1:], ".json")
			return h, map[string]string{"kvartal": "kvartal-site", "salon": "lotos-site"}[name]
		}
	}
	b.Fatal("no company file")
	return nil, ""
}

// hammer sends requests from many clients and reports how many came back well
// each second, and what the process holds in memory afterwards.
func hammer(b *testing.B, want int, send func(client *http.Client, n int64) (*http.Response, error)) {
	b.Helper()
	b.SetParallelism(8)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}
	var n, well atomic.Int64
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			response, err := send(client, n.Add(1)-1)
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, response.Body)
			response.Body.Close()
			if response.StatusCode == want {
				well.Add(1)
			}
		}
	})
	b.StopTimer()
	b.ReportMetric(float64(well.Load())/b.Elapsed().Seconds(), "answers/s")
	client.CloseIdleConnections()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.HeapAlloc)/(1<<20), "MB-heap")
	if well.Load() == 0 {
		b.Error("not one answer was as it should be")
	}
}

func get(url string) func(*http.Client, int64) (*http.Response, error) {
	return func(client *http.Client, _ int64) (*http.Response, error) { return client.Get(url) }
}

func BenchmarkYardstickBareEcho(b *testing.B) {
	e := echo.New()
	e.GET("/", func(c echo.Context) error { return c.String(http.StatusOK, "ok") })
	server := httptest.NewServer(e)
	defer server.Close()
	hammer(b, 200, get(server.URL))
}

func BenchmarkYardstickIndexedQuery(b *testing.B) {
	h, _ := network(b)
	server := queryServer(h, "studio")
	defer server.Close()
	hammer(b, 200, get(server.URL))
}

// queryServer asks the database one question for each answer, by an index.
func queryServer(h *house, slug string) *httptest.Server {
	e := echo.New()
	e.GET("/", func(c echo.Context) error {
		company, err := h.db.CompanyBySlug(c.Request().Context(), slug)
		if err != nil {
			return err
		}
		return c.String(http.StatusOK, company.Name)
	})
	return httptest.NewServer(e)
}

func BenchmarkSlotsOfADay(b *testing.B)   { benchmarkSlots(b, 1) }
func BenchmarkSlotsOf31Days(b *testing.B) { benchmarkSlots(b, 31) }

func benchmarkSlots(b *testing.B, days int) {
	h, form := network(b)
	service := serviceID(b, h, form)
	from := booking.Date{Year: 2026, Month: 12, Day: 1}
	hammer(b, 200, get(fmt.Sprintf("%s/api/v1/widget/%s/slots?service=%s&from=%s&to=%s", h.URL, form, service, from, from.AddDays(days-1))))
}

func BenchmarkBoardOfADay(b *testing.B) {
	h, _ := network(b)
	for _, slug := range []string{"kvartal", "lotos"} {
		if _, err := h.db.CompanyBySlug(context.Background(), slug); err == nil {
			h.must(h.accounts.AddMember(context.Background(), slug, "boss@bench.example", "Boss", password, booking.Owner))
		}
	}
	boss := h.signIn("boss@bench.example")
	cookie := boss.Jar.Cookies(mustURL(b, h.URL))[0]
	hammer(b, 200, func(client *http.Client, _ int64) (*http.Response, error) {
		r := h.request("GET", "/bookings?date=2026-12-01", nil)
		r.AddCookie(cookie)
		return client.Do(r)
	})
}

// Bookings of one company wait for each other; those of many run side by side.
func BenchmarkBookingsOfOneCompany(b *testing.B)  { benchmarkBookings(b, 1) }
func BenchmarkBookingsOf16Companies(b *testing.B) { benchmarkBookings(b, 16) }

func benchmarkBookings(b *testing.B, companies int) {
	h := newHouse(b)
	for n := range companies {
		h.openCompany(n)
	}
	// A slot of five minutes, round the clock, of one of 200 people, ten of whom do
	// each service: no two requests collide.
	start := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	hammer(b, 201, func(client *http.Client, n int64) (*http.Response, error) {
		company, i := n%int64(companies), n/int64(companies)
		body, _ := json.Marshal(map[string]any{
			"service": fmt.Sprint("s", i%200/10), "resource": fmt.Sprint("p", i%200), "start": start.Add(time.Duration(i/200) * 5 * time.Minute).Format(time.RFC3339),
			"client": map[string]string{"name": "Bench", "phone": fmt.Sprintf("+7916%07d", n%10_000_000)},
		})
		r := h.request("POST", fmt.Sprintf("/api/v1/widget/bench-%d/bookings", company), bytes.NewReader(body), "Idempotency-Key", fmt.Sprint(n))
		return client.Do(r)
	})
}

// openCompany makes a company of 20 services and 200 people who are always there.
func (h *house) openCompany(n int) {
	h.t.Helper()
	var week, people, services []string
	for day := 1; day <= 7; day++ {
		week = append(week, fmt.Sprintf(`{"weekday": %d, "from": "00:00", "to": "24:00"}`, day))
	}
	for p := range 200 {
		people = append(people, fmt.Sprintf(`{"ref": "p%d", "name": "Person %d", "weekly": [%s]}`, p, p, strings.Join(week, ",")))
		if p%10 == 0 {
			services = append(services, fmt.Sprintf(`{"ref": "s%d", "name": "Five", "duration_min": 5, "resources": ["p%d", "p%d", "p%d", "p%d", "p%d", "p%d", "p%d", "p%d", "p%d", "p%d"]}`,
				p/10, p, p+1, p+2, p+3, p+4, p+5, p+6, p+7, p+8, p+9))
		}
	}
	path := h.t.TempDir() + "/company.json"
	h.must(os.WriteFile(path, fmt.Appendf(nil, `{"okno": 1,
		"company": {"slug": "bench-%d", "name": "Bench", "timezone": "Europe/Moscow", "step_min": 5, "min_notice_min": 0, "horizon_days": 730},
		"resources": [%s], "services": [%s],
		"forms": [{"ref": "f", "name": "F", "key": "bench-%d"}]}`, n, strings.Join(people, ","), strings.Join(services, ","), n), 0o600))
	h.load(path)
}
