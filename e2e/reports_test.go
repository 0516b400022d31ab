package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The reports of the demo and of a company that has nothing, in every shape; and a hand that asks for other days.
func TestReportsLooks(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/bare.json", "bare", "boris@bare.example")
	importFile(t, p, companyWithVisits(t, "beginner", 1), "beginner", "bella@beginner.example")
	importFile(t, p, companyWithVisits(t, "year", 365), "year", "yara@year.example")
	chrome := browser(t)
	first, year := enter(t, chrome, p, "first", "bella@beginner.example", "/reports"), enter(t, chrome, p, "year", "yara@year.example", "/reports")
	full, empty := enter(t, chrome, p, "reports", "olga@lotos.example", "/reports"), enter(t, chrome, p, "bare", "boris@bare.example", "/reports")
	inRussian(t, func(t *testing.T, lang string) {
		full, empty, first, year := full.of(t), empty.of(t), first.of(t), year.of(t)
		full.speak(lang, p.okno+"/reports?weeks=4")
		full.exec(`document.querySelectorAll(".report-details").forEach(d => d.open = true)`)
		full.right("reports", lang)
		empty.speak(lang, p.okno+"/reports")
		empty.wait("what to do", `document.querySelector("#report .empty a")`)
		empty.right("reports-empty", lang)
		first.speak(lang, p.okno+"/reports")
		first.right("reports-first-day", lang)
		today := time.Now()
		year.speak(lang, p.okno+"/reports?period=custom&from="+today.AddDate(-1, 0, 1).Format(time.DateOnly)+"&to="+today.Format(time.DateOnly))
		year.exec(`document.querySelectorAll(".report-details").forEach(d => d.open = true)`)
		year.right("reports-year", lang)
	})
	w := full.of(t)
	w.do(chromedp.Navigate(p.okno + "/reports"))
	choose := func(what, value string) {
		w.settled(what, `document.querySelector("#report-filter")`)
		w.exec(`{ const s = document.querySelector("#report-` + what + `"); s.value = ` + quote(value) + `; s.dispatchEvent(new Event("change", {bubbles: true})) }`)
	}
	choose("period", "custom")
	w.wait("fields for the days", `document.querySelector("#report-from") && location.search.includes("period=custom")`)
	w.exec(`document.querySelector("#report-from").value = "2026-03-02"; document.querySelector("#report-to").value = "2026-03-01"; document.querySelector("#report-filter button").click()`)
	w.wait("what is wrong, and what was typed", `document.querySelector("#report-to-error") && document.querySelector("#report-to").value === "2026-03-01"`)
	choose("period", "last-month")
	w.wait("the month before", `location.search === "?period=last-month" && document.querySelector(".report-tile")`)
	w.quiet("422")
}

// companyWithVisits is the file of a company that has had one or two visits on each of its last days, some of which were cancelled or missed.
func companyWithVisits(t *testing.T, slug string, days int) string {
	t.Helper()
	type list []map[string]any
	var bookings list
	today := time.Now().UTC().Truncate(24 * time.Hour)
	statuses := []string{"completed", "completed", "no_show", "arrived", "cancelled", "completed"}
	for n := range days {
		for i := range 1 + n%2 {
			start := today.AddDate(0, 0, -n).Add(time.Duration(9+3*i) * time.Hour)
			bookings = append(bookings, map[string]any{
				"ref": fmt.Sprintf("%d-%d", n, i), "service": "cut", "resources": []string{[]string{"anna", "alexandra"}[i]}, "start": start.Format(time.RFC3339),
				"status": statuses[(n+i)%len(statuses)], "client": map[string]string{"name": fmt.Sprint("Client ", n%40), "phone": fmt.Sprintf("+44770090%04d", n%40)},
			})
		}
	}
	week := list{}
	for day := 1; day <= 7; day++ {
		week = append(week, map[string]any{"weekday": day, "from": "08:00", "to": "20:00"})
	}
	file, err := json.Marshal(map[string]any{
		"okno":    1,
		"company": map[string]any{"slug": slug, "name": "Year & Co", "timezone": "Europe/London", "locale": "en", "currency": "GBP"},
		"resources": list{{"ref": "anna", "name": "Anna", "kind": "staff", "weekly": week},
			{"ref": "alexandra", "name": "Alexandra-Catherine Constantinopoulos", "kind": "staff", "weekly": week}},
		"services": list{{"ref": "cut", "name": "A cut with everything that belongs to it", "duration_min": 60, "price": "1234.50", "resources": []string{"anna", "alexandra"}}},
		"bookings": bookings,
		"forms":    list{{"ref": "site", "name": "Site", "key": slug + "-site"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), slug+".json")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
