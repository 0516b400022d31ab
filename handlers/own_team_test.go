package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
)

// Role and resource are chosen together: of the company's people, not put away, and of this company.
func TestSpecialistsAreChosenFromThePeople(t *testing.T) {
	h := newHouse(t)
	olga := h.signIn("olga@studio.example")
	of := func(role, resource string) url.Values {
		return url.Values{"role": {role}, "resource": {resource}, "email": {"new@studio.example"}}
	}
	max := "/settings/team/" + h.user("max@studio.example")
	for what, resource := range map[string]string{"nobody": "", "a room": h.idOf("resources", "hall"), "another company's": h.one(`select r.id::text from resources r join companies c on c.id = r.company_id where c.slug = 'rival'`), "a word": "x' or 1=1"} {
		if a := olga.post(max+"/role", of("specialist", resource)); a.Status != 422 || len(find(t, a, "input[value=specialist][checked]")) != 1 || !strings.Contains(text(t, a, "main"), "Выберите, кто это") {
			t.Errorf("%s: %d, or what was chosen is lost", what, a.Status)
		}
		if a := olga.post("/settings/team/invitations", of("specialist", resource)); a.Status != 422 || attrs(t, a, "#email", "value")[0] != "new@studio.example" || text(t, a, ".field-error") == "" {
			t.Errorf("an invitation for %s: %d", what, a.Status)
		}
	}
	anna := h.idOf("resources", "anna")
	if a := olga.post(max+"/role", of("specialist", anna)); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	if got := text(t, olga.get("/settings/team"), ".settings-role"); !strings.Contains(got, "специалист: Анна") {
		t.Errorf("the team: %q", got)
	}
	if got := attrs(t, olga.get(max), "#resource option[selected]", "value"); len(got) != 1 || got[0] != anna {
		t.Errorf("chosen is %q", got)
	}
	if a := olga.post(max+"/role", url.Values{"role": {"desk"}, "began": {"specialist"}, "began_resource": {h.idOf("resources", "boris")}}); a.Status != 409 || !strings.Contains(text(t, a, "main"), "специалист: Анна") {
		t.Errorf("somebody has chosen another meanwhile: %d", a.Status)
	}
	if got := text(t, olga.get("/settings/audit"), "main"); !strings.Contains(got, "чьи записи видит: Анна") {
		t.Errorf("the log: %.500s", got)
	}
	if got := text(t, olga.get("/resources/"+anna+"/archive"), "main"); !strings.Contains(got, "Видит только эти записи") || !strings.Contains(got, "MAX") {
		t.Errorf("before she is put away: %q", got)
	}
	if a := olga.post("/resources/"+anna+"/archive", nil); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	if got := text(t, h.signIn("max@studio.example").get("/own"), ".empty"); !strings.Contains(got, "В архиве: Анна") {
		t.Errorf("a specialist who is put away reads %q", got)
	}
	h.must(h.accounts.AddMember(t.Context(), "studio", "max@studio.example", "", password, booking.Specialist))
	if got := text(t, h.signIn("max@studio.example").get("/own/week"), ".empty"); !strings.Contains(got, "Попросите управляющего") {
		t.Errorf("a specialist who is nobody reads %q", got)
	}
}

// Whoever becomes a specialist is told nothing any more, by mail, in his chats, in his browsers or by the daily sheet.
func TestSpecialistIsToldNothing(t *testing.T) {
	h, _, _ := studied(t)
	dasha := h.user("dasha@studio.example")
	h.db.MustExec(`insert into notification_recipients (company_id, id, kind, user_id, name, address, locale, events, is_group)
		select company_id, gen_random_uuid(), kind, user_id, 'D', case kind when 'member' then '' else '77' end, 'ru', '{booking_created,booking_changed,booking_cancelled,daily_sheet}', false
		from members, unnest(array['member', 'chat']) kind where user_id = $1`, dasha)
	olga := h.signIn("olga@studio.example")
	if a := olga.post("/settings/team/"+dasha+"/role", url.Values{"role": {"specialist"}, "resource": {h.idOf("resources", "anna")}}); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	if n := h.one(`select count(*)::text from notification_recipients where user_id = $1 and kind = 'chat'`, dasha); n != "0" {
		t.Errorf("%s chats are left", n)
	}
	if n := h.one(`select count(*)::text from deliveries where recipient = 'dasha@studio.example' and state = 'waiting'`); n != "0" {
		t.Errorf("%s mails still wait to be sent", n)
	}
	const told = `select count(*)::text from deliveries where recipient in ('dasha@studio.example', 'anna@studio.example', '77')`
	before := h.one(told)
	h.booked("10:00:00", "12:00:00", "45-67", "45-60", "ivan@", "new@")
	if n := h.one(told); n != before {
		t.Errorf("%s messages to specialists, %s before", n, before)
	}
	if strings.Contains(text(t, olga.get("/settings/notifications"), "main"), "anna@studio.example") {
		t.Error("a specialist is offered as somebody to be told")
	}
}

