package handlers_test

import (
	"strings"
	"testing"
)

// A company with so many bookings that counting them anew might not end within a request is told so before it is asked
// whether it is sure, and again when it has bookings enough by then; a file moves it, and nothing of it is half moved.
func TestACompanyOfVeryManyBookingsIsNotMovedByARequest(t *testing.T) {
	h := newHouse(t)
	h.desk.Settings.MostMoved = 1
	b := h.signIn("olga@studio.example")
	zone := func() string { return h.one(`select timezone from companies where slug = 'studio'`) }
	h.booked()
	asked := b.post("/settings/company", with(formOf(t, b.get("/settings/company"), "#settings"), "timezone", "Екатеринбург"))
	if asked.Status != 422 || len(find(t, asked, "[name=zone_seen]")) != 1 {
		t.Fatalf("with as many as may be moved: %d %s", asked.Status, text(t, asked, ".field-error"))
	}
	sure := formOf(t, asked, "#settings")
	h.booked("10:00", "11:00")
	for what, form := range map[string]map[string][]string{"sure": sure, "not asked yet": with(formOf(t, b.get("/settings/company"), "#settings"), "timezone", "Екатеринбург")} {
		a := b.post("/settings/company", form)
		if got := strings.TrimRight(text(t, a, ".field-error"), " |"); a.Status != 422 || len(find(t, a, "[name=zone_seen]")) != 0 ||
			got != "В компании больше 1 записи, и здесь её пояс не сменить: придётся пересчитать все записи. Попросите того, кто ведёт сервер: он сделает это командой okno import." {
			t.Errorf("%s: %d %q", what, a.Status, got)
		}
		if got := attrs(t, a, "#timezone", "value"); len(got) != 1 || got[0] != "Екатеринбург (UTC+5)" && got[0] != "Asia/Yekaterinburg" {
			t.Errorf("%s: what was typed is %q", what, got)
		}
		if got := zone(); got != "Europe/Moscow" {
			t.Fatalf("%s: it has moved to %s", what, got)
		}
	}
	name := with(formOf(t, b.get("/settings/company"), "#settings"), "name", "Другое имя")
	if a := b.post("/settings/company", name); a.Status != 303 {
		t.Errorf("what is no move: %d %s", a.Status, text(t, a, ".field-error"))
	}
	h.loadText(`{"okno": 1, "company": {"slug": "studio", "name": "Студия", "timezone": "Asia/Yekaterinburg", "locale": "ru"}}`)
	if got, local := zone(), h.one(`select min(starts_local)::text from bookings`); got != "Asia/Yekaterinburg" || local != "2026-11-24 12:00:00" {
		t.Errorf("after the file: %s, the first booking at %s", got, local)
	}
}
