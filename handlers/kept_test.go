package handlers_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/desk/bookings"
)

// moving is what differs between two pages of the same second: the clock, and who looks.
var moving = regexp.MustCompile(`data-now="\d+"`)

func TestKeptPagesAreThoseThatAreMade(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	book := h.book("k", bookingBody())
	if book.Status != http.StatusCreated {
		t.Fatalf("a booking: %d %s", book.Status, book.Body)
	}
	for _, path := range []string{"/bookings?date=2026-11-24", "/bookings?date=2026-11-24&view=list", "/overview", "/clients", "/services", "/leads"} {
		first, again := b.get(path), b.get(path)
		if first.Status != http.StatusOK || string(first.Body) != string(again.Body) {
			t.Errorf("%s: %d, and again it is another page", path, first.Status)
		}
		h.clock.set(h.clock.Now().Add(time.Hour)) // nothing is kept for so long
		fresh := b.get(path)
		if !strings.Contains(string(fresh.Body), "Иван") && path != "/services" && path != "/overview" {
			t.Errorf("%s does not show the booking", path)
		}
		if strings.Count(string(fresh.Body), "<main") != 1 || strings.Count(string(fresh.Body), "</main>") != 1 {
			t.Errorf("%s does not stand in one page", path)
		}
	}
	if s := h.handlers.Kept(); s.Hits < 6 || s.Misses < 12 || s.Entries < 12 || s.Bytes < 50_000 || s.Bytes > s.Budget {
		t.Errorf("what is kept is told as %+v", s)
	}
}

func TestKeptPageTellsTheClockOfItsOwnSecond(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	h.clock.set(h.clock.Now().Truncate(time.Minute))
	first := moving.FindAllString(string(b.get("/bookings?date=2026-11-24").Body), -1)
	h.clock.set(h.clock.Now().Add(20 * time.Second))
	second := moving.FindAllString(string(b.get("/bookings?date=2026-11-24").Body), -1)
	if len(first) < 2 || len(first) != len(second) {
		t.Fatalf("the clock is told %v and %v", first, second)
	}
	for i := range first {
		if first[i] == second[i] {
			t.Errorf("20 seconds later the page tells %s", second[i])
		}
	}
}

func TestKeptPagesShowWhatWasAcknowledged(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	m := h.desker("studio")
	paths := []string{"/bookings?date=2026-11-24", "/bookings?date=2026-11-24&view=list", "/clients", "/leads"}
	for _, path := range paths {
		if strings.Contains(string(b.get(path).Body), "Иван") {
			t.Fatalf("%s has him already", path)
		}
	}
	var made struct{ ID booking.ID }
	h.book("k", bookingBody()).json(&made)
	for _, path := range paths {
		if !strings.Contains(string(b.get(path).Body), "Иван") {
			t.Errorf("%s does not show who has booked", path)
		}
	}
	if _, err := h.desk.Bookings.Cancel(context.Background(), m, bookings.Target{Booking: made.ID}, ""); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b.get(paths[0]).Body), `id="card-`+string(made.ID)) {
		t.Error("the board shows a card that was cancelled")
	}
}

func TestKeptPagesAreNotShownToOthersThanTheyAreFor(t *testing.T) {
	h := newHouse(t)
	h.db.MustExec(`update companies set hide_contacts_from = '{manager}' where slug = 'studio'`)
	h.book("k", bookingBody())
	olga, max, rex := h.signIn("olga@studio.example"), h.signIn("max@studio.example"), h.signIn("rex@rival.example")
	for _, path := range []string{"/clients", "/leads", "/overview", "/bookings?date=2026-11-24"} {
		boss := string(olga.get(path).Body)
		if path == "/clients" && !strings.Contains(boss, "123-45-67") {
			t.Fatalf("the owner does not see the phone: %.200s", boss)
		}
		if strings.Contains(string(max.get(path).Body), "123-45-67") {
			t.Errorf("%s shows a hidden phone to a manager", path)
		}
		if strings.Contains(string(rex.get(path).Body), "Иван") {
			t.Errorf("%s shows another company's client", path)
		}
		olga.post("/preferences", url.Values{"locale": {"en"}, "back": {"/"}})
		if english := string(olga.get(path).Body); !strings.Contains(english, `lang="en`) || strings.Contains(english, "Сегодня") {
			t.Errorf("%s is in Russian for who reads English", path)
		}
		olga.post("/preferences", url.Values{"locale": {"ru"}, "back": {"/"}})
	}
}
