package handlers_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// What is over and has no word on how it went is in one list, counted on the board, decided by one request each,
// and every decision is taken back; clients hear nothing of it.
func TestCloseOfDay(t *testing.T) {
	h := newHouse(t)
	for i, hour := range []string{"T10:", "T11:", "T12:", "T13:"} {
		if a := h.book(rand8(), bookingBody("T10:", hour, "Иван", "Гость "+string(rune('1'+i)), "45-67", "45-6"+string(rune('0'+i)), "ivan@", "ivan"+string(rune('1'+i))+"@")); a.Status != 201 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	h.db.MustExec(`update bookings set status = case number when 4 then 'pending' else 'confirmed' end`)
	b := h.signIn("dasha@studio.example")
	names := func() string { return text(t, b.get("/bookings/undecided", fragment...), ".undecided-row strong") }
	if a := b.get("/bookings/undecided"); names() != "" || !strings.Contains(text(t, a, ".empty"), "Все записи отмечены") {
		t.Errorf("before anything is over: %q %q", names(), text(t, a, ".empty"))
	}
	h.clock.set(monday.AddDate(0, 0, 1).Add(4*time.Hour + 30*time.Minute)) // Tuesday, half past one
	if got := names(); got != "Гость 1 | Гость 2 | Гость 3" {
		t.Errorf("of today: %q", got)
	}
	if n := len(find(t, b.get("/bookings?date="+tuesday), ".totals-undecided")); n != 0 {
		t.Error("the board nags about today")
	}
	h.clock.set(monday.AddDate(0, 0, 2)) // Wednesday morning
	b.get("/bookings/undecided")
	before := h.queries.Load()
	page := b.get("/bookings/undecided")
	if n := h.queries.Load() - before; n > 2 {
		t.Errorf("the list takes %d queries", n)
	}
	if got := text(t, page, ".undecided-row strong"); got != "Гость 1 | Гость 2 | Гость 3 | Гость 4" || !strings.Contains(text(t, page, ".undecided h2"), "Вчера") {
		t.Errorf("of yesterday: %q under %q", got, text(t, page, ".undecided h2"))
	}
	if got := text(t, b.get("/bookings?date=2026-11-25"), ".totals-undecided"); got != "не закрыты 4 записи" {
		t.Errorf("the board says %q", got)
	}
	mails := h.one(`select count(*)::text from deliveries where recipient like 'ivan%'`)
	decide := func(number, act string) answer {
		t.Helper()
		a := b.post("/bookings/"+h.one(`select id::text from bookings where number = `+number)+"/decision", url.Values{"act": {act}}, fragment...)
		return a
	}
	for number, act := range map[string]string{"1": "completed", "2": "no_show", "3": "cancelled"} {
		if a := decide(number, act); a.Status != 200 || len(find(t, a, ".toast-undo")) != 1 || h.one(`select status from bookings where number = `+number) != act {
			t.Errorf("%s: %d %.300s", act, a.Status, a.Body)
		}
	}
	if a := decide("4", "completed"); a.Status != 409 {
		t.Errorf("one that nobody has confirmed took place: %d", a.Status)
	}
	left := decide("4", "left")
	if got := names(); left.Status != 200 || got != "" {
		t.Errorf("left as it is: %d, still there: %q", left.Status, got)
	}
	if got := h.one(`select status from bookings where number = 4`); got != "pending" {
		t.Errorf("it has become %s", got)
	}
	path := attrs(t, left, ".toast-undo", "hx-delete")[0]
	if a := b.send("DELETE", path, nil, fragment...); a.Status != 200 || names() != "Гость 4" {
		t.Errorf("taken back: %d %q", a.Status, names())
	}
	if got := h.one(`select string_agg(act, ' ' order by n) from booking_history where booking_id = (select id from bookings where number = 4)`); !strings.HasSuffix(got, "left undone") {
		t.Errorf("its history: %s", got)
	}
	if got := h.one(`select count(*)::text from deliveries where recipient like 'ivan%'`); got != mails {
		t.Errorf("%s deliveries to clients, %s before", got, mails)
	}
	if a := b.post(strings.TrimSuffix(path, "decision")+"decision", url.Values{"act": {"deleted"}}, fragment...); a.Status != 400 {
		t.Errorf("no decision: %d", a.Status)
	}
	// Nobody is asked about what is a month old.
	h.clock.set(monday.AddDate(0, 0, 40))
	if b = h.signIn("dasha@studio.example"); names() != "" {
		t.Errorf("a month later: %q", names())
	}
}
