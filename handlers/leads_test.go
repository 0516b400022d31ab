package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking/webform"
)

// leadFrom sends a lead under a name and gives its page.
func (h *house) leadFrom(name string) string {
	h.t.Helper()
	var kept struct{ ID string }
	h.lead("lead "+name, sent("Иван", name)).json(&kept)
	return "/leads/" + kept.ID
}

func TestLeadsStandInOneStream(t *testing.T) {
	h := newHouse(t)
	h.book("b", bookingBody("Иван", "Борис"))
	h.clock.set(monday.Add(time.Hour))
	old := h.leadFrom("Анна")
	h.clock.set(monday.Add(2 * time.Hour))
	h.leadFrom("Вера <b>")
	b := h.signIn("dasha@studio.example")
	page := b.get("/leads")
	if got := text(t, page, ".lead-name"); page.Status != 200 || got != "Вера <b> | Анна | Борис" {
		t.Fatalf("%d: %s", page.Status, got)
	}
	if got := text(t, page, "#nav-leads [aria-hidden]") + "; " + text(t, page, ".lead-over"); got != "2; ждёт дольше 30 мин" {
		t.Errorf("the badge and what is over: %s", got)
	}
	for query, want := range map[string]string{
		"status=new": "Вера <b> | Анна", "status=won": "Борис", "q=" + url.QueryEscape("анн"): "Анна", "q=4567": "Вера <b> | Анна | Борис", "q=%25": "", "q=%27%29%3B--": "",
		"assignee=nobody&status=won": "Борис", "assignee=me": "", "from=2026-11-24": "", "to=2026-11-23&q=" + url.QueryEscape("у окна"): "Борис",
		"status=all'--": "Вера <b> | Анна | Борис", "form=x&from=0000-99-99": "Вера <b> | Анна | Борис", "assignee=99999999999999999999": "Вера <b> | Анна | Борис",
	} {
		a := b.get("/leads?"+query, fragment...)
		if got := text(t, a, ".lead-name"); a.Status != 200 || got != want {
			t.Errorf("%s: %d %q, want %q", query, a.Status, got, want)
		}
	}
	sheet := b.get(old)
	if got := text(t, sheet, "#lead-sheet .facts"); !strings.Contains(got, "Комментарий перезвоните") || !strings.Contains(got, "salon.example/") {
		t.Errorf("the lead says %q", got)
	}
	if len(find(t, sheet, `[data-act=book][href="/bookings/new?lead=`+old[len("/leads/"):]+`"]`)) != 1 {
		t.Error("it cannot be booked")
	}
	if got := attribute(find(t, sheet, `#lead-sheet .facts a`)[0], "href"); got != "tel:+79161234567" {
		t.Errorf("it is called at %s", got)
	}
	rail := b.get("/leads/rail", fragment...)
	if got := len(find(t, rail, `.lead-card[draggable=true][data-lead]`)); got != 2 {
		t.Errorf("%d cards on the rail", got)
	}
	if a := h.signIn("rex@rival.example").get(old); a.Status != 404 {
		t.Errorf("a rival sees it: %d", a.Status)
	}
	_, err := h.db.Exec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	h.must(err)
	for _, path := range []string{"/leads", old, "/leads/rail", "/leads/leads.csv"} {
		if a := b.get(path); a.Status != 200 || reachedAt(a.Body, "1234567") {
			t.Errorf("%s shows a phone that is hidden", path)
		}
	}
}

