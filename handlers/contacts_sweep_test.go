package handlers_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"okno/notify/notifytest"
)

// everywhere puts a phone and an e-mail into everything that is kept of a client, and gives
// the e-mail. All that is shown of the phone may be its two last digits.
func everywhere(h *house, ids map[string]string) {
	const prose = `тел. 8 (903) 555-00-01, secret.box@hidden.example`
	for _, sql := range []string{
		`update clients set note = $1, name = 'Тайнов +7 903 555-00-01 secret.box@hidden.example', phone = '+79035550001', email = 'secret.box@hidden.example' where id = '` + ids["client"] + `'`,
		`update bookings set notes = $1, contact_name = 'Тайнов ' || $1, contact_phone = '+79035550001', contact_email = 'secret.box@hidden.example', client_id = '` + ids["client"] + `'`,
		`update leads set contact_name = 'Тайнов ' || $1, contact_phone = '+79035550001', contact_email = 'secret.box@hidden.example',
			client_id = '` + ids["client"] + `', page = 'https://site.example/79035550001?phone=%2B79035550001&mail=secret.box%40hidden.example#' || $1,
			payload = jsonb_build_array(jsonb_build_object('name', 'name', 'label', 'Имя', 'value', 'Тайнов ' || $1, 'kind', 'text'),
				jsonb_build_object('name', 'phone', 'label', 'Телефон', 'value', '8 903 555 00 01', 'kind', 'phone'),
				jsonb_build_object('name', 'second', 'label', 'Ещё телефон', 'value', '8903-5550001', 'kind', 'phone'),
				jsonb_build_object('name', 'second_mail', 'label', 'Ещё почта', 'value', 'secret.box@hidden.example', 'kind', 'email'),
				jsonb_build_object('name', 'number', 'label', 'Число', 'value', '89035550001', 'kind', 'number'),
				jsonb_build_object('name', 'from', 'label', 'Откуда', 'value', 'https://site.example/?p=89035550001&m=secret.box%40hidden.example', 'kind', 'hidden'),
				jsonb_build_object('name', 'old', 'label', 'Старое', 'value', '8903 5550001'),
				jsonb_build_object('name', 'comment', 'label', 'Комментарий', 'value', $1, 'kind', 'textarea'))`,
		`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_name, origin, detail)
			select company_id, id, 90, now(), 'cancelled', 'visitor', 'Тайнов ' || $1, 'widget', jsonb_build_object('reason', $1) from bookings`,
		`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_name, origin, detail)
			select company_id, id, 91, now(), 'noted', 'member', 'OLGA', 'board', jsonb_build_object('was', $1) from bookings`,
		`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, actor_name, origin, detail)
			select company_id, id, 92, now(), 'contact', 'member', 'OLGA', 'board', jsonb_build_object('phone_from', '+79035550001', 'phone_to', '+79035550001', 'email_from', 'secret.box@hidden.example', 'name_from', $1) from bookings`,
		`insert into client_history (company_id, client_id, n, at, act, actor_kind, actor_name, origin, detail)
			select company_id, id, 90, now(), 'edited', 'member', 'OLGA', 'board', jsonb_build_object('fields', 'note', 'note_was', $1) from clients`,
		`insert into lead_history (company_id, lead_id, n, at, act, actor_kind, actor_name, origin, detail)
			select company_id, id, 90, now(), 'noted', 'member', 'OLGA', 'board', jsonb_build_object('text', $1) from leads`,
		`update deliveries set error = $1, recipient = case when audience = 'client' then 'secret.box@hidden.example' else recipient end`,
	} {
		if strings.Contains(sql, "$1") {
			sql = strings.ReplaceAll(sql, "$1", "'"+prose+"'::text")
		}
		_, err := h.db.Exec(sql)
		h.must(err)
	}
}

var betweenDigits = regexp.MustCompile(`[\s\x{a0}\x{202f}()./+–—-]+`)

// reachedAt says whether a number stands in an answer, however it is written. Give it seven digits or more: fewer
// stand in a random id by chance.
func reachedAt(answer []byte, digits string) bool {
	return strings.Contains(betweenDigits.ReplaceAllString(string(answer), ""), digits)
}

// reached says whether a text has the phone or the e-mail of everywhere.
func reached(text string) bool {
	plain := html.UnescapeString(text)
	if unescaped, err := url.QueryUnescape(plain); err == nil {
		plain += unescaped
	}
	return strings.Contains(betweenDigits.ReplaceAllString(plain, ""), "5550001") || strings.Contains(plain, "secret.box") || strings.Contains(plain, "hidden.example")
}

