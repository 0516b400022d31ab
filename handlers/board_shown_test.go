package handlers_test

import (
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
