package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestClientTags(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha, max := h.signIn("dasha@studio.example"), h.signIn("max@studio.example")
	id := h.one(`select id::text from clients`)
	path := "/clients/" + id
	list := func(a answer) string { return strings.Join(strings.Fields(text(t, a, "#client-tags .tags")), " ") }
	put := func(tag string) answer { return dasha.post(path+"/tags", url.Values{"tag": {tag}}, fragment...) }

	a := put("VIP, любит кофе, vip")
	if a.Status != http.StatusOK || list(a) != "VIP любит кофе" {
		t.Fatalf("adding is answered %d with %q", a.Status, list(a))
	}
	if story := text(t, a, "#client-story"); !strings.Contains(story, "Добавлены метки: VIP, любит кофе") {
		t.Errorf("the history says %s", story)
	}
	undo := takenBackAt(t, a)
	if again := put("ViP"); list(again) != "VIP любит кофе" || len(find(t, again, ".toast-undo")) != 0 {
		t.Errorf("the same once more: %q", list(again))
	}
	for _, place := range []string{"/clients", "/clients/find?find=" + url.QueryEscape(h.one(`select name from clients`)), "/bookings/" + h.one(`select id::text from bookings`)} {
		if got := text(t, dasha.get(place, fragment...), ".tags"); !strings.Contains(got, "VIP") || !strings.Contains(got, "любит кофе") {
			t.Errorf("%s has the tags %q", place, got)
		}
	}
	if lookup := dasha.get("/clients/lookup?phone="+url.QueryEscape(h.one(`select phone from clients`)), fragment...); !strings.Contains(text(t, lookup, ".tags"), "VIP") {
		t.Errorf("the lookup has no tags: %s", lookup.Body)
	}
	if seen := max.get(path); !strings.Contains(list(seen), "VIP") || len(find(t, seen, "#client-tags button")) != 0 {
		t.Error("who only reads sees no tags, or may take them off")
	}

	// The list: those who have it, in whatever spelling; a tag that nobody has any more says so.
	if page := dasha.get("/clients?tag=vip"); len(find(t, page, ".client-row")) != 1 || text(t, page, `#clients-tag option[selected]`) != "VIP" {
		t.Errorf("the list by tag has %d rows", len(find(t, page, ".client-row")))
	}
	if page := dasha.get("/clients?tag=" + url.QueryEscape("<b>")); len(find(t, page, ".client-row")) != 0 || !strings.Contains(text(t, page, ".empty"), "Нет клиентов с меткой «<b>»") {
		t.Error("a tag of nobody has clients")
	}

	// Two at once do not clash; undo leaves what the other did.
	if other := put("аллергия"); list(other) != "VIP аллергия любит кофе" {
		t.Errorf("a third makes %q", list(other))
	}
	back := dasha.post(undo, nil, fragment...)
	if back.Status != http.StatusOK || list(back) != "аллергия" || !strings.Contains(string(back.Body), "Метки как раньше") {
		t.Errorf("taking back is answered %d with %q", back.Status, list(back))
	}
	off := dasha.post(path+"/tags/removal", url.Values{"tag": {"Аллергия"}}, fragment...)
	if off.Status != http.StatusOK || list(off) != "" || h.one(`select count(*)::text from client_tags`) != "0" {
		t.Errorf("removing is answered %d with %q", off.Status, list(off))
	}
	if back := dasha.post(takenBackAt(t, off), nil, fragment...); list(back) != "аллергия" || !strings.Contains(text(t, back, "#client-story"), "Сняты метки: аллергия") {
		t.Errorf("taking a removal back gives %q", list(back))
	}
	if dasha.post(path+"/tags", url.Values{"tag": {"без скриптов"}}).Status != http.StatusSeeOther {
		t.Error("without scripts the answer is no way back to the card")
	}
	if a := h.signIn("rex@rival.example").post(path+"/tags", url.Values{"tag": {"чужая"}}, fragment...); a.Status != http.StatusNotFound {
		t.Errorf("another company is answered %d", a.Status)
	}
	if a := h.signIn("rex@rival.example").get("/clients"); strings.Contains(string(a.Body), "аллергия") {
		t.Error("another company sees the tags")
	}
}