// From whom contacts are hidden finds them on no page, in no file and on no socket, in
// whatever field they stand; who may see them does.
func TestContactsAreHiddenEverywhere(t *testing.T) {
	h, ids := secretive(t)
	everywhere(h, ids)
	h.db.MustExec(`update companies set hide_contacts_from = '{admin,desk,manager}' where slug = 'studio'`)
	var asked []string
	for _, r := range h.rules() {
		if path := fill(r.path, ids); r.method == "GET" && r.guard != "public" && !strings.Contains(path, "photo") {
			asked = append(asked, path)
			if r.socket { // what it would have pushed
				asked[len(asked)-1] += "?date=2026-11-24&version=-1"
			}
		}
	}
	asked = append(asked,
		"/bookings?date=2026-11-24", "/bookings?date=2026-11-24&view=list", "/bookings/sheet?date=2026-11-24", "/bookings/export.csv?date=2026-11-24", "/bookings/export.ics?date=2026-11-24",
		"/search?q=тайнов", "/search?q=1", "/search?q=%2B79035550001", "/clients?q=тайнов", "/clients/lookup?phone=89035550001", "/clients/find?find=тайнов", "/clients/"+ids["client"]+"/merge?q=тайнов",
		"/leads?status=all", "/leads?q=тайнов", "/overview", "/overview?show=new", "/overview?show=late", "/overview?show=off", "/overview?show=unreached", "/bookings/new?client="+ids["client"], "/bookings/new?lead="+ids["lead"],
		"/resources/"+ids["resource"]+"/archive", "/schedules?date=2026-11-24&view=day", "/schedules?date=2026-11-24&view=month",
	)
	seen := map[string]int{}
	for _, who := range []string{"olga", "ada", "dasha", "max", "anna"} {
		b := h.signIn(who + "@studio.example")
		for _, path := range asked {
			for _, header := range [][]string{nil, fragment} {
				text := string(b.get(path, header...).Body)
				if typed := strings.Contains(path, "5550001"); !typed && !reached(text) || typed && !strings.Contains(text, "secret.box") { // what he has typed he may read
					continue
				}
				if seen[who]++; who != "olga" {
					t.Errorf("%s reads a contact at %s %v", who, path, header)
				}
			}
		}
	}
	if seen["olga"] < 20 {
		t.Errorf("the owner reads contacts at %d places: the test looks at nothing", seen["olga"])
	}
}

// What whoever may not see contacts does to texts that have some leaves them as they were,
// and what is refused tells him nothing.
func TestHiddenContactsSurviveTheirEditors(t *testing.T) {
	h, ids := secretive(t)
	everywhere(h, ids)
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	b := h.signIn("dasha@studio.example")
	const shown = "тел. •••01, s•••"
	for _, c := range []struct {
		path  string
		form  url.Values
		sql   string
		wants int
	}{
		{"/bookings/" + ids["booking"] + "/notes", url.Values{"seen": {shown}, "notes_seen": {shown}, "notes": {shown + "!"}}, `select count(*) from bookings where id = '` + ids["booking"] + `' and notes = 'тел. 8 (903) 555-00-01, secret.box@hidden.example!'`, 1},
		{"/clients/" + ids["client"] + "/note", url.Values{"note_seen": {shown}, "note": {"Звонить: " + shown}, "answer": {"note"}}, `select count(*) from clients where note = 'Звонить: тел. 8 (903) 555-00-01, secret.box@hidden.example'`, 1},
	} {
		if a := b.post(c.path, c.form, fragment...); a.Status != http.StatusOK || reached(string(a.Body)) {
			t.Errorf("%s is answered %d %s", c.path, a.Status, a.Body)
		}
		if n := h.count(c.sql); n != c.wants {
			t.Errorf("%s: what was hidden has changed", c.path)
		}
	}
	a := b.post("/clients/"+ids["client"]+"/note", url.Values{"note_seen": {"другое"}, "note": {"новое"}, "answer": {"note"}}, fragment...)
	if a.Status != http.StatusConflict || reached(string(a.Body)) {
		t.Errorf("a conflict is answered %d %s", a.Status, a.Body)
	}
}

