package handlers_test

import (
	"net/url"
	"strings"
	"testing"
)

// She switches the mail of her own day on and off on her account's page, which nobody else has; another role ends it.
func TestSpecialistsOwnSheet(t *testing.T) {
	h, _, _ := studied(t)
	anna := h.signIn("anna@studio.example")
	a := anna.get("/account")
	form := sentBy(t, a, "#daily")
	if a.Status != 200 || form.Has("wanted") || form.Get("sheet_at") != "19:00" || form.Get("sheet_day") != "tomorrow" || !strings.Contains(text(t, a, "#daily"), "anna@studio.example") {
		t.Fatalf("%d: it begins with %v", a.Status, form)
	}
	const stored = `select coalesce(string_agg(array_to_string(events, ',') || ' ' || sheet_at || ' ' || sheet_tomorrow || ' ' || sheet_empty, '; '), '') from notification_recipients r join users u on u.id = r.user_id where u.email = 'anna@studio.example'`
	for wrong, want := range map[string]string{"sheet_at": "25:99", "sheet_day": "never"} {
		if a := anna.post("/account/daily", with(form, "wanted", "true", wrong, want)); a.Status != 422 || h.one(stored) != "" || len(find(t, a, "#daily [name=wanted][checked]")) != 1 {
			t.Errorf("%s %s: %d, or what was chosen is lost", wrong, want, a.Status)
		}
	}
	if a := anna.post("/account/daily", with(form, "wanted", "true", "sheet_at", "18:30", "sheet_resource", h.idOf("resources", "boris"))); a.Status != 303 || h.one(stored) != "daily_sheet 1110 true false" {
		t.Fatalf("%d: %s", a.Status, h.one(stored))
	}
	if got := anna.get("/account"); len(find(t, got, "#daily [name=wanted][checked]")) != 1 || sentBy(t, got, "#daily").Get("sheet_at") != "18:30" {
		t.Error("the page does not say what is stored")
	}
	if a := anna.post("/account/daily", with(form, "sheet_day", "today", "empty", "true")); a.Status != 303 || h.one(stored) != " 1140 false true" {
		t.Errorf("switched off: %d %s", a.Status, h.one(stored))
	}
	anna.post("/account/daily", with(form, "wanted", "true"))
	olga := h.signIn("olga@studio.example")
	if len(find(t, olga.get("/account"), "#daily")) != 0 || olga.post("/account/daily", form).Status != 403 {
		t.Error("an owner has it")
	}
	if a := olga.post("/settings/team/"+h.user("anna@studio.example")+"/role", url.Values{"role": {"desk"}}); a.Status != 303 || h.one(stored) != "" {
		t.Errorf("who works at the desk now is told as the desk is: %d %q", a.Status, h.one(stored))
	}
}
