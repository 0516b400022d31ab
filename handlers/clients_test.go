package handlers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

// guests imports a company whose clients have names, visits and duplicates.
func (h *house) guests(n int) {
	h.t.Helper()
	var list []string
	for i := range n {
		name, email := fmt.Sprintf("Гость %03d", i), ""
		if i%10 == 3 { // the next one is the same person under another number
			name = fmt.Sprintf("Двойник %03d", i/10)
		}
		if i%10 == 4 {
			name, email = fmt.Sprintf("двойник  %03d", i/10), `, "email": "twin@example.com"`
		}
		list = append(list, fmt.Sprintf(`{"ref": "guest-%d", "service": "talk", "resources": ["boris"], "start": "2026-%02d-%02dT%02d:%02d:00+03:00", "status": %q,
			"client": {"name": %q, "phone": "+7916%07d"%s}}`, i, 1+i/200, 1+i/10%20, 8+i%10, 0, []string{"completed", "no_show", "cancelled"}[i%3], name, i, email))
	}
	studio, err := os.ReadFile("testdata/studio.json")
	h.must(err)
	h.loadText(strings.Replace(string(studio), `"bookings": []`, `"bookings": [`+strings.Join(list, ",")+`]`, 1))
}

func TestClientList(t *testing.T) {
	h := newHouse(t)
	h.guests(120)
	dasha := h.signIn("dasha@studio.example")
	first := dasha.get("/clients")
	if n := len(find(t, first, ".client-row")); n != 50 || text(t, first, ".clients-count") != "120" {
		t.Fatalf("%d rows of %s", n, text(t, first, ".clients-count"))
	}
	// Page by page everybody comes once, in order.
	seen, last := map[string]bool{}, ""
	for page, next := first, "/clients"; next != ""; {
		for _, n := range find(t, page, "a.client-name") {
			name := words(n)
			if seen[name] || strings.ToLower(name) < last {
				t.Errorf("%q comes again, or behind %q", name, last)
			}
			seen[name], last = true, strings.ToLower(name)
		}
		next = ""
		if more := find(t, page, ".client-more a"); len(more) == 1 {
			for _, a := range more[0].Attr {
				if a.Key == "href" {
					next = a.Val
				}
			}
			h.queries.Store(0)
			page = dasha.get(next, fragment...)
			if n := h.queries.Load(); n > 3 {
				t.Errorf("a page takes %d queries", n)
			}
		}
	}
	if len(seen) != 120 {
		t.Errorf("%d of 120 came", len(seen))
	}
	for query, want := range map[string]string{
		"двойник 002": "Двойник 002 | двойник 002", "0000042": "Гость 042", "8 (916) 000-00-42": "Гость 042", "twin@exa": "двойник 000 | двойник 001 | двойник 002 | двойник 003 | двойник 004 | двойник 005 | двойник 006 | двойник 007 | двойник 008 | двойник 009 | двойник 010 | двойник 011",
		"никто": "", "%": "", "_%": "", "🔥": "", "🔥🔥": "", strings.Repeat("я", 10_000): "", "'\"<script>": "",
	} {
		a := dasha.get("/clients?q="+url.QueryEscape(query), fragment...)
		if got := strings.ToLower(text(t, a, "a.client-name")); a.Status != http.StatusOK || got != strings.ToLower(want) {
			t.Errorf("%.30q finds %q (%d), not %q", query, got, a.Status, want)
		}
		if want == "" && text(t, a, ".empty") == "" {
			t.Errorf("%.30q is not answered: %.200s", query, a.Body)
		}
	}
	if got := text(t, dasha.get("/clients?sort=new&after=rubbish&q=гость+119"), "a.client-name"); got != "Гость 119" {
		t.Errorf("a strange address shows %q", got)
	}
}

