package handlers_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/handlers"
)

// tableDay is the day that the table's boards and slots show.
var tableDay = booking.Date{Year: 2026, Month: 12, Day: 1}

// tableCompany makes a company of fifty people with about 160 bookings a day from tableDay on: 8,000
// in fifty days, of some 2,000 clients. Each of its 60 services is done by ten of them, the last one by all.
func (h *house) tableCompany(slug string, days int) {
	h.t.Helper()
	var people, services, bookings []string
	var weekly []string
	for day := 1; day <= 7; day++ {
		weekly = append(weekly, fmt.Sprintf(`{"weekday": %d, "from": "09:00", "to": "13:00"}, {"weekday": %d, "from": "14:00", "to": "20:00"}`, day, day))
	}
	for p := range 50 {
		people = append(people, fmt.Sprintf(`{"ref": "p%d", "name": "Person %d", "weekly": [%s]}`, p, p, strings.Join(weekly, ",")))
	}
	for s := range 60 {
		var by []string
		for p := range 50 {
			if s == 59 || (p+s)%5 == 0 {
				by = append(by, fmt.Sprintf(`"p%d"`, p))
			}
		}
		services = append(services, fmt.Sprintf(`{"ref": "s%d", "name": "Service %d", "duration_min": %d, "buffer_after_min": %d, "price": "%d.00", "resources": [%s]}`,
			s, s, 30+s%3*15, s%2*10, 1000+s*50, strings.Join(by, ",")))
	}
	starts := []string{"09:00", "10:30", "14:00", "16:30"}
	for d := range days {
		for p := range 50 {
			for i, start := range starts[:3+(p+d)%5/4] {
				n := len(bookings)
				bookings = append(bookings, fmt.Sprintf(
					`{"ref": "b%d", "service": "s%d", "resources": ["p%d"], "start": "%sT%s:00+03:00", "status": "confirmed", "client": {"name": "Client %d", "phone": "+7916%07d"}}`,
					n, (5-p%5)%5+5*(i+d%8), p, tableDay.AddDays(d), start, n%2000, n%2000))
			}
		}
	}
	path := filepath.Join(h.t.TempDir(), slug+".json")
	h.must(os.WriteFile(path, fmt.Appendf(nil, `{"okno": 1,
		"company": {"slug": "%s", "name": "Network", "timezone": "Europe/Moscow", "locale": "en", "step_min": 15, "min_notice_min": 60, "horizon_days": 90},
		"resources": [%s], "services": [%s], "bookings": [%s], "forms": [{"ref": "f", "name": "Site", "key": "%s"}]}`,
		slug, strings.Join(people, ","), strings.Join(services, ","), strings.Join(bookings, ","), slug), 0o600))
	h.load(path)
	h.must(h.accounts.AddMember(context.Background(), slug, slug+"@bench.example", "Boss", password, booking.Owner))
}

// tableLeads sends leads of which the desk has not taken one.
func (h *house) tableLeads(form string, n int) {
	h.t.Helper()
	for i := range n {
		body := fmt.Sprintf(`{"answers": {"name": "Visitor %d", "phone": "+7926%07d", "comment": "please call"}, "consent": true}`, i, i)
		a := h.do(h.Client(), h.request("POST", "/api/v1/widget/"+form+"/leads", strings.NewReader(body), "Content-Type", "application/json", "Idempotency-Key", fmt.Sprint("lead ", i)))
		if a.Status != http.StatusCreated {
			h.t.Fatalf("a lead: %d %s", a.Status, a.Body)
		}
	}
}

// tableHouse is the server as it is run, with a clock that goes: it is a week before tableDay.
func tableHouse(b *testing.B, options ...func(*handlers.Options)) *house {
	h := newHouse(b, options...)
	h.clock.runs = time.Now()
	return h
}
