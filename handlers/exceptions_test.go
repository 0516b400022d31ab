package handlers_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"okno/booking"
)

// idOf is the id of a thing of the studio by its ref.
func (h *house) idOf(table, ref string) string {
	h.t.Helper()
	var id string
	h.must(h.db.Get(&id, `select id from `+table+` where ref = $1`, ref))
	return id
}

// starts are the free starts of a service on a date, as the widget's API has them.
func (h *house) startsOn(service, date string) []string {
	h.t.Helper()
	var got struct {
		Days []struct{ Slots []struct{ Start string } }
	}
	h.get("/api/v1/widget/studio-site/slots?service=" + service + "&from=" + date + "&to=" + date).json(&got)
	var all []string
	for _, s := range got.Days[0].Slots {
		all = append(all, s.Start)
	}
	return all
}

func (h *house) exceptions() []booking.Exception {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), "studio")
	h.must(err)
	all, err := h.db.Of(company.ID).Exceptions(context.Background())
	h.must(err)
	return all
}

// tuesday is the day after now in the tests.
const tuesday = "2026-11-24"

func TestExceptionList(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	b.post("/exceptions", url.Values{"about": {"company"}, "from_date": {"2026-10-01"}, "to_date": {"2026-10-02"}, "reason": {"ремонт"}})
	b.post("/exceptions", url.Values{"about": {"service:" + h.idOf("services", "cut")}, "from_date": {"2026-11-01"}, "ends": {"open"}, "weekdays": {"3"}, "from": {"22:00"}, "to": {"06:30"}})
	b.get("/exceptions")
	for query, want := range map[string]string{
		"":                "Услуга «Стрижка»: каждую среду 22–6:30 следующего дня, с 1 ноября без конца действует | Анна: в среду, 25 ноября, весь день — отпуск",
		"?show=past":      "Вся компания: с 1 по 2 октября, целые дни — ремонт",
		"?about=services": "Услуга «Стрижка»: каждую среду 22–6:30 следующего дня, с 1 ноября без конца действует",
		"?resource=" + h.idOf("resources", "anna"):  "Анна: в среду, 25 ноября, весь день — отпуск",
		"?resource=" + h.idOf("resources", "boris"): "",
		"?show=deleted":   "",
		"?show=nonsense":  "Услуга «Стрижка»: каждую среду 22–6:30 следующего дня, с 1 ноября без конца действует | Анна: в среду, 25 ноября, весь день — отпуск",
		"?about=nonsense": "",
	} {
		before := h.queries.Load()
		page := b.get("/exceptions" + query)
		allowed := int64(1)
		if query == "?show=deleted" {
			allowed++
		}
		if n := h.queries.Load() - before; n > allowed {
			t.Errorf("%s took %d queries", query, n)
		}
		got := strings.ReplaceAll(strings.ReplaceAll(text(t, page, ".exception-text"), "\u2060", ""), "\u00a0", " ")
		if page.Status != 200 || got != want {
			t.Errorf("%s: %d\n%s\nwant %s", query, page.Status, got, want)
		}
	}
	if n := len(find(t, b.get("/exceptions?show=past&about=services"), ".empty a[href^='/exceptions/new']")); n != 1 {
		t.Errorf("an empty list has %d buttons", n)
	}
}

