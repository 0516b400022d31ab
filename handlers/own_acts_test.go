package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// She says how a visit goes, is asked where that cannot be true yet, and takes it back; a booking that went to somebody else
// meanwhile is hers no more.
func TestSpecialistMarksHerVisits(t *testing.T) {
	h, hers, his := studied(t)
	anna := h.signIn("anna@studio.example")
	at, status := "/own/bookings/"+string(hers), func() string { return h.one(`select status from bookings where id = $1`, hers) }
	const told = `select count(*)::text from deliveries where booking_id = $1 and audience = 'client'`
	before := h.one(told, hers)
	if a := anna.post(at+"/arrival", nil, fragment...); a.Status != 409 && a.Status != 422 || len(find(t, a, "[data-act=early]")) != 1 || status() != "confirmed" {
		t.Errorf("a day too early: %d, %s", a.Status, status())
	}
	h.clock.set(monday.AddDate(0, 0, 1).Add(65 * 60e9))
	a := anna.post(at+"/arrival", nil, fragment...)
	if got := text(t, a, ".toast-text"); a.Status != 200 || status() != "arrived" || got != "Иван, 10:00: на месте." {
		t.Errorf("arrived: %d %s, %q", a.Status, status(), got)
	}
	undo := attrs(t, a, ".toast-undo", "hx-post")
	if len(undo) != 1 || !strings.HasPrefix(undo[0], "/own/undo/") {
		t.Fatalf("it is taken back by %q", undo)
	}
	if a := h.signIn("boris@studio.example").post(undo[0], nil); a.Status != 404 || status() != "arrived" {
		t.Errorf("another takes it back: %d", a.Status)
	}
	if a := anna.post(undo[0], nil, fragment...); a.Status != 200 || status() != "confirmed" {
		t.Errorf("taken back: %d %s", a.Status, status())
	}
	anna.post(at+"/no-show", nil)
	if a := anna.send("DELETE", at+"/no-show", nil); a.Status != 303 || status() != "confirmed" {
		t.Errorf("one step back: %d %s", a.Status, status())
	}
	if a := anna.post(at+"/no-show", url.Values{"seen": {"stale"}}, fragment...); a.Status != 409 || status() != "confirmed" || len(find(t, a, ".problem, .form-errors")) == 0 {
		t.Errorf("what has changed meanwhile: %d", a.Status)
	}
	if h.one(`select string_agg(act || ' ' || actor_name, ', ' order by n) from booking_history where booking_id = $1 and actor_kind = 'member'`, hers) != "arrived anna, undone anna, no_show anna, stepped_back anna" {
		t.Error("the history says otherwise")
	}
	if n := h.one(told, hers); n != before {
		t.Errorf("%s messages to the client, %s before", n, before)
	}
	a = anna.post(at+"/arrival", nil, fragment...)
	undo = attrs(t, a, ".toast-undo", "hx-post")
	h.db.MustExec(`update booking_resources set resource_id = $1 where booking_id = $2 and resource_id = $3`, h.idOf("resources", "off"), hers, h.idOf("resources", "anna"))
	for what, a := range map[string]answer{"a mark": anna.post(at+"/completion", nil), "undoing": anna.post(undo[0], nil), "the page": anna.get(at), "another's": anna.post("/own/bookings/"+string(his)+"/arrival", nil)} {
		if a.Status != 404 {
			t.Errorf("%s of what is hers no more: %d", what, a.Status)
		}
	}
	if status() != "arrived" {
		t.Errorf("it is %s", status())
	}
}

// The desk's own acts that a member made before he became a specialist cannot be taken back by him, nor what is no mark.
func TestSpecialistTakesBackMarksAlone(t *testing.T) {
	h, hers, _ := studied(t)
	dasha := h.signIn("dasha@studio.example")
	a := dasha.post("/bookings/"+string(hers)+"/cancellation", nil, fragment...)
	undo := attrs(t, a, ".toast-undo", "hx-post")
	if len(undo) != 1 {
		t.Fatalf("%d %q", a.Status, undo)
	}
	h.must(h.accounts.AddSpecialist(t.Context(), "studio", "dasha@studio.example", "", password, "anna"))
	for _, path := range []string{undo[0], "/own" + undo[0]} {
		if a := dasha.post(path, nil); a.Status != 403 {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
	if got := h.one(`select status from bookings where id = $1`, hers); got != "cancelled" {
		t.Errorf("it is %s", got)
	}
}

// Over her socket comes what is hers, as it comes to her and leaves her, and nothing of what the desk is told; another role or
// another resource ends it.
func TestSpecialistHearsOfHerOwnAlone(t *testing.T) {
	h, _, his := studied(t)
	anna, olga := h.signIn("anna@studio.example"), h.signIn("olga@studio.example")
	s, company := anna.hears("/own?date=2026-11-24"), h.one(`select id::text from companies where slug = 'studio'`)
	h.leadFrom("Заявкина")
	if a := olga.post("/bookings/"+string(his)+"/arrival", url.Values{"sure": {"early"}}); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	h.booked("10:00:00", "12:00:00", "Иван", "Новая Н.", "45-67", "45-60", "ivan@", "new@")
	got := s.until("Новая Н.")
	for _, word := range append([]string{"Заявкина", "nav-leads", "bar-leads", "heard"}, aliens...) {
		if strings.Contains(got, word) {
			t.Errorf("she is told %q", word)
		}
	}
	// What leaves her is gone.
	seen := h.one(`select id::text from bookings where contact_name = 'Новая Н.'`)
	olga.post("/bookings/"+seen+"/deletion", nil)
	if got := s.until(`id="day"`); strings.Contains(got, "Новая Н.") {
		t.Error("what was deleted still stands there")
	}
	// What is handed over to her comes, and goes when it is handed back.
	hand := func(to, hour string) {
		t.Helper()
		form := typedForm("date", bookingDay, "start", at(hour+":00"), "resource-staff", h.idOf("resources", to))
		if a := olga.post("/bookings/"+string(his)+"/move", form); a.Status != 303 {
			t.Fatalf("handing it to %s: %d %s", to, a.Status, text(t, a, ".problem, .doubt, .warning"))
		}
	}
	hand("anna", "13")
	s.until("Чужой Ч.")
	hand("boris", "15")
	if got := s.until(`id="day"`); strings.Contains(got, "Чужой") {
		t.Error("what was handed back still stands there")
	}
	member := h.user("anna@studio.example")
	form := url.Values{"role": {"specialist"}, "resource": {h.idOf("resources", "boris")}, "began": {"specialist"}, "began_resource": {h.idOf("resources", "anna")}}
	if a := olga.post("/settings/team/"+member+"/role", form); a.Status != 303 {
		t.Fatalf("another resource: %d", a.Status)
	}
	if code := s.end(); code != websocket.StatusServiceRestart {
		t.Errorf("the socket ended with %v", code)
	}
	if got := text(t, anna.get("/own?date=2026-11-24"), ".own-who"); got != "Чужой Ч." {
		t.Errorf("she sees %q", got)
	}
	s = anna.hears("/own/week?date=2026-11-24")
	if a := olga.post("/settings/team/"+member+"/role", url.Values{"role": {"desk"}}); a.Status != 303 {
		t.Fatalf("another role: %d", a.Status)
	}
	if code := s.end(); code != websocket.StatusPolicyViolation {
		t.Errorf("the socket ended with %v", code)
	}
	if h.one(`select count(*)::text from members where company_id = $1 and resource_id is not null`, company) != "1" {
		t.Error("who is no specialist keeps a resource")
	}
}
