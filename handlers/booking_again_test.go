package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestAgain(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	id := h.talking(b)
	path := "/bookings/" + id + "/again"
	for _, from := range []string{"/bookings/" + id, "/clients/" + h.one(`select client_id::text from bookings`)} {
		if a := b.get(from); len(find(t, a, "a[href='"+path+"']")) != 1 {
			t.Errorf("%s does not lead to it", from)
		}
	}
	h.queries.Store(0)
	page := b.get(path, fragment...)
	if n := h.queries.Load(); n > 4 { // the session's, the booking, its client, who is occupied
		t.Errorf("the weeks take %d queries", n)
	}
	if got := len(find(t, page, ".again-weeks button")); page.Status != http.StatusOK || got != 8 {
		t.Fatalf("%d weeks: %d %s", got, page.Status, text(t, page, "#again-booking"))
	}
	first := formOfButton(t, page, ".again-weeks button")
	if first != "2026-12-01T11:00:00+03:00" {
		t.Errorf("a week on is %s", first)
	}
	form := with(formOf(t, page, "#again-booking form.desk-fields"), "start", first)
	done := b.post(path, form, fragment...)
	if done.Status != http.StatusOK || done.Header.Get("HX-Trigger") != "okno:done" || !strings.Contains(text(t, done, ".toast-text"), "Иван") {
		t.Fatalf("%d %s", done.Status, done.Body)
	}
	if got := h.one(`select string_agg(source || ' ' || status || ' ' || contact_phone || ' ' || (select count(distinct client_id) from bookings)::text, ',') from bookings where id <> '` + id + `'`); got != "desk confirmed +79161234567 1" {
		t.Errorf("it is %s", got)
	}
	// Sent twice it is one; and that time is not offered again.
	if b.post(path, form, fragment...); h.count(`select count(*) from bookings`) != 2 {
		t.Error("sent twice it makes two")
	}
	if got := formOfButton(t, b.get(path, fragment...), ".again-weeks button"); got == first || !strings.HasPrefix(got, "2026-12-01T") {
		t.Errorf("the nearest to a time that is taken is %s", got)
	}
	form.Set("id", "")
	if a := b.post(path, form, fragment...); a.Status != http.StatusConflict || len(find(t, a, ".again-weeks button")) != 8 || text(t, a, ".problem") == "" {
		t.Errorf("who is late is answered %d %s", a.Status, text(t, a, "#again-booking"))
	}
	if a := b.post(takenBackAt(t, done), nil, fragment...); a.Status != http.StatusOK || h.count(`select count(*) from bookings where deleted_at is null`) != 1 {
		t.Errorf("taken back: %d", a.Status)
	}
}

func TestAgainOfWhoIsGone(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	id := h.talking(b)
	h.db.MustExec(`update resources set active = false where ref = 'anna'; update company_versions set setup_version = setup_version + 1`)
	if a := b.get("/bookings/"+id+"/again", fragment...); a.Status != http.StatusOK || !strings.Contains(text(t, a, ".move-stands"), "Анна этого больше не делает") || len(find(t, a, ".again-weeks button")) == 0 {
		t.Errorf("%d %s", a.Status, text(t, a, "#again-booking"))
	}
	h.db.MustExec(`update clients set erased_at = now()`)
	if a := b.get("/bookings/"+id+"/again", fragment...); a.Status != http.StatusConflict {
		t.Errorf("of an erased client: %d", a.Status)
	}
}

func TestAgainFromTheClientsCard(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	id := h.talking(b)
	path := "/bookings/" + id + "/again"
	page := b.get(path, fragment...)
	form := with(formOf(t, page, "#again-booking form.desk-fields"), "start", formOfButton(t, page, ".again-weeks button"))
	card := "http://okno.example/clients/" + h.one(`select client_id::text from bookings`)
	a := b.post(path, form, append([]string{"HX-Current-URL", card}, fragment...)...)
	if a.Status != http.StatusOK || len(find(t, a, "#client-coming ~ ul li")) != 2 {
		t.Errorf("the card anew: %d, %d visits to come", a.Status, len(find(t, a, "#client-coming ~ ul li")))
	}
}