// An exception takes its slots away at once, and the preview had counted them.
func TestExceptionTakesSlotsAway(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	cut, talk := h.startsOn("cut", tuesday), h.startsOn("talk", tuesday)
	form := url.Values{"about": {"resource:" + h.idOf("resources", "anna")}, "from_date": {tuesday}, "ends": {"one"}, "hours": {"hours"}, "from": {"10:00"}, "to": {"12:00"}, "reason": {"учёба"}}
	preview := b.post("/exceptions/preview", form, fragment...)
	removed := len(cut) + len(talk)
	if a := b.post("/exceptions", form, fragment...); a.Status != 200 || !strings.Contains(string(a.Body), "Исключение сохранено") || a.Header.Get("HX-Push-Url") == "" {
		t.Fatalf("%d %.500s", a.Status, a.Body)
	}
	removed -= len(h.startsOn("cut", tuesday)) + len(h.startsOn("talk", tuesday))
	if want := fmt.Sprintf("Закроет %d ", removed); removed == 0 || !strings.HasPrefix(text(t, preview, ".exception-total"), want) {
		t.Errorf("the preview says %q, the slots say %d", text(t, preview, ".exception-total"), removed)
	}
	if slices.Contains(h.startsOn("cut", tuesday), cut[0]) || !slices.Contains(h.startsOn("cut", tuesday), tuesday+"T12:00:00+03:00") {
		t.Errorf("free: %v", h.startsOn("cut", tuesday))
	}

	e := h.exceptions()[1]
	if page := b.get("/exceptions/" + string(e.ID)); page.Status != 200 || len(find(t, page, `#from[value="10:00"]`)) != 1 || len(find(t, page, `[name=ends][value=one][checked]`)) != 1 {
		t.Errorf("its form: %d", page.Status)
	}
	form.Set("to", "11:00")
	form.Set("revision", "1")
	if preview := b.post("/exceptions/preview", withID(form, e.ID), fragment...); !strings.Contains(text(t, preview, ".exception-total"), "Откроет") {
		t.Errorf("a shorter one gives back: %q", text(t, preview, ".exception-total"))
	}
	if a := b.post("/exceptions/"+string(e.ID), form); a.Status != 303 {
		t.Fatalf("%d %.500s", a.Status, a.Body)
	}
	if e = h.exceptions()[1]; e.To != 11*60 || e.Revision != 2 {
		t.Errorf("saved: %+v", e)
	}
	for path, want := range map[string]int64{"/exceptions/new": 3, "/exceptions/" + string(e.ID): 3} {
		b.get(path)
		before := h.queries.Load()
		if b.get(path); h.queries.Load()-before > want {
			t.Errorf("%s took %d queries", path, h.queries.Load()-before)
		}
	}
}

func withID(form url.Values, id booking.ID) url.Values {
	with := url.Values{"id": {string(id)}}
	for name, values := range form {
		with[name] = values
	}
	return with
}

func TestExceptionEndDeleteUndo(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	before := h.startsOn("cut", tuesday)
	b.post("/exceptions", url.Values{"from_date": {"2026-11-01"}, "ends": {"open"}})
	e := h.exceptions()[1]
	path := "/exceptions/" + string(e.ID)
	if len(h.startsOn("cut", tuesday)) != 0 {
		t.Error("it does not hold")
	}
	deleted := b.post(path+"/deletion?show=coming&about=company", nil, fragment...)
	undo := find(t, deleted, `.toast-undo[hx-delete="`+path+`/deletion?show=coming&about=company"]`)
	if deleted.Status != 200 || len(undo) != 1 || !slices.Equal(h.startsOn("cut", tuesday), before) {
		t.Errorf("deleted: %d, %d undos", deleted.Status, len(undo))
	}
	if a := b.get(path); a.Status != 404 {
		t.Errorf("a deleted one: %d", a.Status)
	}
	if got := text(t, b.get("/exceptions?show=deleted"), ".exception-text"); !strings.HasPrefix(got, "Вся компания:") {
		t.Errorf("deleted ones: %q", got)
	}
	if a := b.send("DELETE", path+"/deletion?show=coming", nil, fragment...); a.Status != 200 || len(h.startsOn("cut", tuesday)) != 0 {
		t.Errorf("undone: %d", a.Status)
	}
	if a := b.post(path+"/end", url.Values{"revision": {"1"}}, fragment...); a.Status != 409 {
		t.Errorf("ended as it was before: %d", a.Status)
	}
	revision := fmt.Sprint(h.exceptions()[1].Revision)
	if a := b.post(path+"/end", url.Values{"revision": {revision}}, fragment...); a.Status != 200 || !slices.Equal(h.startsOn("cut", tuesday), before) {
		t.Errorf("ended: %d", a.Status)
	}
	if e = h.exceptions()[1]; e.ToDate == nil || e.ToDate.String() != "2026-11-23" {
		t.Errorf("it ends on %v", e.ToDate)
	}
	vacation := h.exceptions()[0]
	if a := b.post("/exceptions/"+string(vacation.ID)+"/end", url.Values{"revision": {"1"}}, fragment...); a.Status != 409 {
		t.Errorf("one that has not begun ends: %d", a.Status)
	}
	b.post(path+"/deletion", nil)
	for _, hours := range []time.Duration{23, 25} {
		_, err := h.db.Tidy(context.Background(), monday.Add(hours*time.Hour))
		h.must(err)
		var n int
		h.must(h.db.Get(&n, `select count(*) from exceptions where id = $1`, e.ID))
		if (n == 1) != (hours == 23) {
			t.Errorf("%d rows after %d hours", n, hours)
		}
	}
}