func TestLeadIsWorkedOn(t *testing.T) {
	h := newHouse(t)
	at := h.leadFrom("Анна")
	b := h.signIn("dasha@studio.example")
	status := func(from, to string) int {
		return b.post(at+"/status", url.Values{"from": {from}, "to": {to}}, fragment...).Status
	}
	if got := status("new", "in_progress"); got != 200 {
		t.Fatalf("taken: %d", got)
	}
	const stored = `select concat_ws(' ', l.status, u.name, l.next_on, l.taken_at is not null, (select string_agg(act, ',' order by n) from lead_history h where h.lead_id = l.id))
		from leads l left join users u on u.id = l.assignee`
	if got := h.value(stored); got != "in_progress DASHA t created,moved" {
		t.Errorf("taken: %s", got)
	}
	if got := status("new", "lost"); got != 409 {
		t.Errorf("by somebody who was late: %d", got)
	}
	if got := status("in_progress", "won"); got != 200 {
		t.Errorf("won: %d", got)
	}
	if got := status("won", "spam"); got != 409 {
		t.Errorf("a move that is none: %d", got)
	}
	if got := status("won", "'; drop table leads"); got != 400 {
		t.Errorf("a status that is none: %d", got)
	}
	olga := h.value(`select id from users where email = 'olga@studio.example'`)
	rex := h.value(`select id from users where email = 'rex@rival.example'`)
	for what, test := range map[string]struct {
		path  string
		value url.Values
		want  int
	}{
		"to Olga": {"/assignee", url.Values{"assignee": {olga}}, 200}, "to a stranger": {"/assignee", url.Values{"assignee": {rex}}, 422},
		"a date": {"/next", url.Values{"next": {"2026-12-01"}}, 200}, "30 February": {"/next", url.Values{"next": {"2026-02-30"}}, 422},
		"a note": {"/notes", url.Values{"note": {"Просит <b>после обеда</b>"}}, 200}, "an empty note": {"/notes", url.Values{"note": {" "}}, 422},
		"a long note": {"/notes", url.Values{"note": {strings.Repeat("я", 3000)}}, 422},
	} {
		if a := b.post(at+test.path, test.value, fragment...); a.Status != test.want {
			t.Errorf("%s: %d", what, a.Status)
		}
	}
	if got := h.value(stored); !strings.HasPrefix(got, "won OLGA 2026-12-01 t created,moved,moved,") {
		t.Errorf("in the end: %s", got)
	}
	if page := b.get(at); !strings.Contains(text(t, page, ".lead-history"), "Просит <b>после обеда</b>") {
		t.Errorf("the note: %s", text(t, page, ".lead-history"))
	}
	manager, rival := h.signIn("max@studio.example"), h.signIn("rex@rival.example")
	for _, path := range []string{"/status", "/assignee", "/next", "/notes"} {
		if a := manager.post(at+path, url.Values{}, fragment...); a.Status != 403 {
			t.Errorf("a manager at %s: %d", path, a.Status)
		}
		if a := rival.post(at+path, url.Values{"from": {"won"}, "to": {"in_progress"}, "note": {"x"}, "assignee": {rex}, "next": {"2027-01-01"}}, fragment...); a.Status != 404 {
			t.Errorf("a rival at %s: %d", path, a.Status)
		}
	}
}

func TestLeadsAsAFile(t *testing.T) {
	h := newHouse(t)
	h.leadFrom("=HYPERLINK(\\\"http://evil.example\\\")")
	h.lead("two", sent("Иван", "Анна", "перезвоните", "+7 и @все"))
	b := h.signIn("dasha@studio.example")
	a := b.get("/leads/leads.csv?status=new")
	body := string(a.Body)
	if a.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(body, "\ufeff\"Когда\";\"Статус\";") || strings.Count(body, "\r\n") != 3 {
		t.Fatalf("%v: %q", a.Header, body)
	}
	for _, want := range []string{`"'=HYPERLINK(""http://evil.example"")"`, `;"+7 916 123-45-67";`, `'+7 и @все`, "Комментарий"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %q", want, body)
		}
	}
	if a := h.signIn("max@studio.example").get("/leads/leads.csv"); a.Status != 403 {
		t.Errorf("a manager takes the file: %d", a.Status)
	}
}

func TestSecondPageOfLeads(t *testing.T) {
	h := newHouse(t)
	for n := range 60 {
		h.clock.set(monday.Add(time.Duration(n) * time.Second))
		h.leadFrom(fmt.Sprintf("Гость %02d", n))
	}
	b := h.signIn("dasha@studio.example")
	page := b.get("/leads")
	more := find(t, page, ".client-more a")
	if len(find(t, page, ".lead")) != 50 || len(more) != 1 {
		t.Fatalf("%d leads, %d buttons", len(find(t, page, ".lead")), len(more))
	}
	rest := b.get(attribute(more[0], "href"), fragment...)
	if got := text(t, rest, ".lead-name"); !strings.HasPrefix(got, "Гость 09 |") || !strings.HasSuffix(got, "Гость 00") {
		t.Errorf("the second page: %s", got)
	}
	before := h.queries.Load()
	if b.get("/leads"); h.queries.Load()-before > 5 {
		t.Errorf("the stream took %d queries", h.queries.Load()-before)
	}
	if n := h.leads(webform.LeadNew); n != 60 {
		t.Errorf("%d leads are new", n)
	}
}
