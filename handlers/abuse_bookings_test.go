package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
)

// One address takes five times at once, some more that wait for a person's word and are
// marked, and no week; the desk sees it as one, takes all of it back, and can undo that.
func TestOneAddressBooksNoWeek(t *testing.T) {
	h := newArena(t)
	before := h.freeStarts("cut", 7)
	count := map[string]int{}
	var refused problem
	for n := 0; n < 176 && count["429"] < 3; n++ { // hour by hour, with each of the three
		a := h.bookAt("203.0.113.7", before[n/3*4], n)
		h.clock.set(h.clock.Now().Add(250*time.Millisecond - 5*time.Second)) // four a second
		if a.Status != 201 {
			a.json(&refused)
		}
		count[became(a)]++
	}
	if count["confirmed"] != abuse.BookingNear.Most || count["confirmed"]+count["pending"] != abuse.BookingMost.Most || count["429"] != 3 {
		t.Errorf("answers: %v", count)
	}
	if !strings.Contains(refused.Detail, "+7\u00a0495\u00a0123-45-67") {
		t.Errorf("who is refused reads %q", refused.Detail)
	}
	if left := len(h.freeStarts("cut", 7)); left*2 < len(before) {
		t.Errorf("%d free starts of %d are left", left, len(before))
	}
	if n := h.one(`select count(*)::text from deliveries where audience = 'client'`); n != fmt.Sprint(abuse.BookingNear.Most) {
		t.Errorf("%s mails to invented clients", n)
	}
	if n := h.one(`select count(*)::text from bookings where suspect and status <> 'pending'`); n != "0" {
		t.Errorf("%s marked ones stand", n)
	}

	ann := h.signIn("ann@arena.example")
	for _, page := range []string{"/bookings", "/leads", "/clients", "/overview"} {
		if got := text(t, ann.get(page), "#flood"); !strings.Contains(got, "50 записей") || !strings.Contains(got, "из одного места") {
			t.Errorf("%s says of it: %q", page, got)
		}
	}
	link := attribute(find(t, ann.get("/overview"), "#flood a")[0], "href")
	form := url.Values{}
	for _, box := range find(t, ann.get(link), "[name=id]") {
		form.Add("id", attribute(box, "value"))
	}
	if len(form["id"]) != 50 {
		t.Errorf("%d lines can be ticked", len(form["id"]))
	}
	waiting := h.one(`select count(*)::text from deliveries where state = 'waiting'`)
	if a := ann.post(link+"/withdrawal", form); a.Status != 303 {
		t.Fatalf("withdrawing: %d %s", a.Status, a.Body)
	}
	if left := h.freeStarts("cut", 7); len(left) != len(before) {
		t.Errorf("%d free starts of %d after withdrawing", len(left), len(before))
	}
	if n := h.one(`select count(*)::text from deliveries where state = 'waiting'`); n != "0" || waiting == "0" {
		t.Errorf("%s messages wait, %s before", n, waiting)
	}
	if got := text(t, ann.get("/overview"), "#flood"); got != "" {
		t.Errorf("the notice stays: %q", got)
	}
	if a := ann.post(link+"/withdrawal", form); a.Status != 409 {
		t.Errorf("withdrawn twice: %d", a.Status)
	}
	id := h.one(`select booking_id::text from booking_history where act = 'withdrawn' limit 1`)
	if got := string(ann.get("/bookings/" + id).Body); !strings.Contains(got, "Отозвана вместе с наплывом") {
		t.Error("its history does not say so")
	}
	if n := h.one(`select count(*)::text from audit_log where act = 'setup.flood_withdrawn'`); n != "1" {
		t.Errorf("%s lines in the log", n)
	}
	// One of the times is taken meanwhile: all the others come back.
	if a := h.bookAt("192.0.2.1", before[0], 500); a.Status != 201 {
		t.Fatalf("an honest client: %d %s", a.Status, a.Body)
	}
	h.db.MustExec(`update booking_resources set resource_id = (select resource_id from booking_resources where booking_id = $1)
		where booking_id = (select id from bookings where deleted_at is null)`, h.one(`select id::text from bookings where deleted_at is not null order by starts_at limit 1`))
	if a := ann.post(link+"/restoration", nil); a.Status != 303 {
		t.Fatalf("bringing back: %d", a.Status)
	}
	if n := h.one(`select count(*)::text from bookings where deleted_at is null and status in ('pending', 'confirmed')`); n != "50" {
		t.Errorf("%s bookings stand after bringing 49 of 50 back", n)
	}
}

