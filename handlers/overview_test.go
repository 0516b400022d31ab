package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Half a minute of a manager: the load, the news, and how the weeks compare for
// who may see reports; in few queries.
func TestOverview(t *testing.T) {
	h := newHouse(t)
	h.guests(60)
	h.db.MustExec(`update bookings set source = 'phone', created_at = '2026-11-01', updated_at = '2026-11-01'`)
	h.db.MustExec(`update bookings set updated_at = '2026-11-22 12:00Z' where number in (select number from bookings where status = 'cancelled' order by number limit 8)`)
	if a := h.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	max, dasha, rex := h.signIn("max@studio.example"), h.signIn("dasha@studio.example"), h.signIn("rex@rival.example")
	max.get("/overview")
	h.queries.Store(0)
	a := max.get("/overview")
	if n := h.queries.Load(); n > 6 || a.Status != http.StatusOK {
		t.Errorf("%d with %d queries", a.Status, n)
	}
	if got := text(t, a, "#overview-waiting .search-link strong"); got != "Иван" {
		t.Errorf("who waits is %q", got)
	}
	if got := text(t, a, "#overview-new .search-link strong"); got != "Иван" {
		t.Errorf("new is %q", got)
	}
	if rows, more := len(find(t, a, "#overview-withdrawn .search-link")), text(t, a, "#overview-withdrawn .field-hint"); rows != 6 || more != "и ещё 2" {
		t.Errorf("%d are cancelled, %s", rows, more)
	}
	more := attrs(t, a, "#overview-withdrawn .field-hint a", "href")
	if all := max.get(strings.Join(more, "")); len(more) != 1 || len(find(t, all, "#overview-withdrawn .search-link")) != 8 || len(find(t, all, "#overview-new .search-link")) > 6 {
		t.Errorf("%v leads to %d", more, len(find(t, all, "#overview-withdrawn .search-link")))
	}
	if got := text(t, a, ".load-name"); got != "Анна | Борис | Зал" {
		t.Errorf("the load is of %q", got)
	}
	if got := strings.ReplaceAll(text(t, a, ".week-figures tbody tr"), "\u00a0", " "); got != "Записи 1 было 0 | Занято часов 1 ч было 0 ч | Неявки 0 было 0 | Отмены 0 было 0 | Выручка 2 500 ₽ было 0 ₽" {
		t.Errorf("the weeks: %q", got)
	}
	if a := dasha.get("/overview"); a.Status != http.StatusOK || len(find(t, a, ".week-figures")) != 0 || len(find(t, a, "#overview-waiting")) != 1 {
		t.Errorf("the desk: %d %s", a.Status, text(t, a, "main"))
	}
	if got := text(t, rex.get("/overview"), "#overview"); strings.Contains(got, "Иван") {
		t.Errorf("another company sees %s", got)
	}
	// A manager's phone opens it; his desk, and the desk's phone, open the board.
	for _, test := range []struct{ email, agent, want string }{
		{"max@studio.example", "Mozilla/5.0 (iPhone) Mobile/15E148", "/overview"}, {"max@studio.example", "Mozilla/5.0 (X11)", "/bookings"}, {"dasha@studio.example", "Mozilla/5.0 (iPhone) Mobile/15E148", "/bookings"},
	} {
		b := h.browser()
		at := b.post("/sign-in", url.Values{"email": {test.email}, "password": {password}}, "User-Agent", test.agent)
		if at.Header.Get("Location") == "/" {
			at = b.get("/", "User-Agent", test.agent)
		}
		if got := at.Header.Get("Location"); got != test.want {
			t.Errorf("%s by %s lands on %q", test.email, test.agent, got)
		}
	}
}
