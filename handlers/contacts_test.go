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
	if a := h.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if a := h.book(rand8(), bookingBody("8 916 123-45-67", "8 916 123-45-68", "T10:00", "T12:00")); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	h.db.MustExec(`update clients set email = left_email, left_email = null`) // they have confirmed it
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	dasha, olga := h.signIn("dasha@studio.example"), h.signIn("olga@studio.example")
	var id, other, visit string
	h.must(h.db.Get(&id, `select id from clients where phone = '+79161234567'`))
	h.must(h.db.Get(&other, `select id from clients where phone = '+79161234568'`))
	h.must(h.db.Get(&visit, `select id from bookings where client_id = $1`, id))
	// A correction leaves the old contact in history: it is as hidden there.
	if a := olga.post("/bookings/"+visit+"/contact", url.Values{"name": {"Иван"}, "phone": {"8 916 123-45-69"}, "email": {"ivan@example.com"}, "reach": {"booking"}}, fragment...); a.Status != http.StatusOK {
		t.Fatalf("a correction is answered %d %s", a.Status, a.Body)
	}
	for _, path := range []string{
		"/bookings/" + visit + "/contact", "/bookings/" + visit + "/move", "/clients", "/clients?q=иван", "/clients/" + id, "/clients/" + id + "/merge?with=" + other, "/clients/" + id + "/merge?q=иван", "/clients/duplicates",
		"/clients/lookup?phone=916+123", "/clients/find?find=иван", "/search?q=иван", "/overview", "/bookings?date=2026-11-24", "/bookings?date=2026-11-24&view=list", "/bookings/" + visit,
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
	if a := dasha.post("/bookings/"+visit+"/contact", url.Values{"name": {"Ваня"}, "phone": {"•••69"}, "email": {""}, "reach": {"booking"}}, fragment...); a.Status != http.StatusOK {
		t.Errorf("a correction of the name is answered %d %s", a.Status, a.Body)
	}
	if n := h.count(`select count(*) from bookings where id = $1 and contact_name = 'Ваня' and contact_phone = '+79161234569' and contact_email = 'ivan@example.com'`, visit); n != 1 {
		t.Error("who may not see the contact has changed it")
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
