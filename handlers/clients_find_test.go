package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// The desk types a part of a name, a phone or an e-mail and sees who is meant.
func TestFindClient(t *testing.T) {
	h := newHouse(t)
	h.guests(40)
	if a := h.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	dasha, rex := h.signIn("dasha@studio.example"), h.signIn("rex@rival.example")
	find1 := func(b browser, typed string) answer {
		return b.get("/clients/find?find="+url.QueryEscape(typed), fragment...)
	}
	for typed, want := range map[string]string{
		"ИВА": "Иван", "916 123-45": "Иван", "8 (916) 123-45-67": "Иван", "ivan@": "Иван", "гост 038": "Гость 038",
		"петухов": "", "": "", "и": "", "7": "", "%": "", strings.Repeat("9", 10_000): "", "🔥": "",
	} {
		a := find1(dasha, typed)
		if got := text(t, a, "[role=option] .lookup-name"); a.Status != http.StatusOK || got != want {
			t.Errorf("%.20q: %d %q, not %q", typed, a.Status, got, want)
		}
	}
	h.queries.Store(0)
	many := find1(dasha, "гость")
	if n := len(find(t, many, "[role=option]")); n != 6 || text(t, many, ".find-note") == "" || h.queries.Load() > 3 {
		t.Errorf("of many %d are shown with %q, by %d queries", n, text(t, many, ".find-note"), h.queries.Load())
	}
	if got := text(t, find1(dasha, "гость 000"), ".lookup-facts"); !strings.Contains(got, "визит") || !strings.Contains(got, "916") {
		t.Errorf("beside the name stands %q", got)
	}
	if got := text(t, find1(dasha, "петухов"), ".find-note"); got == "" {
		t.Error("that nobody is found is not said")
	}
	if a := find1(rex, "иван"); strings.Contains(string(a.Body), "Иван") {
		t.Errorf("another company sees %s", a.Body)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	a := find1(dasha, "иван")
	if got := text(t, a, "[role=option]"); !strings.Contains(got, "Иван") || !strings.Contains(got, "•••67") || slices.Contains(attrs(t, a, "[role=option]", "data-client-phone"), "+79161234567") {
		t.Errorf("who may not see contacts sees %s", a.Body)
	}
	if a := find1(dasha, "916 123"); len(find(t, a, "[role=option]")) > 0 || text(t, a, ".find-note") == "" {
		t.Errorf("by a part of a phone who may not see it finds %s", a.Body)
	}
}

// Who is chosen has the booking: by his phone, by an e-mail that others have too, or by nothing.
func TestBookForWhoWasFound(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	made := func(name, phone, email string, sure string) string {
		if a := dasha.post("/clients", url.Values{"name": {name}, "phone": {phone}, "email": {email}, "sure": {"phone=+79161111111"}, "sure-email": {sure}}, fragment...); a.Status != http.StatusOK {
			t.Fatalf("%s: %d %s", name, a.Status, a.Body)
		}
		return h.one(`select id::text from clients where name = '` + name + `'`)
	}
	ann := made("Анна", "8 916 111-11-11", "both@example.com", "")
	bob := made("Борис", "", "both@example.com", "apart="+ann)
	nil1 := made("Никто", "", "", "")
	for i, c := range []struct{ found, name, phone, email, want string }{
		{ann, "Анна", "8 916 111-11-11", "both@example.com", ann},
		{bob, "Борис", "", "both@example.com", bob},
		{nil1, "Никто", "", "", nil1},
		{nil1, "", "", "", nil1},
		{nil1, "Анна", "8 916 111-11-11", "both@example.com", ann}, // the number of another is another
	} {
		start := "2026-12-0" + string(rune('1'+i)) + "T11:00:00+03:00"
		a := dasha.post("/bookings", url.Values{"service": {h.ref("services", "talk")}, "date": {start[:10]}, "anyway": {"outside_hours,exception"}, "start": {start}, "found": {c.found}, "filled": {c.found},
			"name": {c.name}, "phone": {c.phone}, "email": {c.email}}, fragment...)
		if got := h.one(`select coalesce(max(client_id::text), '') from bookings where starts_at = '` + start + `'`); a.Status != http.StatusOK || got != c.want {
			t.Errorf("%d: %d %s, for %s", i, a.Status, text(t, a, ".problem, .field-error, .doubt"), h.one(`select coalesce(max(name), '') from clients where id::text = '`+got+`'`))
		}
	}
	// What is refused comes back with who was found, though he has no number.
	a := dasha.post("/bookings", url.Values{"date": {"2026-12-01"}, "find": {"ник"}, "found": {nil1}, "filled": {nil1}, "name": {"Никто"}}, fragment...)
	if form := formOf(t, a, "#new-booking form"); a.Status != http.StatusUnprocessableEntity || form.Get("found") != nil1 || form.Get("find") != "ник" || !strings.Contains(text(t, a, ".lookup-known"), "Никто") {
		t.Errorf("%d %s", a.Status, text(t, a, "#client-lookup"))
	}
	// Nor is the field there where it is said whom it is for.
	if len(find(t, dasha.get("/bookings/new"), "#new-find")) != 1 || len(find(t, dasha.get("/bookings/new?client="+ann), "#new-find")) != 0 {
		t.Error("the field is not where nobody was chosen, and nowhere else")
	}
}
