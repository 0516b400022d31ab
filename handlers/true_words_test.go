package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/handlers"
)

// A failed form says how many fields are wrong, and leads to each by its label.
func TestFailedFormsNameTheirFields(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := h.worker("anna")
	for _, c := range []struct {
		path   string
		form   url.Values
		fields int
	}{
		{"/services", url.Values{"name": {""}, "duration": {"x"}}, 2},
		{"/resources", url.Values{"name": {""}, "kind": {"staff"}}, 1},
		{"/exceptions", url.Values{"about": {"company"}, "from_date": {"x"}}, 1},
		{"/settings/company", url.Values{"name": {""}, "timezone": {"Europe/Moscow"}, "locale": {"ru"}, "currency": {"RUB"}, "step": {"15"}, "notice": {"x"}, "horizon": {"x"}, "confirmation": {"auto"}}, 3},
		{"/account/name", url.Values{"name": {""}}, 1},
		{"/settings/team/invitations", url.Values{"email": {"x"}, "role": {"desk"}}, 1},
		{"/resources/" + string(anna.ID) + "/week", weekForm(anna.Weekly, "save", "1 x-10:00"), 1},
	} {
		a := b.post(c.path, c.form, "Accept-Language", "en")
		links := find(t, a, ".problem .problem-fields a")
		if a.Status != 422 || len(links) != c.fields || len(find(t, a, ".problem [role=list]:empty, ul.problem-fields:empty")) != 0 {
			t.Errorf("%s: %d, %d links: %s", c.path, a.Status, len(links), text(t, a, ".problem"))
			continue
		}
		for _, link := range links {
			if target := find(t, a, attribute(link, "href")+"[aria-invalid=true]"); len(target) != 1 {
				t.Errorf("%s: %s leads nowhere", c.path, attribute(link, "href"))
			}
		}
	}
}

// Limits of time are typed in the unit that is chosen.
func TestLimitsHaveUnits(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	form := formOf(t, b.get("/settings/company"), "#settings")
	form.Set("notice", "1,5")
	form.Set("notice_unit", "60")
	form.Set("horizon", "3")
	form.Set("horizon_unit", "7")
	if a := b.post("/settings/company", form); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, text(t, a, ".problem"))
	}
	if got := h.one(`select min_notice_min || ' ' || horizon_days from companies where slug = 'studio'`); got != "90 21" {
		t.Errorf("stored: %s", got)
	}
	a := b.get("/settings/company")
	if got := attribute(find(t, a, "#horizon")[0], "value") + attribute(find(t, a, "[name=horizon_unit] [selected]")[0], "value"); got != "37" {
		t.Errorf("the horizon is shown as %s", got)
	}
}

// Without a mail server nothing claims a mail, and the inviter gets the link.
func TestWithoutMailNothingClaimsOne(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.MailLogged = true })
	for path, form := range map[string]url.Values{
		"/forgot":  {"email": {"olga@studio.example"}},
		"/sign-up": {"company": {"Х"}, "name": {"Х"}, "email": {"x@example.com"}},
	} {
		a := h.browser().post(path, form, "Accept-Language", "ru")
		if got := text(t, a, ".sheet"); a.Status == 200 && (strings.Contains(got, "отправили") || !strings.Contains(got, "журнале сервера")) || path == "/forgot" && a.Status != 200 {
			t.Errorf("%s: %d %s", path, a.Status, got)
		}
	}
	b := h.signIn("olga@studio.example")
	a := b.post("/settings/team/invitations", url.Values{"email": {"new@example.com"}, "role": {"desk"}}, "Accept-Language", "ru")
	if a.Status != 200 || strings.Contains(text(t, a, "main"), "отправлено") {
		t.Fatalf("%d %s", a.Status, text(t, a, "main"))
	}
	link := strings.TrimPrefix(attribute(find(t, a, "#invitation")[0], "value"), "http://okno.test")
	if page := h.browser().get(link, "Accept-Language", "ru"); page.Status != 200 || !strings.Contains(text(t, page, "h1"), "Студия") {
		t.Errorf("the link: %d", page.Status)
	}
}

// The audit log names what was changed, from what and to what.
func TestAuditNamesTheChange(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	form := formOf(t, b.get("/services/"+h.idOf("services", "cut")), "#service-form")
	form.Set("price", "2700")
	if a := b.post("/services/"+h.idOf("services", "cut"), form); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, text(t, a, ".problem"))
	}
	anna := h.worker("anna")
	b.post("/resources/"+string(anna.ID)+"/week", weekForm(anna.Weekly, "save", "1 10:00-12:00", "2 10:00-14:00", "3 10:00-14:00"))
	got := text(t, b.get("/settings/audit", "Accept-Language", "ru"), "main")
	for _, want := range []string{"услуга: Стрижка; цена: 2500.00 → 2700.00", "ресурс: Анна; пн: 10:00–14:00 → 10:00–12:00"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}
