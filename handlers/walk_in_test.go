package handlers_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"okno/booking/companyfile"
	"okno/db/filedb"
)

// Whoever comes without an appointment is booked for now, without a name, and is there.
func TestWalkIn(t *testing.T) {
	h := newHouse(t)
	h.clock.set(time.Date(2026, 11, 24, 9, 7, 0, 0, time.UTC)) // 12:07 in Moscow
	dasha := h.signIn("dasha@studio.example")
	if len(find(t, dasha.get(day), "#day-walk-in[href='/bookings/new?source=walk_in']")) != 1 {
		t.Error("the board does not lead to it")
	}
	h.queries.Store(0)
	form := dasha.get("/bookings/new?source=walk_in", fragment...)
	if n := h.queries.Load(); n > 3 { // the session's, and who is occupied
		t.Errorf("the form takes %d queries", n)
	}
	if got := text(t, form, "#new-service"); !strings.Contains(got, "₽ · в 12:00") || !strings.Contains(got, "Разговор · 30 мин · в 12:00") || !strings.Contains(got, "Некому · 30 мин · сегодня не выйдет") {
		t.Errorf("the services: %s", got)
	}
	typed := filled(t, form, "service", h.ref("services", "cut"))
	proposed := func() string {
		a := dasha.post("/bookings/times", typed, fragment...)
		typed.Del("proposed")
		for _, n := range find(t, a, "[name=proposed]") {
			typed.Set("proposed", attribute(n, "value"))
		}
		typed.Set("start", "")
		for _, n := range find(t, a, "[name=start][checked]") {
			typed.Set("start", attribute(n, "value"))
		}
		return typed.Get("start")
	}
	if got := proposed(); got != "2026-11-24T12:00:00+03:00" {
		t.Fatalf("proposed is %s", got)
	}
	a := dasha.post("/bookings", typed, fragment...)
	if a.Status != http.StatusOK || !strings.Contains(text(t, a, ".toast-text"), "На месте: Без имени, 12:00") {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if got := h.one(`select concat_ws(' ', source, status, contact_name, contact_phone, (select string_agg(act, ',' order by n) from booking_history)) from bookings`); got != "walk_in arrived Без имени created,arrived" {
		t.Errorf("it is %s", got)
	}
	if got := text(t, dasha.get(day), ".card"); !strings.Contains(got, "без записи") || strings.Contains(got, "новый клиент") {
		t.Errorf("its card: %s", got)
	}
	// The guest is nobody: in no list, and found by no search.
	for _, path := range []string{"/clients", "/clients/find?find=имени", "/clients?q=имени"} {
		if a := dasha.get(path); strings.Contains(string(a.Body), "Без имени") {
			t.Errorf("%s shows the guest", path)
		}
	}
	// What was proposed for one service is not kept for another; what was chosen is.
	typed = filled(t, dasha.get("/bookings/new?source=walk_in", fragment...), "service", h.ref("services", "cut"))
	if got := proposed(); got != "2026-11-24T13:00:00+03:00" {
		t.Errorf("the next one is proposed at %s", got)
	}
	typed.Set("service", h.ref("services", "talk"))
	if got := proposed(); got != "2026-11-24T12:00:00+03:00" {
		t.Errorf("of the other service it is %s", got)
	}
	typed.Set("start", "2026-11-24T15:00:00+03:00")
	if got := proposed(); got != "2026-11-24T15:00:00+03:00" {
		t.Errorf("what was chosen becomes %s", got)
	}
	// Later than anybody arrives it is a booking that has still to be kept, and a name that is given makes somebody of him.
	typed.Set("name", "Зоя")
	later := dasha.post("/bookings", typed, fragment...)
	if got := h.one(`select source || ' ' || status from bookings where contact_name = 'Зоя'`); later.Status != http.StatusOK || got != "walk_in confirmed" || !strings.Contains(text(t, dasha.get("/clients"), ".client-name"), "Зоя") {
		t.Errorf("%d, three hours later it is %s", later.Status, got)
	}
	// Out and in again it is the same.
	file := h.exported("studio")
	if !strings.Contains(file, `"Без имени"`) {
		t.Errorf("the file: %s", file)
	}
	h.loadText(strings.ReplaceAll(strings.ReplaceAll(file, `"slug": "studio"`, `"slug": "again"`), `"key": "studio-`, `"key": "again-`))
	if got := strings.ReplaceAll(strings.ReplaceAll(h.exported("again"), `"slug": "again"`, `"slug": "studio"`), `"key": "again-`, `"key": "studio-`); got != file {
		t.Errorf("after an import the file is %s", got)
	}
	if a := dasha.post(takenBackAt(t, a), nil, fragment...); a.Status != http.StatusOK || h.count(`select count(*) from bookings where contact_name = 'Без имени' and deleted_at is null and company_id = (select id from companies where slug = 'studio')`) != 0 {
		t.Errorf("taken back: %d %s", a.Status, text(t, a, ".toast-text"))
	}
	if a := h.signIn("max@studio.example").get("/bookings/new?source=walk_in"); a.Status != http.StatusForbidden {
		t.Errorf("who changes nothing gets %d", a.Status)
	}
}

// exported is the company's file.
func (h *house) exported(slug string) string {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), slug)
	h.must(err)
	file, err := filedb.CompanyFile(context.Background(), h.db.Of(company.ID))
	h.must(err)
	var text strings.Builder
	h.must(companyfile.Encode(&text, file))
	return text.String()
}