func TestClientTagsHaveLimits(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha, path := h.signIn("dasha@studio.example"), "/clients/"+h.one(`select id::text from clients`)
	refused := func(tag, want string) {
		t.Helper()
		a := dasha.post(path+"/tags", url.Values{"tag": {tag}}, fragment...)
		if a.Status != http.StatusUnprocessableEntity || !strings.Contains(text(t, a, "#client-tag-error"), want) {
			t.Errorf("%.40q is answered %d: %s", tag, a.Status, text(t, a, "#client-tag-error"))
		}
		if tag != "" && !strings.Contains(string(a.Body), `value="`) {
			t.Errorf("%.40q is not kept", tag)
		}
	}
	refused("", "слово или два")
	refused(strings.Repeat("я", 31), "не больше 30 знаков")
	refused("+7 916 123-45-67", "в их полях")
	if a := dasha.post(path+"/tags", url.Values{"tag": {"+7 916 123-45-67"}}); a.Status != http.StatusUnprocessableEntity || text(t, a, "#client-tag-error") == "" {
		t.Errorf("without scripts a wrong tag is answered %d", a.Status)
	}
	var ten []string
	for n := range 10 {
		ten = append(ten, fmt.Sprintf("метка %d", n))
	}
	refused(strings.Join(append(ten, "ещё"), ","), "не больше 10 меток")
	if h.one(`select count(*)::text from client_tags`) != "0" {
		t.Error("of what was refused something stays")
	}
	h.db.MustExec(`insert into clients (company_id, id, name, created_at) select company_id, gen_random_uuid(), 'Соня', now() from clients`)
	h.db.MustExec(`insert into client_tags (company_id, client_id, key, tag)
		select company_id, id, 'общая ' || n, 'Общая ' || n from clients, generate_series(1, 100) n where name = 'Соня'`)
	refused("новая", "Разных меток уже 100")
	if a := dasha.post(path+"/tags", url.Values{"tag": {"общая 7"}}, fragment...); a.Status != http.StatusOK || text(t, a, "#client-tags .tags a") != "Общая 7" {
		t.Errorf("one of the company's is answered %d: %s", a.Status, text(t, a, "#client-tags"))
	}
}

func TestTagsGoAlongWithMergingExportsAndErasing(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha, olga := h.signIn("dasha@studio.example"), h.signIn("olga@studio.example")
	id := h.one(`select id::text from clients`)
	h.db.MustExec(`insert into clients (company_id, id, name, created_at) select company_id, gen_random_uuid(), 'Соня', now() from clients`)
	other := h.one(`select id::text from clients where name = 'Соня'`)
	for card, typed := range map[string]string{id: "VIP, школа", other: "vip, соседи"} {
		if a := dasha.post("/clients/"+card+"/tags", url.Values{"tag": {typed}}, fragment...); a.Status != http.StatusOK {
			t.Fatalf("adding is answered %d", a.Status)
		}
	}
	ask := dasha.get("/clients/" + id + "/merge?with=" + other)
	if !strings.Contains(strings.ToLower(text(t, ask, "[aria-labelledby=merge-result]")), "vip, соседи, школа") {
		t.Errorf("what becomes of the tags is not said: %s", text(t, ask, "[aria-labelledby=merge-result]"))
	}
	form := url.Values{"with": {other}, "revision": {h.one(`select revision::text from clients where id = $1`, id)},
		"other_revision": {h.one(`select revision::text from clients where id = $1`, other)}}
	if a := dasha.post("/clients/"+id+"/merge", form); a.Status != http.StatusSeeOther {
		t.Fatalf("merging is answered %d", a.Status)
	}
	if got := h.one(`select string_agg(key, ',' order by key) from client_tags where client_id = $1`, id); got != "vip,соседи,школа" {
		t.Errorf("the card has %s", got)
	}
	if export := dasha.post("/clients/"+id+"/export", nil); !strings.Contains(string(export.Body), `"школа"`) {
		t.Error("the client's export has no tags")
	}
	table := strings.Split(strings.TrimSpace(h.companyExport(olga, "clients.csv")), "\n")
	if head := strings.TrimSpace(table[0]); !strings.HasSuffix(head, `"Метки"`) || !strings.Contains(table[1], "соседи, школа") {
		t.Errorf("the company's export: %s", table)
	}
	if a := dasha.post("/clients/"+id+"/erasure", url.Values{"typed": {h.one(`select name from clients`)}}); a.Status != http.StatusSeeOther {
		t.Fatalf("erasing is answered %d", a.Status)
	}
	if left := h.one(`select (select count(*) from client_tags) || ' ' || (select count(*) from client_history where detail::text like '%школа%')`); left != "0 0" {
		t.Errorf("of an erased client there is left %s", left)
	}
}

// A card that has got a tag is not taken back with its making.
func TestACardWithATagStays(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	undo := takenBackAt(t, dasha.post("/clients", url.Values{"name": {"Новая"}}, fragment...))
	card := h.one(`select id::text from clients where name = 'Новая'`)
	dasha.post("/clients/"+card+"/tags", url.Values{"tag": {"VIP"}}, fragment...)
	if a := dasha.post(undo, nil, fragment...); a.Status != http.StatusConflict || h.one(`select count(*)::text from clients where name = 'Новая'`) != "1" {
		t.Errorf("taking it back is answered %d", a.Status)
	}
}
