package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A tag gets another name with all who have it; another tag of that name takes them in, after a question; either is taken back.
func TestATagIsRenamed(t *testing.T) {
	h := newHouse(t)
	dasha, max := h.signIn("dasha@studio.example"), h.signIn("max@studio.example")
	who := map[string]string{}
	for _, c := range [][2]string{{"Анна", "VIP, постоянный"}, {"Борис", "vip"}, {"Вера", "постоянный"}} {
		dasha.post("/clients", url.Values{"name": {c[0]}}, fragment...)
		who[c[0]] = h.one(`select id::text from clients where name = $1`, c[0])
		if a := dasha.post("/clients/"+who[c[0]]+"/tags", url.Values{"tag": {c[1]}}, fragment...); a.Status != http.StatusOK {
			t.Fatalf("%d", a.Status)
		}
	}
	all := func() string {
		return h.one(`select coalesce(string_agg(c.name || ':' || t.tag, ' ' order by c.name, t.key), '') from client_tags t join clients c on c.id = t.client_id`)
	}
	was := all()
	rename := func(from, to string, more ...string) answer {
		form := url.Values{"from": {from}, "tag": {to}}
		for _, name := range more {
			form.Set(name, "1")
		}
		return dasha.post("/clients/tags", form, fragment...)
	}
	lines := func(a answer) string { return text(t, a, ".tag-of") }

	if len(find(t, dasha.get("/clients"), "#client-tags-all")) != 1 || lines(dasha.get("/clients/tags")) != "VIP 2 клиента | постоянный 2 клиента" {
		t.Errorf("the list: %q", lines(dasha.get("/clients/tags")))
	}
	if a := max.get("/clients/tags"); lines(a) == "" || len(find(t, a, "form[action='/clients/tags']")) != 0 {
		t.Error("who only reads may rename, or sees nothing")
	}
	a := rename("vip", "Особый гость")
	if a.Status != http.StatusOK || all() != "Анна:Особый гость Анна:постоянный Борис:Особый гость Вера:постоянный" || !strings.Contains(text(t, a, ".toast-text"), "«VIP» → «Особый гость» у 2 клиентов") {
		t.Fatalf("%d %s: %s", a.Status, text(t, a, ".toast-text"), all())
	}
	if log := h.one(`select string_agg(detail ->> 'from' || ' ' || (detail ->> 'to'), ';') from audit_log where act = 'client.tag_renamed'`); log != "VIP Особый гость" {
		t.Errorf("the log: %s", log)
	}
	undo := takenBackAt(t, a)
	if a := dasha.post(undo, nil, fragment...); a.Status != http.StatusOK || all() != was || !strings.Contains(string(a.Body), "Метка называется как раньше.") {
		t.Errorf("taken back: %d, %s", a.Status, all())
	}
	if a := dasha.post(undo, nil, fragment...); a.Status == http.StatusOK || all() != was {
		t.Errorf("taken back twice: %d, %s", a.Status, all())
	}

	a = rename("VIP", "Постоянный")
	if a.Status != http.StatusConflict || all() != was || !strings.Contains(text(t, a, ".tag-merges"), "уже есть у 2 клиентов") || attribute(find(t, a, "details[open] [name=tag]")[0], "value") != "Постоянный" {
		t.Errorf("it does not ask: %d %s", a.Status, text(t, a, "#tag-list"))
	}
	a = rename("VIP", "Постоянный", "merge")
	if a.Status != http.StatusOK || all() != "Анна:постоянный Борис:постоянный Вера:постоянный" {
		t.Fatalf("merged: %d, %s", a.Status, all())
	}
	dasha.post("/clients/"+who["Вера"]+"/tags", url.Values{"tag": {"аллергия"}}, fragment...)
	if a := dasha.post(takenBackAt(t, a), nil, fragment...); a.Status != http.StatusOK || all() != "Анна:VIP Анна:постоянный Борис:VIP Вера:аллергия Вера:постоянный" {
		t.Errorf("taken apart again: %d, %s", a.Status, all())
	}
	if a := rename("vip", "Vip"); a.Status != http.StatusOK || !strings.Contains(all(), "Анна:Vip") || !strings.Contains(all(), "Борис:Vip") {
		t.Errorf("another spelling: %d %s", a.Status, all())
	}
	if a := rename("Vip", "Vip"); a.Status != http.StatusOK || len(find(t, a, ".toast-undo")) != 0 {
		t.Errorf("the same name: %d", a.Status)
	}
	was = all()
	for name, c := range map[string]struct {
		from, to string
		status   int
		says     string
	}{
		"nothing": {"Vip", " ", 422, "Напишите метку"}, "two": {"Vip", "один, два", 422, "одно название"}, "too long": {"Vip", strings.Repeat("я", 31), 422, "не больше 30"},
		"a contact": {"Vip", "+7 916 123-45-67", 422, "Телефону и почте"}, "nobody's": {"никто", "кто-то", 404, "больше ни у кого"}, "markup": {"<b>", "x", 404, "больше ни у кого"},
	} {
		if a := rename(c.from, c.to); a.Status != c.status || !strings.Contains(text(t, a, ".field-error, .problem"), c.says) || all() != was {
			t.Errorf("%s: %d %q", name, a.Status, text(t, a, ".field-error, .problem"))
		}
	}
	if a := dasha.post("/clients/tags", url.Values{"from": {"Vip"}, "tag": {"VIP"}}); a.Status != http.StatusSeeOther {
		t.Errorf("without scripts: %d", a.Status)
	}
	if a := h.signIn("rex@rival.example").post("/clients/tags", url.Values{"from": {"VIP"}, "tag": {"x"}}, fragment...); a.Status != http.StatusNotFound {
		t.Errorf("another company's: %d", a.Status)
	}
	if a := max.post("/clients/tags", url.Values{"from": {"VIP"}, "tag": {"x"}}, fragment...); a.Status != http.StatusForbidden {
		t.Errorf("who only reads: %d", a.Status)
	}
}

