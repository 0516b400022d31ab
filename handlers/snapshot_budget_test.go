package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"okno/booking"
	"okno/handlers"
)

func TestSnapshotsKeepWithinTheirBudget(t *testing.T) {
	const budget = 40 << 10
	h := newHouse(t, func(o *handlers.Options) { o.SnapshotBytes = budget })
	const companies = 6
	for n := range companies {
		h.loadText(strings.NewReplacer(`"snap"`, fmt.Sprintf(`"snap-%d"`, n), `"Snap"`, fmt.Sprintf(`"Snap %d"`, n)).Replace(snapshotCompany))
	}
	var first [companies]string
	for round := range 3 {
		for n := range companies {
			a := h.get(fmt.Sprintf("/api/v1/widget/snap-%d/slots?service=roomy&from=2026-11-23&to=2026-12-12", n))
			if round == 0 {
				first[n] = string(a.Body)
			}
			if string(a.Body) != first[n] || a.Status != http.StatusOK {
				t.Errorf("company %d in round %d: %d %s", n, round, a.Status, a.Body)
			}
			if stats := h.handlers.Snapshots.Stats(); stats.Bytes > budget || stats.Bytes < 0 {
				t.Errorf("%d bytes are kept of %d", stats.Bytes, budget)
			}
		}
	}
	if stats := h.handlers.Snapshots.Stats(); stats.Companies >= companies || stats.Evictions == 0 {
		t.Errorf("nobody was let go: %+v", stats)
	}
}

// A resource may have thousands of days of its own: the budget counts them.
func TestTheBudgetCountsDatedHours(t *testing.T) {
	h := newHouse(t)
	company := func(slug, more string) int64 {
		before := h.handlers.Snapshots.Stats().Bytes
		file := strings.NewReplacer(`"snap"`, `"`+slug+`"`, `"name": "A", `, `"name": "A", `+more)
		h.loadText(file.Replace(snapshotCompany))
		h.get("/api/v1/widget/" + slug + "/slots?service=plain&from=2026-11-23&to=2026-11-23")
		return h.handlers.Snapshots.Stats().Bytes - before
	}
	var days []string
	for n := range 1_000 {
		days = append(days, `{"date": "`+booking.Date{Year: 2027, Month: 1, Day: 1}.AddDays(n).String()+`", "hours": [{"from": "09:00", "to": "10:00"}]}`)
	}
	var cycle []string
	for n := range 500 {
		cycle = append(cycle, fmt.Sprintf(`{"day": %d, "from": "%02d:%02d", "to": "24:00"}`, n%56+1, n/60, n%60))
	}
	plain := company("plain", "")
	dated := company("dated", `"days": [`+strings.Join(days, ", ")+`], "schedules": [{"from": "2030-01-01", "cycle_days": 56, "hours": [`+strings.Join(cycle, ", ")+`]}], `)
	// A day takes 48 bytes and its interval 16, an interval of a cycle 24.
	if least := int64(1_000*(48+16) + 500*24); dated-plain < least {
		t.Errorf("they weigh %d bytes more, and take %d", dated-plain, least)
	}
}
