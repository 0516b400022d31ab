package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whatever the date, a booking is found by whose it is or by its number; a
// deleted one and another company's are not.
func TestSearchOverAllDates(t *testing.T) {
	h := newHouse(t)
	h.guests(40)
	if a := h.book(rand8(), bookingBody(`"Иван"`, `"Гость 007"`, "8 916 123-45-67", "8 916 000-00-07")); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	dasha, rex := h.signIn("dasha@studio.example"), h.signIn("rex@rival.example")
	for query, want := range map[string]string{
		"гость 007": "Гость 007 | Гость 007", "0000007": "Гость 007 | Гость 007", "8 916 000 00 07": "Гость 007 | Гость 007", "twin@example": "двойник 003 | двойник 002 | двойник 001 | двойник 000",
		"#8": "Гость 007", "ivan@EXAMPLE.com": "Гость 007 | Гость 007",
		"г": "", "%": "", "гость_007": "Гость 007 | Гость 007", "%007%": "Гость 007 | Гость 007", "\\": "", "🔥": "", "🔥 🔥": "", strings.Repeat("ж", 10_000): "", "<script>alert(1)</script>": "",
	} {
		h.queries.Store(0)
		a := dasha.get("/search?q="+url.QueryEscape(query), fragment...)
		if got := text(t, a, ".search-group .search-link[hx-get] strong"); a.Status != http.StatusOK || !strings.EqualFold(got, want) {
			t.Errorf("%.30q finds %q (%d), not %q", query, got, a.Status, want)
		}
		if want == "" && text(t, a, ".search-text, .empty p") == "" || strings.Contains(string(a.Body), "<script>") {
			t.Errorf("%.30q is answered by %.300s", query, a.Body)
		}
		if n := h.queries.Load(); n > 4 {
			t.Errorf("%q takes %d queries", query, n)
		}
		if got := text(t, rex.get("/search?q="+url.QueryEscape(query)), ".search-group"); got != "" {
			t.Errorf("another company finds %q by %.30q", got, query)
		}
	}
	// What is announced to a screen reader has no place on the page, where it would be read.
	for _, query := range []string{"гость 007", "🔥 🔥"} {
		if a := dasha.get("/search?q=" + url.QueryEscape(query)); strings.Contains(string(a.Body), "hx-partial") {
			t.Errorf("the page of %q has an announcement in it", query)
		}
	}
	// Groups: what is to come stands above the past.
	if got := text(t, dasha.get("/search?q=гость+007"), ".search-group h2"); got != "Предстоящие | Прошлые | Клиенты" {
		t.Errorf("the groups are %q", got)
	}
	h.db.MustExec(`update bookings set deleted_at = now(), status = 'cancelled' where number = 8`)
	if got := text(t, dasha.get("/search?q=%238"), ".search-link"); got != "" {
		t.Errorf("a deleted booking is found: %q", got)
	}
}
