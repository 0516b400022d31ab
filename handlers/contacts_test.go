package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// From whom a company hides its clients' contacts he finds them nowhere, and
// what he saves leaves them as they are.
func TestHiddenContacts(t *testing.T) {
	h := newHouse(t)
	if a := h.book(rand8(), wish()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if a := h.book(rand8(), wish("8 916 123-45-67", "8 916 123-45-68", "T10:00", "T12:00")); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	dasha, olga := h.signIn("dasha@studio.example"), h.signIn("olga@studio.example")
	var id, other, visit string
	h.must(h.db.Get(&id, `select id from clients where phone = '+79161234567'`))
	h.must(h.db.Get(&other, `select id from clients where phone = '+79161234568'`))
	h.must(h.db.Get(&visit, `select id from bookings where client_id = $1`, id))
	for _, path := range []string{
		"/clients", "/clients?q=иван", "/clients/" + id, "/clients/" + id + "/merge?with=" + other, "/clients/" + id + "/merge?q=иван", "/clients/duplicates",
		"/clients/lookup?phone=916+123", "/search?q=иван", "/overview", "/bookings?date=2026-11-24", "/bookings?date=2026-11-24&view=list", "/bookings/" + visit,
		"/settings/deliveries", "/bookings/sheet?date=2026-11-24", "/bookings/export.csv?date=2026-11-24", "/bookings/export.ics?date=2026-11-24",
	} {
		seen := func(b browser) bool {
			text := strings.NewReplacer("\u00a0", "", " ", "", "-", "").Replace(string(b.get(path).Body))
			return strings.Contains(text, "9161234") || strings.Contains(text, "ivan@example.com")
		}
		if seen(dasha) {
			t.Errorf("%s shows contacts", path)
		}
		if names := strings.Contains(path, "/overview") || strings.Contains(path, "?date=2026-11-24") && !strings.Contains(path, "sheet") && !strings.Contains(path, "export"); !seen(olga) && !names {
			t.Errorf("%s hides contacts from who may see them", path)
		}
	}
	card := dasha.get("/clients/" + id)
	if a := dasha.post("/clients/"+id, url.Values{"name": {"Иван Иванов"}, "phone": {"•••67"}, "revision": {revisionOf(t, card)}}, fragment...); a.Status != http.StatusOK {
		t.Errorf("saving is answered %d %s", a.Status, text(t, a, "#client"))
	}
	var kept string
	h.must(h.db.Get(&kept, `select concat_ws(' ', name, phone, email) from clients where id = $1`, id))
	if kept != "Иван Иванов +79161234567 ivan@example.com" {
		t.Errorf("saved as %s", kept)
	}
	if a := dasha.post("/clients/"+id+"/export", nil); a.Status != http.StatusForbidden {
		t.Errorf("the export is answered %d", a.Status)
	}
}