func TestExceptionBadInput(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	var rex, steal string
	h.must(h.db.Get(&rex, `select id from resources where ref = 'rex'`))
	h.must(h.db.Get(&steal, `select id from services where ref = 'steal'`))
	for name, test := range map[string]struct {
		form  url.Values
		field string
		says  string
	}{
		"25:61":               {url.Values{"from_date": {tuesday}, "hours": {"hours"}, "from": {"25:61"}, "to": {"26:00"}}, "from", "09:30"},
		"end before begin":    {url.Values{"from_date": {tuesday}, "ends": {"date"}, "to_date": {"2026-11-23"}}, "to_date", "раньше"},
		"30 February":         {url.Values{"from_date": {"2027-02-30"}}, "from_date", "нет"},
		"ten years":           {url.Values{"from_date": {tuesday}, "ends": {"date"}, "to_date": {"2036-11-24"}}, "to_date", "пяти лет"},
		"a weekday of none":   {url.Values{"from_date": {tuesday}, "to_date": {tuesday}, "weekdays": {"3"}}, "weekdays", "ни одного"},
		"a foreign resource":  {url.Values{"from_date": {tuesday}, "about": {"resource:" + rex}}, "about", "нет"},
		"a foreign service":   {url.Values{"from_date": {tuesday}, "service": {steal}}, "about", "нет"},
		"hostile":             {url.Values{"from_date": {`"><script>alert(1)</script>`}}, "from_date", "2026-12-31"},
		"a reason of 3000":    {url.Values{"from_date": {tuesday}, "reason": {strings.Repeat("я", 3000)}}, "reason", "Слишком длинно"},
		"hours without hours": {url.Values{"from_date": {tuesday}, "hours": {"hours"}}, "to", "Заполните"},
	} {
		for _, header := range [][]string{nil, fragment} {
			a := b.post("/exceptions", test.form, header...)
			if wrong := text(t, a, "#"+test.field+"-wrong"); a.Status != 422 || !strings.Contains(wrong, test.says) {
				t.Errorf("%s: %d, %s says %q", name, a.Status, test.field, wrong)
			}
			for field := range test.form {
				typed := test.form.Get(field)
				selector := fmt.Sprintf(`input[name=%s]:not([type=radio]):not([type=checkbox])`, field)
				for _, input := range find(t, a, selector) {
					if value := attribute(input, "value"); value != typed {
						t.Errorf("%s: %s has become %q", name, field, value)
					}
				}
			}
			if n := len(find(t, a, "script:not([src])")); n > 0 {
				t.Errorf("%s: %d scripts", name, n)
			}
		}
		if a := b.post("/exceptions/preview", test.form, fragment...); a.Status != 422 || !strings.Contains(text(t, a, ".exception-problems"), test.says) {
			t.Errorf("%s: the preview: %d %s", name, a.Status, text(t, a, ".exception-problems"))
		}
	}
	for _, id := range []string{"1", "%27", "00000000-0000-0000-0000-000000000000"} {
		for _, act := range []string{"GET ", "POST ", "POST /end", "POST /deletion", "DELETE /deletion"} {
			method, tail, _ := strings.Cut(act, " ")
			if a := b.send(method, "/exceptions/"+id+tail, url.Values{"from_date": {tuesday}}, fragment...); a.Status != 404 {
				t.Errorf("%s of %q: %d", act, id, a.Status)
			}
		}
	}
	if n := len(h.exceptions()); n != 1 {
		t.Errorf("%d exceptions are there", n)
	}
}

