package handlers_test

import (
	"strings"
	"testing"

	"okno/booking"
)

// A new company says where its clients reach it before it is shown to them.
func TestFirstStepsAskWhereClientsReachTheCompany(t *testing.T) {
	h := newHouse(t)
	b := h.begun("nachalo")
	page := b.get("/start/company")
	a := b.post("/start/company", form(t, page, "phone", "12", "address", "ул. <Мира>, 5"))
	if a.Status != 422 || text(t, a, "#phone-error") == "" || attribute(find(t, a, "#address")[0], "value") != "ул. <Мира>, 5" {
		t.Errorf("a phone that is none: %d, beside it %q", a.Status, text(t, a, "#phone-error"))
	}
	b.goes("/start/company", form(t, page, "phone", "8 (916) 123-45-67", "address", "  ул. <Мира>,   5 "), "/start/resources")
	again := b.get("/start/company")
	if got := form(t, again); booking.Digits(got.Get("phone")) != "79161234567" || got.Get("address") != "ул. <Мира>, 5" {
		t.Errorf("it stands as %v", got)
	}
	if said := h.value(`select string_agg(act, ',') from audit_log where act like 'company.%'`); said != "company.client_rules" {
		t.Errorf("the log says %q", said)
	}
	// Somebody who has begun with the empty form overwrites nothing unseen.
	if a := b.post("/start/company", form(t, page, "address", "Другой")); a.Status != 409 || !strings.Contains(string(a.Body), `value="Другой"`) || !strings.Contains(text(t, a, ".start .problem"), "ул. <Мира>, 5") {
		t.Errorf("over what was not seen: %d, %q", a.Status, text(t, a, ".start .problem"))
	}
	adam := h.signIn("adam@nachalo.example")
	if field := find(t, adam.get("/start/company"), "#phone"); len(field) != 1 || !has(field[0], "readonly") {
		t.Error("who may not change the company may type its phone")
	}
	adam.goes("/start/company", form(t, adam.get("/start/company"), "phone", "+7 495 000-00-00"), "/start/resources")
	if got := form(t, b.get("/start/company")).Get("phone"); booking.Digits(got) != "79161234567" {
		t.Errorf("an admin has made it %s", got)
	}
}