// What is taken back and brought back again is as it was: its client is reminded.
func TestAFloodBroughtBackKeepsItsReminders(t *testing.T) {
	h := newArena(t)
	free := h.freeStarts("cut", 5)
	for n := range abuse.Flood.Most + 1 {
		h.bookAt("203.0.113.7", free[n*4], n)
	}
	// Which of them are due depends on the clock of the database, so the letters that wait are made reminders.
	h.db.MustExec(`update deliveries set event = 'booking_reminder', topic = 'booking_reminder-120' where audience = 'client' and state = 'waiting'`)
	waiting := func() string {
		return h.one(`select count(*)::text from deliveries where event = 'booking_reminder' and state = 'waiting'`)
	}
	before := waiting()
	if before == "0" {
		t.Fatal("no reminder is planned")
	}
	ann := h.signIn("ann@arena.example")
	link := attribute(find(t, ann.get("/overview"), "#flood a")[0], "href")
	form := url.Values{}
	for _, box := range find(t, ann.get(link), "[name=id]") {
		form.Add("id", attribute(box, "value"))
	}
	for _, act := range []string{"/withdrawal", "/restoration"} {
		if a := ann.post(link+act, form); a.Status != 303 {
			t.Fatalf("%s: %d", act, a.Status)
		}
	}
	if got := waiting(); got != before {
		t.Errorf("%s reminders wait, and %s before", got, before)
	}
}

// Forty people behind one address book within ten minutes, as the widget does it: all are
// served, and nobody is refused.
func TestHonestCrowdBehindOneAddress(t *testing.T) {
	h := newArena(t)
	free := h.freeStarts("cut", 5)
	count := map[string]int{}
	for n := range 40 {
		address := "203.0.113.7"
		start := free[(n*4)%len(free)]
		view := h.opened(address)
		if a := h.at(address, "GET", "/slots?service=cut&from=2026-11-24&to=2026-11-30", ""); a.Status != 200 {
			t.Fatalf("%d is not told what is free: %d", n, a.Status)
		}
		var held struct{ ID string }
		h.at(address, "POST", "/holds", fmt.Sprintf(`{"service": "cut", "start": %q, "visitor": "v%d", "view": %q}`, start, n, view)).json(&held)
		h.clock.set(h.clock.Now().Add(9 * time.Second))
		body := fmt.Sprintf(`{"service": "cut", "start": %q, "view": %q, "hold": %q, "client": {"name": "Гость", "phone": "+79162%06d", "email": "g%d@example.com"}}`, start, view, held.ID, n, n)
		a := h.at(address, "POST", "/bookings", body, "Idempotency-Key", rand8())
		if a.Status != 201 {
			t.Fatalf("client %d of 40: %d %s", n+1, a.Status, a.Body)
		}
		count[became(a)]++
	}
	if count["confirmed"] == 0 || count["confirmed"]+count["pending"] != 40 {
		t.Errorf("%v", count)
	}
	// Whom the company has seen before does not wait for what others do.
	h.db.MustExec(`update bookings set created_at = created_at - interval '3 days', suspect = false where contact_phone = '+79162000001'`)
	if a := h.bookAt("203.0.113.7", free[len(free)-1], 0, "+79161000000", "+79162000001"); became(a) != "confirmed" {
		t.Errorf("a regular client: %d %s", a.Status, a.Body)
	}
	// Neither does who comes from elsewhere, once the rush is over.
	h.clock.set(h.clock.Now().Add(11 * time.Minute))
	if a := h.bookAt("192.0.2.9", free[len(free)-9], 777); became(a) != "confirmed" {
		t.Errorf("a stranger elsewhere: %s", a.Body)
	}
}

