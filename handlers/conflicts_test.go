package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// sentBy is what a form would send as it stands, its text areas too.
func sentBy(t testing.TB, a answer, selector string) url.Values {
	t.Helper()
	form := formOf(t, a, selector)
	for _, n := range find(t, a, selector+" textarea[name]") {
		for _, attr := range n.Attr {
			if attr.Key == "name" {
				form.Set(attr.Val, raw(n))
			}
		}
	}
	for _, n := range find(t, a, selector+" select[name]") { // of one without a choice the first counts
		for _, attr := range n.Attr {
			if attr.Key == "name" && !form.Has(attr.Val) {
				form.Set(attr.Val, "")
			}
		}
	}
	return form
}

func raw(n *html.Node) string {
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data)
		}
	}
	return s.String()
}

// The answer to a note's saving was lost, and it is sent again under its key: it is saved, and the next saving goes on from it.
func TestNoteThatWasSavedAlreadyIsSaid(t *testing.T) {
	h := newHouse(t)
	h.guests(1)
	b := h.signIn("olga@studio.example")
	studio := ` where company_id = (select id from companies where slug = 'studio') limit 1`
	lead := h.leadFrom("Анна")
	for path, field := range map[string]string{
		"/bookings/" + h.value(`select id from bookings`+studio) + "/notes": "notes",
		"/clients/" + h.value(`select id from clients`+studio) + "/note":    "note",
		lead + "/notes": "note",
	} {
		typed := url.Values{field: {" просит тишины "}, field + "_seen": {""}, "answer": {"note"}}
		for attempt := range 2 {
			a := b.post(path, typed, append(fragment, "Idempotency-Key", "of "+path)...)
			if a.Status != 200 || a.Header.Get("HX-Redirect") != "" || text(t, a, ".note-said") != "Сохранено" {
				t.Errorf("%s, attempt %d: %d %v %s", path, attempt, a.Status, a.Header, a.Body)
			}
			if next := sentBy(t, a, "body"); next.Has(field+"_seen") && next.Get(field+"_seen") != "просит тишины" {
				t.Errorf("%s, attempt %d: the next one goes on from %q", path, attempt, next)
			}
		}
	}
}

