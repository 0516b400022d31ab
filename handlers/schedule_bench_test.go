package handlers_test

import (
	"context"
	"net/http"
	"testing"

	"okno/booking"
)

// The schedules of the company of fifty resources: read them beside the
// yardsticks of bench_test.go.
func BenchmarkScheduleMonth(b *testing.B) {
	benchmarkSchedule(b, "/schedules?view=month&date=2026-12-01")
}
func BenchmarkScheduleDay(b *testing.B) { benchmarkSchedule(b, "/schedules?view=day&date=2026-12-01") }

func BenchmarkScheduleMonthOfAService(b *testing.B) {
	benchmarkSchedule(b, "/schedules?view=month&date=2026-12-01&service=")
}

func BenchmarkScheduleDayOfAService(b *testing.B) {
	benchmarkSchedule(b, "/schedules?view=day&date=2026-12-01&service=")
}

// benchmarkSchedule asks for a page; an address that ends with = gets a service.
func benchmarkSchedule(b *testing.B, path string) {
	h, form := network(b)
	slug := map[string]string{"kvartal-site": "kvartal", "lotos-site": "lotos"}[form]
	h.must(h.accounts.AddMember(context.Background(), slug, "boss@bench.example", "Boss", password, booking.Owner))
	boss := h.signIn("boss@bench.example")
	cookie := boss.Jar.Cookies(mustURL(b, h.URL))[0]
	if path[len(path)-1] == '=' {
		path += string(h.setupOf(slug).Services[0].ID)
	}
	hammer(b, http.StatusOK, func(client *http.Client, _ int64) (*http.Response, error) {
		r := h.request("GET", path, nil)
		r.AddCookie(cookie)
		return client.Do(r)
	})
}
