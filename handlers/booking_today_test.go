package handlers_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// A form that proposed today proposes the today of now; what somebody has chosen
// stays, and is asked about once where the company's zone has become another one.
func TestNewBookingOverMidnightAndZones(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	h.clock.set(time.Date(2026, 11, 23, 20, 59, 0, 0, time.UTC)) // 23:59 in Moscow
	form := b.get("/bookings/new", fragment...)
	typed := filled(t, form, "service", h.one(`select id::text from services where ref = 'cut'`), "name", "Анна")
	if typed.Get("today") != "2026-11-23" || typed.Get("date") != "2026-11-23" {
		t.Fatalf("proposed: %v", typed)
	}
	h.clock.set(h.clock.Now().Add(2 * time.Minute))
	of := func(a answer, name string) string {
		for _, field := range find(t, a, "[name="+name+"]") {
			return attribute(field, "value")
		}
		return ""
	}
	times := func(typed url.Values) (date, today string) {
		a := b.post("/bookings/times", typed, fragment...)
		return of(a, "date"), of(a, "today")
	}
	if date, today := times(typed); date != "2026-11-24" || today != date {
		t.Errorf("after midnight: %q, proposed %q", date, today)
	}
	chosen := with(typed, "date", "2026-11-24")
	if date, today := times(chosen); date != "2026-11-24" || today != "" {
		t.Errorf("a day that was chosen: %q, proposed %q", date, today)
	}
	chosen = with(chosen, "start", "2026-11-24T12:00:00+03:00")
	h.exec(`update companies set timezone = 'Asia/Yekaterinburg' where slug = 'studio'`)
	h.exec(`update company_versions set setup_version = setup_version + 1`)
	a := b.post("/bookings", chosen, fragment...)
	if a.Status != 422 || h.rows("bookings") != 0 || !strings.Contains(text(t, a, "#when-times [role=alert]"), "пояс") {
		t.Fatalf("another zone: %d %s", a.Status, text(t, a, "#new-booking"))
	}
	again := with(chosen, "zone", of(a, "zone"), "start", attribute(find(t, a, "[name=start][checked]")[0], "value"), "at", of(a, "at"))
	if a := b.post("/bookings", again, fragment...); a.Status != 200 {
		t.Fatalf("pressed again: %d %s", a.Status, text(t, a, ".field-error"))
	}
	if got := h.one(`select (starts_at at time zone 'Asia/Yekaterinburg')::text from bookings`); got != "2026-11-24 12:00:00" {
		t.Errorf("booked at %s", got)
	}
}

func (h *house) exec(sql string) {
	h.t.Helper()
	_, err := h.db.ExecContext(h.t.Context(), sql)
	h.must(err)
}