func TestClientCardAndItsActs(t *testing.T) {
	h := newHouse(t)
	h.guests(20)
	if a := h.book(rand8(), bookingBody(`"8 916 123-45-67"`, `"+7 916 000 00 00"`, "Иван", "Гость 000")); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	dasha, max, rex := h.signIn("dasha@studio.example"), h.signIn("max@studio.example"), h.signIn("rex@rival.example")
	var id, other string
	h.must(h.db.Get(&id, `select id from clients where phone = '+79160000000'`))
	h.must(h.db.Get(&other, `select id from clients where phone = '+79160000003'`))
	card := dasha.get("/clients/" + id)
	if got := text(t, card, ".numbers"); card.Status != http.StatusOK || got != "Визиты 1 Впереди 1 Неявки 0 Отмены 0" {
		t.Fatalf("%d %q", card.Status, got)
	}
	if coming, past := len(find(t, card, "#client-coming ~ ul li")), len(find(t, card, "#client-past ~ ul li")); coming != 1 || past != 1 {
		t.Errorf("%d visits ahead, %d past", coming, past)
	}
	if read := max.get("/clients/" + id); len(find(t, read, "form.part, #client-erase")) != 0 || !strings.Contains(text(t, read, "#client .facts"), "916 000") {
		t.Errorf("a manager sees %s", text(t, read, "#client"))
	}
	// A card that somebody else has saved meanwhile comes back beside what was typed.
	typed := url.Values{"name": {"Гость <b>"}, "phone": {"+7 916 000-00-00"}, "note": {"чай\r\nбез сахара"}, "revision": {revisionOf(t, card)}}
	if a := dasha.post("/clients/"+id, typed, fragment...); a.Status != http.StatusOK || !strings.Contains(string(a.Body), "Гость &lt;b&gt;") {
		t.Errorf("saving is answered %d %.300s", a.Status, a.Body)
	}
	if a := dasha.post("/clients/"+id, typed, fragment...); a.Status != http.StatusConflict || len(find(t, a, ".clash")) != 1 {
		t.Errorf("saving over another's is answered %d", a.Status)
	}
	typed.Set("phone", "8 916 000-00-03")
	typed.Set("revision", revisionOf(t, dasha.get("/clients/"+id)))
	if a := dasha.post("/clients/"+id, typed, fragment...); a.Status != http.StatusUnprocessableEntity || !strings.Contains(text(t, a, "#phone-error"), "Двойник 000") {
		t.Errorf("another's phone is answered %d %s", a.Status, text(t, a, "#phone-error"))
	}
	if a := dasha.get("/clients/duplicates"); !strings.Contains(text(t, a, ".pairs"), "Двойник 000") {
		t.Errorf("no duplicates: %s", text(t, a, "main"))
	}
	for path, b := range map[string]browser{"/clients/" + id: rex, "/clients/" + id + "/merge?with=" + other: rex, "/clients/" + id + "/erasure": rex, "/clients/nobody": dasha, "/clients/'": dasha} {
		if a := b.get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s is answered %d", path, a.Status)
		}
	}
	for _, act := range []string{"", "/merge", "/apart", "/export", "/erasure"} {
		form := url.Values{"with": {other}, "other": {other}, "name": {"x"}, "typed": {"Гость <b>"}, "revision": {"2"}, "other_revision": {"1"}}
		if a := max.post("/clients/"+id+act, form); a.Status != http.StatusForbidden {
			t.Errorf("a manager's %s is answered %d", act, a.Status)
		}
		if a := rex.post("/clients/"+id+act, form); a.Status != http.StatusNotFound {
			t.Errorf("another company's %s is answered %d", act, a.Status)
		}
	}
	if a := dasha.post("/clients/"+id+"/export", nil); a.Status != http.StatusOK || !json.Valid(a.Body) || !strings.Contains(string(a.Body), "без сахара") {
		t.Errorf("the export is %d %s", a.Status, a.Body)
	}
	merge := dasha.get("/clients/" + id + "/merge?with=" + other)
	form := url.Values{"with": {other}, "revision": {revisionOf(t, merge)}, "other_revision": {"1"}}
	if a := dasha.post("/clients/"+id+"/merge", form); a.Status != http.StatusSeeOther {
		t.Errorf("merging is answered %d %s", a.Status, text(t, a, "main"))
	}
	if a := dasha.post("/clients/"+id+"/erasure", url.Values{"typed": {"гость <b>"}}); a.Status != http.StatusSeeOther {
		t.Errorf("erasing is answered %d", a.Status)
	}
	if a := dasha.get("/clients/" + id); a.Status != http.StatusOK || text(t, a, "#client-heading") != "Данные удалены" || len(find(t, a, "#client-erase, form.part")) != 0 {
		t.Errorf("the erased card: %d %s", a.Status, text(t, a, "#client"))
	}
}

func revisionOf(t testing.TB, a answer) string {
	t.Helper()
	for _, attribute := range find(t, a, "input[name=revision]")[0].Attr {
		if attribute.Key == "value" {
			return attribute.Val
		}
	}
	return ""
}