// A search by whoever may not see contacts finds names, and a contact that is complete: no
// part of one tells it from another.
func TestSearchIsNoOracle(t *testing.T) {
	h, ids := secretive(t)
	h.db.MustExec(`update companies set hide_contacts_from = '{manager}' where slug = 'studio'`)
	everywhere(h, ids)
	h.db.MustExec(`update clients set name = 'Тайнов'`)
	h.db.MustExec(`update leads set contact_name = 'Тайнов'`)
	olga, max := h.signIn("olga@studio.example"), h.signIn("max@studio.example")
	rekey := olga.post("/clients/"+ids["client"], url.Values{"name": {"Тайнов"}, "phone": {"+79035550001"}, "email": {"secret.box@hidden.example"}, "revision": {h.one(`select revision::text from clients where id = $1`, ids["client"])}, "note": {"x"}}, fragment...)
	if rekey.Status != http.StatusOK {
		t.Fatalf("%d %s", rekey.Status, rekey.Body)
	}
	h.db.MustExec(`insert into client_keys (company_id, key, client_id) select company_id, k, id from clients, unnest(array['79035550001', '5550001', '9035550001', 'secret.box@hidden.example']) k where id = $1 on conflict do nothing`, ids["client"])
	finds := func(b browser, place, q string) bool {
		body := string(b.get(fmt.Sprintf(place, url.QueryEscape(q)), fragment...).Body)
		return strings.Contains(body, "/clients/"+ids["client"]) || strings.Contains(body, "/leads/"+ids["lead"]) || strings.Contains(body, "/bookings/"+ids["booking"])
	}
	for _, place := range []string{"/search?q=%s", "/clients?q=%s", "/leads?q=%s"} {
		for q, want := range map[string]bool{"тайнов": true, "тай": true, "+7 903 555-00-01": true, "secret.box@hidden.example": true} {
			if finds(max, place, q) != want {
				t.Errorf(place+": found %v", q, !want)
			}
		}
		for _, part := range []string{"903", "5550001", "555-00", "7903", "+7 903 555-00-0", "тайнов 903", "тайнов 555", "secret", "secret.", "secret.box@", "secret.box@hidden", "secret.box@hidden.exampl", "hidden", "９０３"} {
			if finds(max, place, part) {
				t.Errorf(place+" tells a part of a contact", part)
			}
		}
		if !finds(olga, place, "5550001") {
			t.Errorf(place+" finds no part for who may see it", "5550001")
		}
	}
}

// A group, an address and a calendar that somebody adds from whom contacts are hidden tell
// no more than he sees himself; one that an owner adds does.
func TestWhatIsAddedSeesAsItsMaker(t *testing.T) {
	g := newTelegram(t)
	g.must(g.accounts.AddMember(t.Context(), "studio", "ada@studio.example", "Ada", password, "admin"))
	g.exec(`update companies set hide_contacts_from = '{admin}' where slug = 'studio'`)
	ada, owner := g.signIn("ada@studio.example"), g.signIn("olga@studio.example")
	g.bring(notifytest.WriteInGroup(olga, group, "Смена", "/start@lotos_test_bot "+g.link(ada, url.Values{"group": {"1"}})))
	g.bring(notifytest.Write(olga, "/start "+g.link(owner, nil)))
	if a := g.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	g.awaitChats(2, group, olga)
	if text := g.api.Messages(group)[1].Text; strings.Contains(text, "123-45-67") || strings.Contains(text, "ivan@") || strings.Contains(strings.Join(labels(g.api.Messages(group)[1]), " "), "Позвонить") {
		t.Errorf("her group reads\n%s", text)
	}
	own := g.api.Messages(olga)[1]
	if !strings.Contains(own.Text, "123-45-67") {
		t.Errorf("the owner reads\n%s", own.Text)
	}
	resource := g.one(`select resource_id::text from booking_resources where company_id = (select id from companies where slug = 'studio') limit 1`)
	feed := func(b browser) string {
		a := b.post("/resources/"+resource+"/feed", url.Values{"contacts": {"1"}}, fragment...)
		link := regexp.MustCompile(`/feeds/studio/[A-Za-z0-9_-]+\.ics`).FindString(string(a.Body))
		return string(g.get(link).Body)
	}
	if text := feed(ada); strings.Contains(text, "123-45-67") || !strings.Contains(text, "BEGIN:VEVENT") {
		t.Errorf("her calendar has\n%s", text)
	}
	if text := feed(owner); !strings.Contains(text, "123-45-67") {
		t.Errorf("the owner's calendar has\n%s", text)
	}
	g.exec(`update calendar_feeds set made_by = (select id from users where email = 'dasha@studio.example'), seen_as = 'owner'`)
	g.exec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	if a := ada.post("/resources/"+resource+"/feed", url.Values{"contacts": {"1"}}, fragment...); a.Status != http.StatusOK {
		t.Errorf("%d", a.Status)
	}
}

// Nothing of the panel reads past what may be seen: these files alone make a Scope of their own.
func TestPagesReadThroughTheirScope(t *testing.T) {
	public := strings.Fields(`paper/feed.go contacts.go feed/changes.go feed/hear.go board/live.go week/live.go leads/leads.go own/live.go board/undecided.go account/invite.go visit/reminders.go
		hosted/hosted.go hosted/plain.go hosted/send.go visit/visit.go visit/mail.go visit/move.go visit/calendar.go openform/form.go widgetapi/slots.go widgetapi/photos.go`)
	raw := regexp.MustCompile(`(?:DB|\.db|database)\.Of\((.*)`)
	for file, source := range ownSource(t) {
		for _, found := range raw.FindAllString(source, -1) {
			if !slices.Contains(public, file) && !strings.Contains(found, "Setups") && !strings.Contains(found, ".Setup)") {
				t.Errorf("%s reads %s: use h.scope", file, found)
			}
		}
	}
}
