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

// A date opens its day, the beginning of a command or a page leads there, in both languages, as far as whoever
// asks may do it; a lead that is not booked is found as itself.
func TestSearchIsAPalette(t *testing.T) {
	h := newHouse(t)
	lead := func(name string) {
		t.Helper()
		a := h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/leads", strings.NewReader(`{"answers": {"name": "`+name+`", "phone": "+79161112233"}, "consent": true}`),
			"Content-Type", "application/json", "Idempotency-Key", rand8()))
		if a.Status != http.StatusCreated {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	lead("Заявкина Зоя")
	dasha, max, rex := h.signIn("dasha@studio.example"), h.signIn("max@studio.example"), h.signIn("rex@rival.example")
	ask := func(b browser, query string) string {
		a := b.get("/search?q="+url.QueryEscape(query), fragment...)
		return strings.Join(attrs(t, a, ".search-link", "href"), " ")
	}
	for query, want := range map[string]string{
		"12 дек": "/bookings?date=2026-12-12", "12 dec": "/bookings?date=2026-12-12", "завтра": "/bookings?date=2026-11-24", "12.12": "/bookings?date=2026-12-12",
		"новая зап": "/bookings/new?date=today", "New boo": "/bookings/new?date=today", "обед": "/exceptions/time", "block": "/exceptions/time",
		"граф": "/schedules", "sched": "/schedules", "кто раб": "/bookings?date=today&only=working",
		"":      "/bookings/new?date=today /bookings/new?source=walk_in /exceptions/time /bookings?date=today /bookings/undecided /bookings/takings /bookings?date=today&only=working",
		"касса": "/bookings/takings", "cash": "/bookings/takings",
	} {
		if got := ask(dasha, query); got != want {
			t.Errorf("%q leads to %q, want %q", query, got, want)
		}
	}
	week := func(ref string) string {
		return "/bookings/week" + "?date=2026-11-23&resource=" + h.idOf("resources", ref)
	}
	for query, want := range map[string]string{"неделя ан": week("anna"), "бори week": week("boris"), "нед": "", "week": week("anna") + " " + week("boris") + " " + week("hall"), "неделя никто": "", "анна": "", "week выкл": ""} {
		if got := ask(max, query); got != want {
			t.Errorf("%q leads to %q, want %q", query, got, want)
		}
	}
	for query, want := range map[string]string{"новая зап": "", "обед": "", "сегодня": "/bookings?date=2026-11-23 /bookings?date=today /bookings?date=today&only=working /overview"} {
		if got := ask(max, query); got != want {
			t.Errorf("a manager is led by %q to %q, want %q", query, got, want)
		}
	}
	if got := ask(dasha, "заявкина"); !strings.HasPrefix(got, "/leads/") || strings.Contains(got, " ") {
		t.Errorf("the lead: %q", got)
	}
	if got := ask(rex, "заявкина"); got != "" {
		t.Errorf("another company finds %q", got)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	for _, query := range []string{"1112233", "зоя", "+79161112233"} {
		if a := dasha.get("/search?q="+url.QueryEscape(query), fragment...); strings.Contains(string(a.Body), "111-22-33") {
			t.Errorf("%q shows a contact that is hidden: %s", query, text(t, a, ".search-link"))
		}
	}
}