func TestExceptionRights(t *testing.T) {
	h := newHouse(t)
	e := h.exceptions()[0]
	path := "/exceptions/" + string(e.ID)
	for _, email := range []string{"dasha@studio.example", "max@studio.example"} {
		b := h.signIn(email)
		for _, page := range []string{"/exceptions", path} {
			if a := b.get(page); a.Status != 200 || len(find(t, a, "#exceptions button, #exceptions form[method=post], #exception-new")) != 0 || !strings.Contains(text(t, a, "#exceptions"), "отпуск") {
				t.Errorf("%s, %s: %d", email, page, a.Status)
			}
		}
		for _, act := range []string{"GET /exceptions/new", "POST /exceptions", "POST /exceptions/preview", "POST " + path, "POST " + path + "/end", "POST " + path + "/deletion", "DELETE " + path + "/deletion"} {
			method, target, _ := strings.Cut(act, " ")
			if a := b.send(method, target, url.Values{"from_date": {tuesday}}, fragment...); a.Status != 403 {
				t.Errorf("%s, %s: %d", email, act, a.Status)
			}
		}
	}
	m := h.deskMember()
	if err := h.desk.Exceptions.DeleteException(context.Background(), m, e.ID); booking.CodeOf(err) != booking.Forbidden {
		t.Errorf("the act itself: %v", err)
	}
	rival := h.signIn("rex@rival.example")
	for _, act := range []string{"GET ", "POST ", "POST /end", "POST /deletion"} {
		method, tail, _ := strings.Cut(act, " ")
		if a := rival.send(method, path+tail, url.Values{"from_date": {tuesday}, "revision": {"1"}}, fragment...); a.Status != 404 && a.Status != 409 || strings.Contains(string(a.Body), "отпуск") {
			t.Errorf("the rival, %s: %d", act, a.Status)
		}
	}
	if got := h.exceptions(); len(got) != 1 || got[0].Revision != 1 {
		t.Errorf("%+v", got)
	}
}

// Two admins edit the same exception: the second is told, sees both, loses
// nothing that was typed, and may overwrite.
func TestTwoAdminsAndOneException(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	e := h.exceptions()[0]
	path := "/exceptions/" + string(e.ID)
	form := url.Values{"about": {"company"}, "from_date": {"2026-11-25"}, "revision": {"1"}, "reason": {"первая"}}
	b.post(path, form)
	form.Set("reason", "вторая")
	a := b.post(path, form, fragment...)
	versions := text(t, a, ".exception-versions")
	if a.Status != 409 || !strings.Contains(versions, "вторая") || !strings.Contains(versions, "первая") || len(find(t, a, `#reason[value="вторая"]`)) != 1 {
		t.Errorf("%d %s", a.Status, versions)
	}
	revision := attribute(find(t, a, `[name=revision]`)[0], "value")
	if h.exceptions()[0].Reason != "первая" || revision != "2" {
		t.Errorf("overwritten unseen; the form goes by revision %s", revision)
	}
	form.Set("revision", revision)
	if a := b.post(path, form, fragment...); a.Status != 200 || h.exceptions()[0].Reason != "вторая" {
		t.Errorf("overwritten on purpose: %d", a.Status)
	}
	b.post(path+"/deletion", nil)
	a = b.post(path, form, fragment...)
	if a.Status != 409 || !strings.Contains(text(t, a, "[role=alert]"), "удалили") || attribute(find(t, a, "#exception-form")[0], "action") != "/exceptions" {
		t.Errorf("deleted meanwhile: %d %s", a.Status, text(t, a, "[role=alert]"))
	}
}