// Two people have the same thing open. Whoever saves second reads both versions,
// nothing is written, and what he has left alone is the first one's; saving once
// more, with both seen, is saving. Every route that writes over something that
// stands there is in the table.
func TestTheSecondSeesBothVersions(t *testing.T) {
	h := newHouse(t)
	h.guests(3)
	first, second := h.signIn("olga@studio.example"), h.signIn("olga@studio.example")
	id := func(query string) string { return h.value(query) }
	service := id(`select id from services where company_id = (select id from companies where slug = 'studio') and archived_at is null order by position limit 1`)
	resource := id(`select id from resources where company_id = (select id from companies where slug = 'studio') and archived_at is null order by position limit 1`)
	form := id(`select id from forms where company_id = (select id from companies where slug = 'studio') limit 1`)
	client := id(`select id from clients where company_id = (select id from companies where slug = 'studio') order by name limit 1`)
	visit := id(`select id from bookings where company_id = (select id from companies where slug = 'studio') order by number limit 1`)
	if a := first.post("/exceptions", url.Values{"about": {"company"}, "from_date": {"2027-03-08"}, "ends": {"one"}, "hours": {"day"}, "reason": {"праздник"}}); a.Status >= 400 {
		t.Fatalf("an exception: %d", a.Status)
	}
	exception := id(`select id from exceptions limit 1`)

	dated, dates := "/resources/"+resource, "/schedules?view=dates&resource="+resource
	first.post(dated+"/schedules", scheduleForm("", "2027-03-01", "", "2027-03-01", "9-10", "", "9-10"))
	first.post(dated+"/days", url.Values{"date": {"2027-03-04"}, "hours": {"9-10"}, "act": {"save"}})

	for path, test := range map[string]struct {
		page, selector string
		field          string // that both type into
		mine, theirs   string
		other, erased  string // a field that the first fills and the second leaves, and what he puts there
		status         int    // of the second saving, when both are seen; 0 for a redirect
	}{
		dated + "/schedules":                                    {dates + "&edit=2027-03-01", "#schedule-form", "day-1", "10:00–11:00", "12:00–13:00", "day-2", "14:00–15:00", 303},
		dated + "/days":                                         {dates + "&day=2027-03-04", "#day-form", "hours", "10:00–11:00", "12:00–13:00", "", "", 303},
		"/services/" + service:                                  {"", "#service-form", "name", "Моя стрижка", "Их стрижка", "category", "Волосы", 303},
		"/resources/" + resource:                                {"", "#resource-form", "name", "Мой Борис", "Их Борис", "color", "", 303},
		"/clients/" + client:                                    {"", "#client-form", "name", "Моё Имя", "Их Имя", "email", "their@example.com", 303},
		"/exceptions/" + exception:                              {"", "#exception-form", "reason", "мой повод", "их повод", "to_date", "", 303},
		"/forms/" + form:                                        {"", "#form-form", "name", "Моя форма", "Их форма", "done_ru", "Спасибо от них", 303},
		"/forms/" + form + "/widget":                            {"", "#form-form", "button_ru", "Моя кнопка", "Их кнопка", "booking_en", "Theirs", 303},
		"/settings/company":                                     {"", "#settings", "name", "Моя студия", "Их студия", "notice", "45", 303},
		"/settings/company/client-rules":                        {"/settings/company", "#rules", "address", "Моя, 1", "Их, 2", "move_cutoff", "75", 303},
		"/settings/company/privacy":                             {"/settings/company", "#privacy", "retention", "11", "22", "hide", "manager", 303},
		"/settings/notifications":                               {"", "#telling", "sender_name", "Мой салон", "Их салон", "lead_wait", "77", 303},
		"/settings/notifications/sms":                           {"", "#sms", "has_not", "моя ошибка", "их ошибка", "day_cap", "77", 303},
		"/settings/notifications/words/client/booking_moved/ru": {"", "#words", "body", "Моё письмо", "Их письмо", "subject", "Их тема", 303},
		"/account/name":                                         {"/account", "#name", "name", "Моё имя", "Их имя", "", "", 303},
		"/bookings/" + visit + "/notes":                         {"/bookings/" + visit, ".notes", "notes", "моя заметка", "их заметка", "", "", 303},
		"/clients/" + client + "/note":                          {"/clients/" + client, ".note", "note", "моя заметка", "их заметка", "", "", 303},
	} {
		t.Run(path, func(t *testing.T) {
			page := test.page
			if page == "" {
				page = path
			}
			theirs, mine := sentBy(t, first.get(page), test.selector), sentBy(t, second.get(page), test.selector)
			if len(theirs) == 0 {
				t.Fatalf("no form %s on %s", test.selector, page)
			}
			theirs.Set(test.field, test.theirs)
			if test.erased != "" {
				theirs.Set(test.other, test.erased)
			}
			if a := first.post(path, theirs); a.Status != 303 {
				t.Fatalf("the first saving is answered %d %s", a.Status, text(t, a, ".problem, .field-error, .clash"))
			}
			mine.Set(test.field, test.mine)
			as := fragment
			if test.selector == ".note" || test.selector == ".notes" {
				mine.Set("answer", "note")
			} else if strings.HasPrefix(path, "/settings") || strings.HasPrefix(path, "/account") {
				as = nil
			}
			a := second.post(path, mine, as...)
			body := html.UnescapeString(string(a.Body))
			if a.Status != 409 || !strings.Contains(body, test.theirs) {
				t.Fatalf("saving over theirs is answered %d without %q: %s", a.Status, test.theirs, text(t, a, ".clash"))
			}
			if mine.Get("answer") == "" && len(find(t, a, ".clash, .exception-versions")) != 1 {
				t.Error("the two versions are not shown")
			}
			if mine.Get("answer") == "note" {
				seen := sentBy(t, a, "body")
				for name := range seen {
					mine.Set(name, seen.Get(name))
				}
				mine.Del("answer")
			} else {
				shown := sentBy(t, a, test.selector)
				if got := shown.Get(test.field); got != test.mine {
					t.Errorf("%s holds %q, not what was typed", test.field, got)
				}
				if got := shown.Get(test.other); test.erased != "" && got != test.erased {
					t.Errorf("%s, which was left alone, holds %q instead of %q", test.other, got, test.erased)
				}
				mine = shown
			}
			if a := second.post(path, mine); a.Status != test.status {
				t.Fatalf("saving once both are seen is answered %d %s", a.Status, text(t, a, ".problem, .field-error, .clash"))
			}
			now := sentBy(t, first.get(page), test.selector)
			if now.Get(test.field) != test.mine || test.erased != "" && now.Get(test.other) != test.erased {
				t.Errorf("in the end %q and %q are stored", now.Get(test.field), now.Get(test.other))
			}
		})
	}
}

