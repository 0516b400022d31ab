package handlers_test

import (
	"net/url"
	"strings"
	"testing"
)

// Whose columns a board showed is found again from another section; what narrows
// its bookings is not, and links to a day are of the whole day.
func TestBoardRemembersItsColumns(t *testing.T) {
	h := newHouse(t)
	setup := h.setupOf("studio")
	anna, cut := idOf(t, setup, "anna"), idOf(t, setup, "cut")
	b := h.signIn("dasha@studio.example")
	b.get("/bookings?date=2026-11-24&view=list&service="+cut+"&resource="+anna, fragment...)
	if a := b.get("/bookings"); a.Status != 303 || a.Header.Get("Location") != "/bookings?date=2026-11-23&resource="+anna+"&view=list" {
		t.Errorf("%d to %s", a.Status, a.Header.Get("Location"))
	}
	if a := b.get("/bookings?date=2026-11-24"); a.Status != 200 || len(find(t, a, "#filter-all")) != 0 {
		t.Errorf("a link to a day: %d", a.Status)
	}
	if a := b.get("/bookings"); a.Status != 303 {
		t.Errorf("after it: %d", a.Status)
	}
	b.get("/bookings?date=2026-11-24", fragment...) // the board's own way to show all
	if a := b.get("/bookings"); a.Status != 200 {
		t.Errorf("after all were shown: %d to %s", a.Status, a.Header.Get("Location"))
	}
}

// One press leaves those who work on the date, another one people alone; both are found again.
func TestBoardOfWhoWorks(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	columns := func(path string) string { return text(t, b.get(path, fragment...), "#grid .column-name") }
	day := "/bookings?date=2026-11-23" // a Monday: Boris has it off
	if got := columns(day); got != "Анна | Борис | Зал" {
		t.Fatalf("all: %s", got)
	}
	for selector, want := range map[string]string{"#only-working": "Анна | Зал", "#only-people": "Анна | Борис"} {
		link := attrs(t, b.get(day), selector, "href")[0]
		if got := columns(link); got != want {
			t.Errorf("%s: %s, want %s", selector, got, want)
		}
		both := attrs(t, b.get(link), map[string]string{"#only-working": "#only-people", "#only-people": "#only-working"}[selector], "href")[0]
		if got := columns(both); got != "Анна" {
			t.Errorf("both: %s", got)
		}
	}
	if a := b.get("/bookings"); a.Header.Get("Location") != "/bookings?date=2026-11-23&only=people%2Cworking" {
		t.Errorf("from another section: %d to %s", a.Status, a.Header.Get("Location"))
	}
	// A day on which nobody works, and one with all columns hidden, say so with a way out.
	if a := b.get("/bookings?date=2026-11-26&only=working"); len(find(t, a, ".empty a[href='/bookings?date=2026-11-26']")) != 1 {
		t.Errorf("a day off: %s", text(t, a, ".empty"))
	}
	b.post("/bookings/columns?date=2026-11-23", url.Values{"all": {"hidden"}}, fragment...)
	if a := b.get(day); !strings.Contains(text(t, a, ".empty"), "Показывать некого") || text(t, a, "#filter-columns summary") != "Скрыто: 3" {
		t.Errorf("all hidden: %s", text(t, a, ".empty"))
	}
	b.post("/bookings/columns?date=2026-11-23", url.Values{"all": {"shown"}}, fragment...)
	if got := columns(day); got != "Анна | Борис | Зал" {
		t.Errorf("all shown: %s", got)
	}
}

// A link to today is resolved when it is followed, and the address says the date.
func TestLinksToTodayOutliveMidnight(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	for _, page := range []string{"/bookings", "/schedules?view=day", "/schedules?view=month"} {
		link := attrs(t, b.get(page), "#day-today", "href")[0]
		if !strings.Contains(link, "date=today") {
			t.Errorf("%s leads to %s", page, link)
		}
		h.clock.set(monday.AddDate(0, 0, 9))
		a := b.get(link, fragment...)
		if got := a.Header.Get("HX-Push-Url"); a.Status != 200 || len(find(t, a, "#day-today[aria-current]")) != 1 || !strings.Contains(got, "date=2026-12-0") {
			t.Errorf("%s: %d, the address %q", link, a.Status, got)
		}
		h.clock.set(monday)
	}
	h.clock.set(monday.AddDate(0, 0, 9))
	if got := attrs(t, b.get("/bookings/new?date=today", fragment...), "#when-date", "value"); len(got) != 1 || got[0] != "2026-12-02" {
		t.Errorf("a new booking is of %v", got)
	}
}