// Whoever gets another role from the command line is told of, by mail and in chats, what they would be told of had an
// owner given it to them on the team's page.
func TestARoleFromTheCommandLineIsARoleFromThePanel(t *testing.T) {
	const rules = `select coalesce(string_agg(r.kind || ' ' || array_to_string(r.events, ','), '; ' order by r.kind), '') || ' / ' ||
		(select m.role || ' ' || coalesce(m.resource_id::text, '') from members m where m.user_id = $1) from notification_recipients r where r.user_id = $1`
	given := func(t *testing.T, from, to string, panel bool) string {
		h, _, _ := studied(t)
		who, anna := from+"@studio.example", h.idOf("resources", "anna")
		user := h.user(who)
		h.db.MustExec(`insert into notification_recipients (company_id, id, kind, user_id, name, address, locale, events, is_group)
			select company_id, gen_random_uuid(), kind, user_id, 'D', case kind when 'member' then '' else '77' end, 'ru', '{booking_cancelled}', false
			from members, unnest(array['member', 'chat']) kind where user_id = $1`, user)
		if panel {
			a := h.signIn("olga@studio.example").post("/settings/team/"+user+"/role", url.Values{"role": {to}, "resource": {anna}})
			if a.Status != 303 {
				t.Fatal(a.Status)
			}
		} else if to == "specialist" {
			h.must(h.accounts.AddSpecialist(t.Context(), "studio", who, "", password, "anna"))
		} else {
			h.must(h.accounts.AddMember(t.Context(), "studio", who, "", password, booking.Role(to)))
		}
		if log := text(t, h.signIn("olga@studio.example").get("/settings/audit"), "main"); !strings.Contains(log, who) {
			t.Errorf("the log does not say it: %.300s", log)
		}
		return strings.ReplaceAll(h.one(rules, user), anna, "anna")
	}
	for _, c := range []struct{ from, to, want string }{
		{"dasha", "specialist", " / specialist anna"},
		{"anna", "desk", "chat booking_cancelled / desk "},
		{"dasha", "manager", "chat booking_cancelled; member booking_cancelled / manager "},
	} {
		for how, panel := range map[string]bool{"panel": true, "command line": false} {
			t.Run(c.from+" to "+c.to+" by the "+how, func(t *testing.T) {
				if got := given(t, c.from, c.to, panel); got != c.want {
					t.Errorf("%q, not %q", got, c.want)
				}
			})
		}
	}
}

// Two owners have the rights of specialists open: whoever saves second sees both, and what only the first has changed stays.
func TestSpecialistRulesOfTwoOwners(t *testing.T) {
	h := newHouse(t)
	first, second := h.signIn("olga@studio.example"), h.signIn("olga@studio.example")
	theirs, mine := sentBy(t, first.get("/settings/company"), "#specialists"), sentBy(t, second.get("/settings/company"), "#specialists")
	const path = "/settings/company/specialists"
	if a := first.post(path, with(theirs, "moves", "true")); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	a := second.post(path, with(mine, "books", "true"))
	if got := text(t, a, "#specialists .clash"); a.Status != 409 || !strings.Contains(got, "Записывают клиентов к себе") {
		t.Errorf("%d: %q", a.Status, got)
	}
	const rules = `select specialist_moves || ' ' || specialist_books from companies where slug = 'studio'`
	if got := h.one(rules); got != "true false" {
		t.Errorf("it has written %s", got)
	}
	if a := second.post(path, sentBy(t, a, "#specialists")); a.Status != 303 || h.one(rules) != "true true" {
		t.Errorf("saved with both in sight: %d %s", a.Status, h.one(rules))
	}
}
