package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Why somebody is not booked over the web is written anew where it stands; what somebody else has written meanwhile is never overwritten
// unseen, and a toast takes it back.
func TestTheReasonOfABlockIsEdited(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha := h.signIn("dasha@studio.example")
	client := h.one(`select id::text from clients`)
	dasha.post("/blocks", url.Values{"client": {client}, "reason": {"не пришёл"}})
	path := "/blocks/" + h.one(`select id::text from blocks`)
	reason := func() string { return h.one(`select reason from blocks`) }
	save := func(seen, typed string) answer {
		return dasha.post(path, url.Values{"seen": {seen}, "reason": {typed}}, fragment...)
	}
	page := dasha.get("/blocks")
	if form := formOf(t, page, ".block-reason form"); form.Get("seen") != "не пришёл" || form.Get("reason") != "не пришёл" {
		t.Errorf("the form begins with %v", form)
	}
	if a := dasha.get("/clients/" + client); len(find(t, a, `.notice a[href="/blocks#block-`+strings.TrimPrefix(path, "/blocks/")+`"]`)) != 1 {
		t.Error("the card does not lead to it")
	}
	a := save("не пришёл", "не пришёл дважды")
	if a.Status != http.StatusOK || reason() != "не пришёл дважды" || !strings.Contains(text(t, a, ".check-text"), "не пришёл дважды") || !strings.Contains(text(t, a, ".toast-text"), "Причина сохранена") {
		t.Fatalf("%d %s", a.Status, reason())
	}
	undo, back := undoOf(t, h, a)
	if log := h.one(`select detail ->> 'from' || ' → ' || (detail ->> 'to') from audit_log where act = 'setup.block_reason'`); log != "не пришёл → не пришёл дважды" {
		t.Errorf("the log: %s", log)
	}
	if a := save("не пришёл", "грубил"); a.Status != http.StatusConflict || reason() != "не пришёл дважды" || !strings.Contains(text(t, a, ".field-error"), "«не пришёл дважды»") || formOf(t, a, "form").Get("reason") != "грубил" {
		t.Errorf("unseen: %d %s", a.Status, text(t, a, ".field-error"))
	}
	if a := save("не пришёл дважды", strings.Repeat("я", 201)); a.Status != http.StatusUnprocessableEntity || text(t, a, ".field-error") == "" {
		t.Errorf("too long: %d", a.Status)
	}
	if a := dasha.post(undo, back, fragment...); a.Status != http.StatusOK || reason() != "не пришёл" {
		t.Errorf("taken back: %d %s", a.Status, reason())
	}
	if a := save("не пришёл", "не пришёл"); a.Status != http.StatusOK || len(find(t, a, ".toast-undo")) != 0 || h.count(`select count(*) from audit_log where act = 'setup.block_reason'`) != 2 {
		t.Errorf("the same: %d", a.Status)
	}
	if a := save("не пришёл", ""); a.Status != http.StatusOK || reason() != "" {
		t.Errorf("none: %d %q", a.Status, reason())
	}
	if a := h.signIn("max@studio.example").post(path, url.Values{"reason": {"x"}}, fragment...); a.Status != http.StatusForbidden {
		t.Errorf("who only reads: %d", a.Status)
	}
	if a := h.signIn("rex@rival.example").post(path, url.Values{"reason": {"x"}}, fragment...); a.Status != http.StatusNotFound {
		t.Errorf("another company's: %d", a.Status)
	}
	// Whoever does not see contacts writes around them.
	h.exec(`update blocks set reason = 'звонил с 89035550001'; update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	form := formOf(t, dasha.get("/blocks"), ".block-reason form")
	if a := save(form.Get("seen"), form.Get("seen")+", грубил"); strings.Contains(form.Get("seen"), "5550001") || a.Status != http.StatusOK || reason() != "звонил с 89035550001, грубил" || strings.Contains(string(a.Body), "5550001") {
		t.Errorf("masked: %d %q, seen %q", a.Status, reason(), form.Get("seen"))
	}
}
