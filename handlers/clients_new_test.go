package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// takenBackAt is where the toast of an answer takes its act back.
func takenBackAt(t testing.TB, a answer) string {
	t.Helper()
	for _, n := range find(t, a, ".toast-undo") {
		for _, attr := range n.Attr {
			if attr.Key == "hx-post" {
				return attr.Val
			}
		}
	}
	t.Fatalf("nothing takes it back: %d %s", a.Status, a.Body)
	return ""
}

func TestCreateClient(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	typed := sentBy(t, dasha.get("/clients/new", fragment...), "#new-client form.desk-fields")
	typed.Set("name", "Новая")
	typed.Set("phone", "8 916 555-01-01")
	typed.Set("email", "new@example.com")
	typed.Set("note", "аллергия")
	a := dasha.post("/clients", typed, fragment...)
	if a.Status != http.StatusOK || text(t, a, "#client-heading") != "Новая" || !strings.Contains(text(t, a, ".toast-text"), "Новая") {
		t.Fatalf("%d %.400s", a.Status, a.Body)
	}
	if got := text(t, a, "#client-history ~ .lines-list"); !strings.Contains(got, "Добавлена") {
		t.Errorf("the card's history says %q", got)
	}
	if again := dasha.post("/clients", typed, fragment...); h.one(`select count(*)::text from clients where name = 'Новая'`) != "1" || again.Status != http.StatusOK {
		t.Errorf("sent twice it is answered %d", again.Status)
	}
	if got := text(t, dasha.get("/clients?q="+url.QueryEscape("555-01-01"), fragment...), "a.client-name"); got != "Новая" {
		t.Errorf("the number finds %q", got)
	}
	if a := dasha.post(takenBackAt(t, a), nil, append(fragment, "HX-Current-URL", "http://okno.example/clients/"+typed.Get("id"))...); a.Status != http.StatusOK || a.Header.Get("HX-Redirect") != "/clients?said=unmade" {
		t.Errorf("taken back: %d %s", a.Status, a.Header)
	}
	if got := h.one(`select count(*)::text from clients where name = 'Новая'`); got != "0" {
		t.Errorf("%s cards are left", got)
	}
}

func TestACardSomethingWasDoneWithStays(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	typed := url.Values{"name": {"Новая"}, "phone": {"8 916 555-01-01"}}
	undo := takenBackAt(t, dasha.post("/clients", typed, fragment...))
	if a := h.book(rand8(), bookingBody(`"8 916 123-45-67"`, `"8 916 555-01-01"`)); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if a := dasha.post(undo, nil, fragment...); a.Status != http.StatusConflict || h.one(`select count(*)::text from clients where name = 'Новая'`) != "1" {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}

// A number or an address that somebody has is asked about: the answer opens his card, or goes on.
func TestANewCardAsksWhoseContactItIs(t *testing.T) {
	h := newHouse(t)
	if a := h.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	ivan := h.one(`select id::text from clients where phone = '+79161234567'`)
	h.db.MustExec(`update clients set email = 'ivan@example.com'`)
	dasha := h.signIn("dasha@studio.example")
	for field, value := range map[string]string{"phone": "8 916 123 45 67", "email": "ivan@example.com"} {
		typed := url.Values{"name": {"Жена " + field}, field: {value}}
		if a := dasha.post("/clients", typed, fragment...); a.Status != http.StatusConflict || !strings.Contains(text(t, a, ".doubt"), "Иван") {
			t.Errorf("another's %s is answered %d %s", field, a.Status, text(t, a, "#new-client"))
		}
		typed.Set("sure-"+field, "same="+ivan)
		if a := dasha.post("/clients", typed, fragment...); a.Header.Get("HX-Redirect") != "/clients/"+ivan {
			t.Errorf("the same person by %s: %d %v", field, a.Status, a.Header)
		}
		typed.Set("sure-"+field, "apart="+ivan)
		if a := dasha.post("/clients", typed, fragment...); a.Status != http.StatusOK {
			t.Errorf("another person by %s: %d %s", field, a.Status, a.Body)
		}
	}
	if got := h.one(`select string_agg(name || coalesce(phone, '-') || coalesce(email, '-'), ' ' order by name) from clients where name like 'Жена%'`); got != "Жена email-ivan@example.com Жена phone--" {
		t.Errorf("the new cards: %s", got)
	}
}