// A form that was refused for a mistake goes on from what it began with.
func TestARefusedFormHasSeenNothingNew(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	const path = "/settings/notifications"
	theirs, mine := sentBy(t, b.get(path), "#telling"), sentBy(t, b.get(path), "#telling")
	theirs.Set("sender_name", "Их салон")
	if a := b.post(path, theirs); a.Status != 303 {
		t.Fatalf("the first saving is answered %d", a.Status)
	}
	mine.Set("lead_wait", "soon")
	mine.Set("sender_name", "Мой салон")
	a := b.post(path, mine)
	if a.Status != 422 {
		t.Fatalf("a mistake is answered %d", a.Status)
	}
	mine = sentBy(t, a, "#telling")
	mine.Set("lead_wait", "45")
	if a = b.post(path, mine); a.Status != 409 || !strings.Contains(text(t, a, ".clash"), "Их салон") {
		t.Errorf("what was stored meanwhile is written over after a mistake: %d", a.Status)
	}
}

// Two weeks are joined day by day, and looked at before they are saved.
func TestWeeksAreJoinedByDays(t *testing.T) {
	h := newHouse(t)
	anna := h.worker("anna")
	b := h.signIn("olga@studio.example")
	path := "/resources/" + string(anna.ID) + "/week"
	b.post(path, weekForm(anna.Weekly, "save", "5 10-12"), fragment...)
	mine := weekForm(anna.Weekly, "join", "6 10-12")
	a := b.post(path, mine, fragment...)
	if got := rowsOf(t, a); a.Status != 200 || !strings.Contains(got, "5 10:00-12:00") || !strings.Contains(got, "6 10-12") {
		t.Fatalf("%d, rows %s", a.Status, got)
	}
	if got := rowsOf(t, b.get("/schedules?view=week&resource="+string(anna.ID))); strings.Contains(got, "6 10") {
		t.Errorf("joining has saved %s", got)
	}
}

// What one has chosen for a lead, or as a role, is not taken from him by a choice
// that was made without seeing it; one tick does not untick another's.
func TestChoicesThatWereNotSeen(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	lead := h.leadFrom("Зоя")
	for _, test := range []struct{ path, field, seen, first, second, says string }{
		{lead + "/assignee", "assignee", "0", h.value(`select id from users where email = 'olga@studio.example'`), h.value(`select id from users where email = 'dasha@studio.example'`), "OLGA"},
		{lead + "/next", "next", "", "2027-01-01", "2027-02-02", "января"},
		{"/settings/team/" + h.value(`select id from users where email = 'max@studio.example'`) + "/role", "role", "manager", "desk", "admin", "администратор (ресепшен)"},
	} {
		form := url.Values{test.field: {test.first}, "began": {test.seen}}
		if a := b.post(test.path, form); a.Status != 303 {
			t.Fatalf("%s: the first is answered %d", test.path, a.Status)
		}
		form.Set(test.field, test.second)
		if a := b.post(test.path, form, fragment...); a.Status != 409 || !strings.Contains(text(t, a, "[role=alert]"), test.says) {
			t.Errorf("%s: the second is answered %d %s", test.path, a.Status, text(t, a, "[role=alert]"))
		}
	}
	me := h.value(`select id from users where email = 'olga@studio.example'`)
	rules := func() string {
		var on []string
		for _, n := range find(t, b.get("/settings/notifications"), "#told-member-"+me+" [name=rule][checked], .told-rules:has([name=user][value='"+me+"']) [name=rule][checked]") {
			for _, attr := range n.Attr {
				if attr.Key == "value" {
					on = append(on, attr.Val)
				}
			}
		}
		return strings.Join(on, " ")
	}
	all := strings.Fields(rules())
	if len(all) < 2 {
		t.Fatalf("rules: %v", all)
	}
	for _, without := range all[:2] { // two windows, in each of which all are ticked
		form := url.Values{"user": {me}, "changed": {without}}
		for _, rule := range all {
			if rule != without {
				form.Add("rule", rule)
			}
		}
		b.post("/settings/notifications/rules", form, fragment...)
	}
	if got := rules(); got != strings.Join(all[2:], " ") {
		t.Errorf("ticked in the end: %s of %v", got, all)
	}
}