// An open card asks for its tags when something has changed, and is answered with them where they are other ones.
func TestAnOpenCardFollowsItsTags(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha, path := h.signIn("dasha@studio.example"), "/clients/"+h.one(`select id::text from clients`)
	news := attribute(find(t, dasha.get(path), "#client-tags")[0], "hx-get")
	if a := dasha.get(news, fragment...); a.Status != http.StatusNoContent {
		t.Errorf("nothing is new: %d", a.Status)
	}
	h.signIn("olga@studio.example").post(path+"/tags", url.Values{"tag": {"VIP"}}, fragment...)
	a := dasha.get(news, fragment...)
	if a.Status != http.StatusOK || text(t, a, "#client-tags .tags") != "VIP" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if again := attribute(find(t, a, "#client-tags")[0], "hx-get"); dasha.get(again, fragment...).Status != http.StatusNoContent {
		t.Error("what has come is news again")
	}
	if a := h.signIn("rex@rival.example").get(news, fragment...); a.Status != http.StatusNotFound {
		t.Errorf("another company's: %d", a.Status)
	}
}

// Tags come along in a column of a file, are added to those that a client has, and go with the import that is taken back.
func TestTagsAreImported(t *testing.T) {
	h := newHouse(t)
	h.book(rand8(), bookingBody())
	dasha := h.signIn("dasha@studio.example")
	ivan := h.one(`select id::text from clients`)
	dasha.post("/clients/"+ivan+"/tags", url.Values{"tag": {"VIP"}}, fragment...)
	tagsOf := func() string {
		return h.one(`select coalesce(string_agg(c.name || ':' || t.tag, ' ' order by c.name, t.key), '') from client_tags t join clients c on c.id = t.client_id`)
	}
	path := dasha.bring("Клиенты.csv", "Имя;Телефон;Метки\nАнна;89161110001;\"vip, Аллергия\"\nИван;8 916 123-45-67;\"vip; аллергия\"\nПётр;89161110002;8 916 111-00-03\n").Header.Get("Location")
	page := dasha.get(path)
	if got := text(t, page, "#import-becomes ~ .import-counts"); got != "1 новая карточка 1 карточка станет полнее 1 строка с ошибкой" {
		t.Fatalf("%s", got)
	}
	if got := text(t, page, ".import-table tbody tr"); !strings.Contains(got, "метки: 8 916 111-00-03") {
		t.Errorf("wrong: %s", got)
	}
	form := filled(t, page)
	for _, n := range find(t, page, "select option[selected]") {
		form.Set(attribute(n.Parent, "name"), attribute(n, "value"))
	}
	form.Set("act", "import")
	form.Set("skip", "1")
	if a := dasha.post(path, form); a.Status != http.StatusSeeOther || tagsOf() != "Анна:VIP Анна:Аллергия Иван:VIP Иван:Аллергия" {
		t.Fatalf("%d: %s %s", a.Status, tagsOf(), text(t, a, ".problem"))
	}
	if story := text(t, dasha.get("/clients/"+ivan), "#client-story"); !strings.Contains(story, "Добавлены метки: Аллергия") {
		t.Errorf("the history: %s", story)
	}
	if a := dasha.post(path+"/undo", nil); a.Status != http.StatusSeeOther || tagsOf() != "Иван:VIP" {
		t.Errorf("taken back: %d, %s", a.Status, tagsOf())
	}
}
