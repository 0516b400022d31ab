package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// refusals is a house with two of Anna's bookings, at 11:00 and at 12:00, whose clients have a
// phone and an e-mail in their names, and each of which its client has changed last.
func refusals(t *testing.T) (h *house, ids map[string]string, first, second string) {
	t.Helper()
	h, ids = secretive(t)
	h.db.MustExec(`delete from bookings where id <> $1`, ids["booking"])
	first = ids["booking"]
	second = string(h.booked(`"cut", `, `"talk", "resource": "anna", `, "24T10:", "24T12:", "Иван", "Тайнов", "45-67", "99-99", "ivan@", "alien@"))
	everywhere(h, ids)
	h.db.MustExec(`update bookings set status = 'confirmed'`)
	return h, ids, first, second
}

// Whatever act on a booking is refused because the booking has changed, who changed it is said without
// what reaches them to whoever may not see that.
func TestRefusedActsHideContacts(t *testing.T) {
	h, ids, _, _ := refusals(t)
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	dasha, olga := h.signIn("dasha@studio.example"), h.signIn("olga@studio.example")
	told := 0
	for _, r := range h.rules() {
		if !strings.HasPrefix(r.path, "/bookings/:id/") || r.method == "GET" || r.guard != "change bookings" {
			continue
		}
		stale := url.Values{"seen": {"stale"}, "answer": {"toast"}}
		if a := dasha.send(r.method, fill(r.path, ids), stale, fragment...); reached(string(a.Body)) {
			t.Errorf("%s: the desk reads a contact in %d %s", r, a.Status, text(t, a, ".problem, .field-error, .toast-text"))
		}
		if a := olga.send(r.method, fill(r.path, ids), stale, fragment...); a.Status == http.StatusConflict && reached(string(a.Body)) {
			told++
		}
	}
	if told < 5 {
		t.Errorf("the owner reads who it was in %d answers: the test looks at nothing", told)
	}
}

// Sentences that name a client name them, without what stands in the name to reach them: the other client
// whose time it is, who was quicker, and whose booking an undo was of.
func TestSentencesThatNameClientsHideContacts(t *testing.T) {
	h, _, first, second := refusals(t)
	h.db.MustExec(`update companies set specialist_moves = true; update company_versions set setup_version = setup_version + 1`)
	dasha, anna := h.signIn("dasha@studio.example"), h.signIn("anna@studio.example")
	move, onto := "/bookings/"+first+"/move", typedForm("date", bookingDay, "start", at("12:00"), "seen", "")
	says := func(name string, ask func() answer) {
		t.Helper()
		for _, hidden := range []bool{true, false} {
			h.db.MustExec(`update companies set hide_contacts_from = case when $1 then '{desk}'::text[] else '{}' end, specialist_contacts = not $1 where slug = 'studio'`, hidden)
			a := ask()
			if said := text(t, a, ".problem, .field-error, .toast-text, .error"); !strings.Contains(said, "Тайнов") || reached(said) == hidden {
				t.Errorf("%s, contacts hidden %v: %d %q", name, hidden, a.Status, said)
			}
		}
	}
	says("a new booking", func() answer {
		return dasha.post("/bookings", typedForm("service", h.ref("services", "talk"), "resource-staff", h.ref("resources", "anna"), "date", bookingDay, "start", at("12:00"), "name", "Пётр"), fragment...)
	})
	says("a move", func() answer { return dasha.post(move, onto, fragment...) })
	says("a drag", func() answer { return dasha.post(move, with(onto, "answer", "toast"), fragment...) })
	says("a move on a page", func() answer { return dasha.post(move, onto) })
	says("a specialist's move", func() answer { return anna.post("/own"+move, onto, fragment...) })
	says("an answer that has been given", func() answer {
		return dasha.post("/bookings/"+first+"/rejection", typedForm("answer", "toast"), fragment...)
	})
	cancel := func() string {
		return takenBackAt(t, dasha.post("/bookings/"+second+"/cancellation", typedForm("answer", "toast"), fragment...))
	}
	says("an undo", func() answer { return dasha.post(cancel(), nil, fragment...) })
	late := cancel()
	if a := dasha.post(move, onto, fragment...); a.Status != http.StatusOK {
		t.Fatalf("the time that has come free: %d %s", a.Status, text(t, a, ".problem, .field-error"))
	}
	says("an undo that is late", func() answer { return dasha.post(late, nil, fragment...) })
}
