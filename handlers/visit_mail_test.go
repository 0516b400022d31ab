package handlers_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/handlers/token"
)

// The link of a mail proves the mailbox once a browser has opened its page, and not by being
// followed by a program that scans mail; the page's own address, which whoever booked has
// seen, proves nothing.
func TestALinkInAMailProvesTheAddress(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	links := token.NewLinks("http://okno.test", bytes.Repeat([]byte{7}, 32))
	mailed := strings.TrimPrefix(links.Mailed(1, v.id, "ivan@example.com"), "http://okno.test")
	card := func() string {
		return h.one(`select coalesce(email, '') || ' ' || coalesce(left_email, '') from clients`)
	}
	_, mark, _ := strings.Cut(mailed, "?mail=")
	before := h.version()
	for _, method := range []string{"GET", "HEAD", "GET"} {
		h.do(h.Client(), h.request(method, mailed, nil, "User-Agent", "scanner"))
	}
	for _, wrong := range []string{"", "x", mark[1:] + "A"} {
		if a := v.act("mail", url.Values{"mail": {wrong}}); a.Status != http.StatusNoContent {
			t.Errorf("%q: %d", wrong, a.Status)
		}
	}
	if h.version() != before || card() != " ivan@example.com" {
		t.Errorf("something was proven: %s", card())
	}
	if len(find(t, v.page(""), "form[hx-trigger=load]")) != 0 || len(find(t, h.get(mailed), "form[hx-trigger=load]")) != 1 {
		t.Error("the page sends a proof that it does not have, or none")
	}
	if a := v.act("mail", url.Values{"mail": {mark}}); a.Status != http.StatusNoContent || card() != "ivan@example.com " {
		t.Errorf("proven: %d, %s", a.Status, card())
	}
}

// Twenty acts by one link are one message that waits: to the client and to each of the team.
func TestActsByALinkAreToldTogether(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	for range 4 {
		v.act("cancel", nil)
		v.act("undo", nil)
	}
	if n := h.count(`select count(*) from (select from deliveries where booking_id = $1 group by audience, recipient having count(*) > 1) d`, v.id); n != 0 {
		t.Errorf("%d recipients have more than one message", n)
	}
	if n := h.count(`select count(*) from deliveries where booking_id = $1 and state = 'waiting' and due_at < now() + interval '30 seconds'`, v.id); n != 0 {
		t.Errorf("%d messages leave at once", n)
	}
}

// While a company is young the panel says from when its words are sent; words that lead elsewhere
// are not taken before the operator vouches for it.
func TestOwnWordsOfAYoungCompany(t *testing.T) {
	h := newHouse(t)
	h.db.MustExec(`update companies set signed_up_at = $1 where slug = 'studio'`, h.clock.Now().Add(-24*time.Hour))
	owner := h.signIn("olga@studio.example")
	const words = "/settings/notifications/words/client/booking_confirmed/ru"
	for path, want := range map[string]string{words: "Ваши тексты начнут уходить в", "/settings/notifications": "Компания новая"} {
		if got := text(t, owner.get(path), ".settings .notice"); !strings.Contains(got, want) {
			t.Errorf("%s says %q", path, got)
		}
	}
	evil := url.Values{"subject": {"Your account has been locked"}, "body": {"Confirm at https://bank-login.evil.example/unlock today"}}
	if a := owner.post(words, evil); a.Status != 422 || !strings.Contains(text(t, a, "#body-error"), "https://bank-login.evil.example/unlock") {
		t.Errorf("a link elsewhere: %d %q", a.Status, text(t, a, "#body-error"))
	}
	h.db.MustExec(`update companies set approved_at = now() where slug = 'studio'`)
	if a := owner.post(words, evil); a.Status != 303 || text(t, owner.get(words), ".settings .notice") != "" {
		t.Errorf("of a company that is vouched for: %d", a.Status)
	}
}

// Names that are links are not taken where a company is made; those of clients are told as names.
func TestNamesAreNoLinks(t *testing.T) {
	h := newHouse(t)
	if a := h.browser().post("/sign-up", url.Values{"company": {"PARCEL https://evil.example/pay"}, "name": {"evil.example"}, "email": {"victim@example.org"}}); a.Status != 422 || len(find(t, a, ".field-error")) != 2 {
		t.Errorf("a sign-up: %d", a.Status)
	}
}

// What waits for a bound is said in words, with how much may be sent.
func TestDeliveriesSayWhatIsHeld(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	owner := h.signIn("olga@studio.example")
	h.db.MustExec(`update companies set signed_up_at = $1 where slug = 'studio'`, h.clock.Now())
	h.db.MustExec(`update deliveries set state = 'retrying', held = 'company' where booking_id = $1 and audience = 'client'`, v.id)
	page := owner.get("/settings/deliveries")
	if got := text(t, page, "#deliveries > .notice"); !strings.Contains(got, "1 письмо клиентам ждёт") || !strings.Contains(got, "50 в сутки") {
		t.Errorf("the page says %q", got)
	}
	if got := text(t, page, "#deliveries .delivery"); !strings.Contains(got, "ждёт очереди") {
		t.Errorf("the line says %q", got)
	}
	h.db.MustExec(`update deliveries set held = 'recipient' where held = 'company'`)
	if got := text(t, owner.get("/settings/deliveries"), "#deliveries > .notice"); !strings.Contains(got, "уйдёт одним письмом") {
		t.Errorf("the page says %q", got)
	}
}

// On a booking and on the card the desk is asked about what a visitor left, takes it over by one
// click, and can take that back; who may not see contacts is not asked.
func TestTheDeskTakesAContactOver(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	id := string(v.booking().Client)
	dasha := h.signIn("dasha@studio.example")
	email := func() string { return h.one(`select coalesce(email, '') from clients`) }
	for _, path := range []string{"/bookings/" + string(v.id), "/clients/" + id} {
		if got := text(t, dasha.get(path), ".left-contact"); !strings.Contains(got, "оставлена почта ivan@example.com") {
			t.Errorf("%s asks %q", path, got)
		}
	}
	take := func(form url.Values) answer {
		return dasha.post("/bookings/"+string(v.id)+"/contact/card", form, fragment...)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	if a := take(nil); a.Status != 403 || email() != "" || strings.Contains(string(dasha.get("/clients/"+id).Body), "left-contact") {
		t.Errorf("who does not see it says whose it is: %d", a.Status)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{}' where slug = 'studio'`)
	for _, form := range []url.Values{{}, {"answer": {"client"}}} {
		a := take(form)
		if a.Status != 200 || email() != "ivan@example.com" || len(find(t, a, ".left-contact")) != 0 {
			t.Fatalf("taken: %d, %s", a.Status, email())
		}
		var undo booking.ID
		h.must(h.db.Get(&undo, `select token from undos order by expires_at desc limit 1`))
		if a := dasha.post("/undo/"+string(undo), nil, fragment...); a.Status != 200 || email() != "" || !strings.Contains(string(a.Body), `data-client="`+id+`"`) {
			t.Errorf("taken back: %d, %s", a.Status, email())
		}
	}
}
