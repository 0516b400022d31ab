package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
)

// hears opens the socket that a page names.
func (b browser) hears(page string) board {
	b.h.t.Helper()
	a := b.get(page)
	places := find(b.h.t, a, ".live")
	if a.Status != 200 || len(places) != 1 {
		b.h.t.Fatalf("%s: %d, %d sockets", page, a.Status, len(places))
	}
	s, _, err := b.open(attribute(places[0], "hx-ws:connect"))
	b.h.must(err)
	return s
}

// What clients do is heard on every page, whatever it shows; what the desk itself
// does is not.
func TestTheWholeDeskHearsClients(t *testing.T) {
	h := newHouse(t)
	h.db.MustExec(`update companies set hide_contacts_from = '{manager}' where slug = 'studio'`)
	owner, manager := h.signIn("olga@studio.example"), h.signIn("max@studio.example")
	var all []board
	for _, page := range []string{"/bookings?date=2026-12-08", "/clients", "/services", "/resources", "/schedules", "/exceptions", "/forms", "/check", "/settings/company", "/settings/team", "/settings/notifications", "/overview", "/leads", "/account"} {
		all = append(all, owner.hears(page))
	}
	masked := manager.hears("/clients")
	every := func(want string) {
		t.Helper()
		for _, s := range all {
			s.until(want)
		}
		if got := masked.until(want); strings.Contains(got, "1234567") || strings.Contains(got, "123-45-67") {
			t.Errorf("it tells how a client is reached: %.600s", got)
		}
	}
	v := h.visit("k", bookingBody())
	every("Новая запись ждёт ответа: Иван, вторник, 24\u00a0ноября, 10:00")
	v.act("cancel", url.Values{"reason": {"заболел"}})
	every("Клиент отменил запись: Иван")
	lead := h.leadFrom("Вера")
	every(`data-url="` + lead + `" data-of="lead"`)
	for _, s := range all[:1] {
		h.booked("10:00:00", "11:00:00")
		got := s.until("Новая запись")
		if !strings.Contains(got, `id="nav-leads"`) || !strings.Contains(got, `id="bar-leads"`) {
			t.Errorf("no badges in %s", got)
		}
	}
}

// A booking that waits says so, and is counted on «Today».
func TestAWaitingBookingIsHeardAndCounted(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	s := b.hears("/clients")
	id := h.booked()
	if got := s.until("Новая запись ждёт ответа: Иван"); !strings.Contains(got, "1\u00a0запись ждёт ответа") {
		t.Errorf("the badge is not in %s", got)
	}
	if got := text(t, b.get("/services"), "#nav-overview .hidden"); got != "1 запись ждёт ответа" {
		t.Errorf("a fresh page says %q", got)
	}
	b.post("/bookings/"+string(id)+"/confirmation", nil, fragment...)
	s.until(`<span id="nav-overview"></span>`)
	if h.status(id) != booking.Confirmed {
		t.Error("it is not confirmed")
	}
}

func TestActsOfTheDeskAreNotHeardOnOtherPages(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	id := h.booked()
	s := b.hears("/clients")
	b.post("/bookings/"+string(id)+"/cancellation", url.Values{"reason": {"x"}}, fragment...)
	h.leadFrom("Вера")
	if got := s.until("Новая заявка: Вера"); strings.Contains(got, "отмен") {
		t.Errorf("heard %s", got)
	}
}

// Where no socket gets through, an ordinary request for the same address brings the
// same content.
func TestWithoutASocketThePageAsks(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	version := h.version()
	for path, want := range map[string]string{"/bookings/live?date=2026-11-24": `class="card`, "/leads/live?": "lead-name", "/live?": "pulse"} {
		path = fmt.Sprintf("%s&version=%d", path, version)
		if a := b.get(path, "HX-Request", "true"); a.Status != 200 || strings.Contains(string(a.Body), "news") || !strings.Contains(string(a.Body), `id="pulse"`) {
			t.Errorf("%s before: %d %.400s", path, a.Status, a.Body)
		}
		defer func() {
			a := b.get(path, "HX-Request", "true")
			if body := string(a.Body); a.Status != 200 || !strings.Contains(body, "Новая запись ждёт ответа: Иван") || !strings.Contains(body, want) || a.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %d %.400s", path, a.Status, body)
			}
			if made := h.handlers.Feed.Made(); made > 2 {
				t.Errorf("%d messages for pages that ask", made)
			}
		}()
	}
	h.booked()
	if a := h.browser().get(fmt.Sprintf("/live?version=%d", version), "HX-Request", "true"); a.Header.Get("HX-Redirect") == "" || strings.Contains(string(a.Body), "Иван") {
		t.Errorf("nobody hears %d %s", a.Status, a.Body)
	}
}

// An open page is told every moment that the server is there, before it is told
// anything else.
func TestTheHeartIsHeardAtOnce(t *testing.T) {
	h := newHouse(t)
	s := h.signIn("dasha@studio.example").hears("/clients")
	start := time.Now()
	for range 3 {
		if _, word, err := s.Read(t.Context()); err != nil || string(word) != "0" {
			t.Fatalf("after %v: %q %v", time.Since(start), word, err)
		}
	}
}
