package handlers_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// What hands the company over wants a proof that is at most ten minutes old: the password,
// or a code where there is a second factor. What was typed goes on with it.
func TestHandingOverWantsAFreshProof(t *testing.T) {
	h := newHouse(t)
	olga := h.signIn("olga@studio.example")
	code := olga.twoFactor()
	max := h.user("max@studio.example")
	for name, act := range map[string]struct {
		path string
		form url.Values
		done func() bool
	}{
		"an owner is made":      {"/settings/team/" + max + "/role", url.Values{"role": {"owner"}, "began": {"manager"}}, func() bool { return h.one(`select role from members where user_id = `+max) == "owner" }},
		"an owner is invited":   {"/settings/team/invitations", url.Values{"email": {"new@evil.example"}, "role": {"owner"}}, func() bool { return h.rows("invitations") == 1 }},
		"the company is copied": {"/settings/company/export", nil, func() bool { return h.one(`select count(*) from audit_log where act = 'export.company'`) == "1" }},
		"the company goes":      {"/settings/company/deletion", url.Values{"typed": {h.one(`select name from companies where id = 1`)}}, func() bool { return h.one(`select count(*) from companies where delete_at is not null`) == "1" }},
		"the address goes":      {"/account/email", url.Values{"email": {"other@evil.example"}, "current": {password}}, func() bool { return h.one(`select count(*) from user_tokens where purpose = 'email'`) == "1" }},
		"other recovery codes": {"/account/two-factor/codes", url.Values{"current": {password}}, func() bool {
			return h.one(`select count(*) from audit_log where act = 'account.recovery_codes'`) == "1"
		}},
	} {
		h.later(11 * time.Minute)
		a := olga.post(act.path, act.form)
		if a.Status != 403 || act.done() {
			t.Errorf("%s: %d without a proof, done: %v", name, a.Status, act.done())
		}
		page := string(a.Body)
		for field, values := range act.form {
			if field != "current" && !strings.Contains(page, `name="`+field+`" value="`) || strings.Contains(page, password) {
				t.Errorf("%s: %s = %v is lost, or the password is shown", name, field, values)
			}
		}
		form := url.Values{"proof": {"000000"}}
		for field, values := range act.form {
			form[field] = values
		}
		if a := olga.post(act.path, form); a.Status != 422 || act.done() {
			t.Errorf("%s: %d with a wrong code, done: %v", name, a.Status, act.done())
		}
		form.Set("proof", code(h.clock.Now()))
		if a := olga.post(act.path, form); a.Status >= 400 || !act.done() {
			t.Errorf("%s: %d with the code, done: %v", name, a.Status, act.done())
		}
		if a := olga.post("/settings/company/export", nil); a.Status != 200 && name != "the company is copied" {
			t.Errorf("%s: right after it a proof is asked for again: %d", name, a.Status)
		}
		h.db.MustExec(`delete from audit_log where act = 'export.company'`)
	}
	// Without a second factor it is the password, and what is no such act asks for nothing.
	h.later(11 * time.Minute)
	h.must(h.accounts.AddMember(t.Context(), "studio", "adam@studio.example", "Adam", password, "owner"))
	adam := h.signIn("adam@studio.example")
	h.later(11 * time.Minute)
	if a := adam.post("/settings/team/"+h.user("dasha@studio.example")+"/role", url.Values{"role": {"manager"}}); a.Status != 303 {
		t.Errorf("another role: %d", a.Status)
	}
	for _, proof := range []struct {
		password string
		status   int
	}{{"guess", 422}, {password, 200}} {
		if a := adam.post("/settings/company/export", url.Values{"proof": {proof.password}}); a.Status != proof.status {
			t.Errorf("the password %q: %d, want %d", proof.password, a.Status, proof.status)
		}
	}
}