// A flood is answered more slowly the longer it is.
func TestFloodIsSlower(t *testing.T) {
	h := newArena(t)
	var waits []time.Duration
	h.handlers.Pause = func(_ context.Context, d time.Duration) { waits = append(waits, d) }
	free := h.freeStarts("cut", 5)
	for n := range 20 {
		if a := h.bookAt("203.0.113.7", free[n*4], n); a.Status != 201 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	if waits[9] != 0 || waits[10] != 250*time.Millisecond || waits[19] != 2*time.Second {
		text, _ := json.Marshal(waits)
		t.Errorf("%s", text)
	}
}

// Whoever is blocked is asked to call, and so is who has as many bookings to come as the
// company allows; the desk books for both.
func TestBlockedAndBooked(t *testing.T) {
	h := newArena(t)
	ann := h.signIn("ann@arena.example")
	free := h.freeStarts("cut", 10)
	h.db.MustExec(`update companies set max_coming = 2`)
	h.db.MustExec(`update company_versions set setup_version = setup_version + 1`)
	for n, want := range []int{201, 201, 422} {
		a := h.bookAt(fmt.Sprintf("192.0.2.%d", n), free[n*30], 1)
		var p problem
		if want != 201 {
			a.json(&p)
		}
		if a.Status != want || want == 422 && (p.Code != booking.ByPhone || !strings.Contains(p.Fields["client.phone"], "+7\u00a0495\u00a0123-45-67")) {
			t.Errorf("booking %d of one phone: %d %s", n+1, a.Status, a.Body)
		}
	}
	a := h.bookAt("192.0.2.9", free[100], 2, "guest2@", "guest1@")
	if a.Status != 422 {
		t.Errorf("the same e-mail with another phone: %d", a.Status)
	}
	h.bookAt("192.0.2.9", free[100], 3)
	id := h.one(`select id::text from bookings where contact_phone = '+79161000003'`)
	if !strings.Contains(string(ann.get("/bookings/"+id).Body), "Не записывать через сайт") {
		t.Error("a booking does not offer to block its client")
	}
	if a := ann.post("/blocks", url.Values{"booking": {id}, "reason": {strings.Repeat("я", 300)}}); a.Status != 422 {
		t.Errorf("a reason without end: %d", a.Status)
	}
	if a := ann.post("/blocks", url.Values{"booking": {id}, "reason": {"дважды не пришёл <b>"}}); a.Status != 303 {
		t.Fatalf("blocking: %d %s", a.Status, a.Body)
	}
	for name, change := range map[string][2]string{"both": {"", ""}, "another phone": {"+79161000003", "+79161000033"}, "another e-mail": {"guest3@", "guest33@"}} {
		var p problem
		if h.bookAt("192.0.2.9", free[150], 3, change[0], change[1]).json(&p); p.Code != booking.ByPhone {
			t.Errorf("%s: %+v", name, p)
		}
	}
	h.at("192.0.2.9", "POST", "/leads", fmt.Sprintf(`{"answers": {"name": "N", "phone": "+79161000003"}, "view": %q}`, h.opened("192.0.2.9")), "Idempotency-Key", "l")
	if n := h.one(`select count(*)::text from leads where status = 'spam'`); n != "1" {
		t.Errorf("%s requests of who is blocked are spam", n)
	}
	if a := ann.post("/bookings", url.Values{"service": {h.one(`select id::text from services where ref = 'cut' and company_id = (select id from companies where slug = 'arena')`)},
		"start": {free[200]}, "date": {free[200][:10]}, "time": {free[200][11:16]}, "name": {"Гость"}, "phone": {"+79161000003"}}); a.Status >= 400 {
		t.Errorf("the desk books for him: %d %s", a.Status, text(t, a, "main"))
	}
	for where, path := range map[string]string{
		".lookup-facts.is-warning": "/clients/lookup?phone=" + url.QueryEscape("+79161000003"), ".find-options": "/clients/find?find=" + url.QueryEscape("Гость 3"),
		".details-client .is-warning": "/bookings/" + id, ".notice": "/clients/" + h.one(`select client_id::text from bookings where id = '`+id+`'`),
	} {
		if said := text(t, ann.get(path, fragment...), where); !strings.Contains(strings.ToLower(said), "не записываем через сайт: дважды не пришёл <b>") {
			t.Errorf("%s warns with %q", path, said)
		}
	}
	page := ann.get("/blocks")
	if !strings.Contains(text(t, page, "main"), "дважды не пришёл <b>") || !strings.Contains(text(t, page, "main"), "Гость 3") || len(find(t, page, ".check-row")) != 1 {
		t.Errorf("the list: %s", text(t, page, "main"))
	}
	if a := ann.post("/blocks/"+h.one(`select id::text from blocks`)+"/end", nil); a.Status != 303 {
		t.Errorf("lifting: %d", a.Status)
	}
	h.db.MustExec(`update companies set max_coming = 0`)
	h.db.MustExec(`update company_versions set setup_version = setup_version + 1`)
	if a := h.bookAt("192.0.2.9", free[250], 33, "+79161000033", "+79161000003"); a.Status != 201 {
		t.Errorf("after that: %d %s", a.Status, a.Body)
	}
}
