package handlers_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/accounts"
	"okno/booking"
	"okno/notify/compose"
)

func (h *house) user(email string) string {
	h.t.Helper()
	var id string
	h.must(h.db.Get(&id, `select id::text from users where email = $1`, email))
	return id
}

func TestInvitations(t *testing.T) {
	h := newHouse(t)
	owner := h.signIn("olga@studio.example")
	invite := func(email, role string) string {
		if a := owner.post("/settings/team/invitations", url.Values{"email": {email}, "role": {role}}); a.Status != 303 {
			t.Fatalf("%s as %s: %d %s", email, role, a.Status, text(t, a, ".field-error, .problem"))
		}
		return h.mailed(compose.MailInvite, email)
	}
	link := invite("nora@new.example", "desk")
	b := h.browser()
	if a := b.get(link); a.Status != 200 || !strings.Contains(string(a.Body), "OLGA") || h.rows("members") != 4 {
		t.Errorf("opening the link: %d, or it has made a member", a.Status)
	}
	form := url.Values{"name": {"Нора"}, "password": {password}}
	if a := b.post(link, form); a.Status != 303 || b.get("/bookings").Status != 200 || b.get("/services/new").Status != 403 {
		t.Errorf("joining: %d, or not as desk", a.Status)
	}
	if a := h.browser().post(link, form); a.Status != 404 {
		t.Errorf("the link works twice: %d", a.Status)
	}
	// Somebody with an account signs in first; nobody else takes his invitation.
	link = invite("rex@rival.example", "admin")
	if a := h.browser().post(link, url.Values{"name": {"X"}, "password": {"some long password"}}); a.Status != 303 || h.rows("members") != 5 {
		t.Errorf("a stranger with the link of somebody who has an account: %d", a.Status)
	}
	if a := h.signIn("max@studio.example").post(link, nil); a.Status != 403 {
		t.Errorf("another user: %d", a.Status)
	}
	rex := h.signIn("rex@rival.example")
	if a := rex.post(link, nil); a.Status != 303 || text(t, rex.get("/settings/team"), ".sidebar-company") == "Rival & Sons" {
		t.Errorf("the one who is invited: %d", a.Status)
	}
	// Admins make no owners.
	if a := rex.post("/settings/team/invitations", url.Values{"email": {"x@x.example"}, "role": {"owner"}}); a.Status != 403 {
		t.Errorf("an admin invites an owner: %d", a.Status)
	}
	link = invite("late@new.example", "desk")
	h.clock.set(monday.Add(accounts.InvitationAge + time.Minute))
	if a := h.browser().post(link, form); a.Status != 404 {
		t.Errorf("a link that is over: %d", a.Status)
	}
	h.clock.set(monday)
	link = invite("late@new.example", "desk")
	owner.post("/settings/team/invitations/"+h.one(`select id::text from invitations`)+"/removal", nil)
	if a := h.browser().post(link, form); a.Status != 404 {
		t.Errorf("a link that was withdrawn: %d", a.Status)
	}
}

func (h *house) one(sql string, args ...any) string {
	h.t.Helper()
	var value string
	h.must(h.db.Get(&value, sql, args...))
	return value
}

func TestTeam(t *testing.T) {
	h := newHouse(t)
	h.must(h.accounts.AddMember(t.Context(), "studio", "ada@studio.example", "Ada", password, booking.Admin))
	owner, admin, dasha := h.signIn("olga@studio.example"), h.signIn("ada@studio.example"), h.signIn("dasha@studio.example")
	olga, desk := "/settings/team/"+h.user("olga@studio.example"), "/settings/team/"+h.user("dasha@studio.example")
	for what, do := range map[string]func() answer{
		"the last owner is demoted":  func() answer { return owner.post(olga+"/role", url.Values{"role": {"admin"}}) },
		"the last owner is disabled": func() answer { return owner.post(olga+"/disabling", nil) },
		"the last owner is removed":  func() answer { return owner.post(olga+"/removal", nil) },
		"the last owner leaves":      func() answer { return owner.post("/account/companies/leave", nil) },
	} {
		if a := do(); a.Status != 409 {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	for what, do := range map[string]func() answer{
		"an admin changes an owner": func() answer { return admin.post(olga+"/role", url.Values{"role": {"desk"}}) },
		"an admin removes an owner": func() answer { return admin.post(olga+"/removal", nil) },
		"an admin makes an owner":   func() answer { return admin.post(desk+"/role", url.Values{"role": {"owner"}}) },
		"an admin opens an owner":   func() answer { return admin.get(olga) },
		"the desk opens the team":   func() answer { return dasha.get("/settings/team") },
	} {
		if a := do(); a.Status != 403 {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	if a := admin.post("/settings/team/"+h.user("rex@rival.example")+"/role", url.Values{"role": {"desk"}}); a.Status != 404 {
		t.Errorf("another company's member: %d", a.Status)
	}
	id := dasha.session()
	if a := admin.post(desk+"/role", url.Values{"role": {"manager"}}); a.Status != 303 {
		t.Fatalf("a role: %d", a.Status)
	}
	if a := dasha.get("/services"); a.Status != 200 || dasha.session() == id {
		t.Errorf("after a change of role: %d, or the session keeps its id", a.Status)
	}
	admin.post(desk+"/disabling", nil)
	if a := dasha.get("/bookings"); a.Status != 403 {
		t.Errorf("disabled: %d", a.Status)
	}
	admin.post(desk+"/enabling", nil)
	if a := dasha.get("/bookings"); a.Status != 200 {
		t.Errorf("enabled: %d", a.Status)
	}
	admin.post(desk+"/removal", nil)
	if a := dasha.get("/bookings"); a.Status != 403 || dasha.get("/account").Status != 200 {
		t.Errorf("removed: %d", a.Status)
	}
	var acts []string
	h.must(h.db.Select(&acts, `select act from audit_log where act like 'team.%' order by at, id`))
	if got := len(acts); got != 4 {
		t.Errorf("the log has %v", acts)
	}
}
