package handlers_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"okno/booking"
)

// studied is a house with two specialists, Anna and Boris, and a booking of each.
func studied(t *testing.T) (h *house, hers, his booking.ID) {
	h = newHouse(t)
	for _, ref := range []string{"anna", "boris"} {
		h.must(h.accounts.AddSpecialist(t.Context(), "studio", ref+"@studio.example", ref, password, ref))
	}
	hers = h.booked("у окна", "аллергия на лак")
	his = h.booked(`"cut", `, `"talk", "resource": "boris", `, "24T10:", "24T15:", "Иван", "Чужой Ч.", "45-67", "99-99", "ivan@", "alien@", "у окна", "секрет")
	h.db.MustExec(`update bookings set status = 'confirmed', price = 2500`)
	return h, hers, his
}

// aliens is what Anna may never read: of another's booking, of the company's money and people.
var aliens = []string{"Чужой", "123-99-99", "1239999", "alien@", "секрет", "olga@studio.example", "dasha@studio.example"}

// A specialist is let in where the table says so, and nowhere else, whatever ids he names; of what is his room's, what is not his
// is not there: another's of the company, and another company's.
func TestSpecialistSeesHisOwnAlone(t *testing.T) {
	h, hers, his := studied(t)
	h.db.MustExec(`update companies set specialist_contacts = true, specialist_moves = true, specialist_cancels = true, specialist_books = true`)
	foreign := h.do(h.Client(), h.request("POST", "/api/v1/widget/rival-site/bookings", strings.NewReader(`{"service": "steal", "start": "2026-11-24T10:00:00Z", "client": {"name": "R", "phone": "+447700900123"}, "answers": {}, "consent": true}`),
		"Content-Type", "application/json", "Idempotency-Key", "rival"))
	if foreign.Status != 201 {
		t.Fatalf("%d %s", foreign.Status, foreign.Body)
	}
	theirs := h.one(`select b.id::text from bookings b join companies c on c.id = b.company_id where c.slug = 'rival'`)
	anna := h.signIn("anna@studio.example")
	before := h.fingerprint(h.one(`select id::text from companies where slug = 'studio'`))
	table := func(id string) map[string]string {
		ids := map[string]string{"user": h.user("dasha@studio.example"), "key": "studio-site", "booking": id, "resource": h.idOf("resources", "boris"), "service": h.idOf("services", "talk"), "form": h.idOf("forms", "site")}
		ids["client"] = h.one(`select client_id::text from bookings where id = $1`, id)
		return ids
	}
	for whose, id := range map[string]string{"her own": string(hers), "another's": string(his), "another company's": theirs} {
		ids := table(id)
		stolen := url.Values{}
		for _, name := range parameters() {
			stolen.Set(name, id)
			if named, ok := ids[name]; ok {
				stolen.Set(name, named)
			}
		}
		for _, r := range h.rules() {
			if r.guard == "public" || r.guard == "signed in" {
				continue
			}
			for _, values := range []url.Values{nil, stolen} {
				a := anna.call(r, fill(r.path, ids), values)
				switch {
				case r.guard != string(booking.SeeOwn):
					if a.Status != 403 {
						t.Errorf("%s of %s: %d, want 403", r, whose, a.Status)
					}
				case (strings.Contains(r.path, "/bookings/:id") || r.path == "/own/clients/:id") && whose != "her own", strings.Contains(r.path, ":token"):
					if a.Status != 404 {
						t.Errorf("%s of %s: %d, want 404", r, whose, a.Status)
					}
				}
				for _, word := range aliens {
					if bytes.Contains(a.Body, []byte(word)) {
						t.Errorf("%s of %s tells %q", r, whose, word)
					}
				}
			}
			if whose == "her own" && r.method != http.MethodGet && strings.HasPrefix(r.path, "/own/bookings") {
				h.db.MustExec(`update bookings set status = 'confirmed' where id = $1`, hers)
			}
		}
		if whose == "her own" { // what she may do with it she has done
			before = h.fingerprint(h.one(`select id::text from companies where slug = 'studio'`))
		}
	}
	after := h.fingerprint(h.one(`select id::text from companies where slug = 'studio'`))
	for name, print := range before {
		if print != after[name] && name != "attempts" {
			t.Errorf("naming what is not hers has written to %s", name)
		}
	}
}

// Her day and her week: her bookings in order, the free and the blocked time between them, and nothing of anybody else.
func TestSpecialistsDayAndWeek(t *testing.T) {
	h, hers, _ := studied(t)
	anna := h.signIn("anna@studio.example")
	a := anna.get("/own?date=2026-11-24")
	if got := text(t, a, ".own-row"); a.Status != 200 || !strings.Contains(got, "10:00 11:00 Иван Стрижка · Зал · 2 500 ₽") || !strings.Contains(got, "11:00–14:00 Свободно") {
		t.Errorf("%d: her day is %q", a.Status, got)
	}
	if got := text(t, a, ".own-totals"); got != "1 запись · 1 ч" {
		t.Errorf("the totals: %q", got)
	}
	if got := attrs(t, a, ".own-who a", "href"); len(got) != 1 || got[0] != "/own/bookings/"+string(hers) {
		t.Errorf("the booking leads to %q", got)
	}
	if len(find(t, a, "#search, .search-open, [href='/bookings'], [href^='/clients'], [href^='/overview']")) != 0 || text(t, a, ".sidebar .nav-link") != "Мой день | Моя неделя | Мои клиенты" {
		t.Errorf("the navigation has more than hers: %q", text(t, a, ".sidebar .nav-link"))
	}
	w := anna.get("/own/week?date=2026-11-26")
	if got := text(t, w, "#day-title"); w.Status != 200 || got != "23 ноября – 29 ноября 2026" || len(find(t, w, ".own-day")) != 7 || len(find(t, w, ".own-row.is-booking")) != 1 {
		t.Errorf("%d: her week %q has %d bookings", w.Status, got, len(find(t, w, ".own-row.is-booking")))
	}
	if got := text(t, w, ".own-row.is-closed"); got != "Весь день отпуск" {
		t.Errorf("what is blocked: %q", got)
	}
	for path, want := range map[string]int{"/own?date=2026-13-40": 404, "/own?date=nonsense": 404, "/own?date=0001-01-01": 404, "/own?resource=" + h.idOf("resources", "boris") + "&date=2026-11-24": 200} {
		if a := anna.get(path); a.Status != want || strings.Contains(string(a.Body), "Чужой") {
			t.Errorf("%s: %d, or it shows another's", path, a.Status)
		}
	}
	asked := h.queries.Load()
	anna.get("/own?date=2026-11-24")
	if n := h.queries.Load() - asked; n != 2 {
		t.Errorf("a day takes %d queries, want the session's and one", n)
	}
	for _, link := range attrs(t, a, "link[rel=manifest]", "href") {
		if got := string(anna.get(link).Body); !strings.Contains(got, `"start_url":"/own"`) || strings.Contains(got, "/bookings") {
			t.Errorf("installed, her app begins with %s", got)
		}
	}
	if a := anna.get("/"); a.Header.Get("Location") != "/own" {
		t.Errorf("she lands at %q", a.Header.Get("Location"))
	}
}

// What the company hides from specialists is nowhere: contacts unless it shows them, prices where it does not.
func TestSpecialistSeesWhatTheCompanyAllows(t *testing.T) {
	h, hers, _ := studied(t)
	anna, olga := h.signIn("anna@studio.example"), h.signIn("olga@studio.example")
	h.db.MustExec(`update bookings set notes = 'звонить 8 916 123-45-67' where id = $1`, hers)
	card := "/own/clients/" + h.one(`select client_id::text from bookings where id = $1`, hers)
	pages := []string{card, "/own?date=2026-11-24", "/own/week?date=2026-11-24", "/own/bookings/" + string(hers), "/own/live?date=2026-11-24&version=-1", "/own/week/live?date=2026-11-24&version=-1"}
	seen := func() (contacts, prices int) {
		for _, page := range pages {
			body := anna.get(page).Body
			if reachedAt(body, "1234567") || bytes.Contains(body, []byte("ivan@example.com")) {
				contacts++
			}
			if bytes.Contains(body, []byte("2\u00a0500")) {
				prices++
			}
		}
		return contacts, prices
	}
	if a := anna.get("/own/clients"); reachedAt(a.Body, "1234567") || bytes.Contains(a.Body, []byte("ivan@example.com")) {
		t.Error("the list of clients has contacts")
	}
	for _, contact := range []string{"+7 916 123-45-67", "+7 916 123", "ivan@example.com", "ivan@"} {
		if a := anna.get("/own/clients?q=" + url.QueryEscape(contact)); a.Status != 200 || !strings.Contains(text(t, a, "#clients-list"), "Никто не нашёлся") {
			t.Errorf("by %s, which she may not see, she finds %d %s", contact, a.Status, text(t, a, "#clients-list"))
		}
	}
	if contacts, prices := seen(); contacts != 0 || prices != len(pages) {
		t.Errorf("by default contacts are at %d places, prices at %d of %d", contacts, prices, len(pages))
	}
	if a := olga.post("/settings/company/specialists", url.Values{"contacts": {"true"}}); a.Status != 303 {
		t.Fatalf("saving: %d", a.Status)
	}
	if contacts, prices := seen(); contacts != len(pages) || prices != 0 {
		t.Errorf("with contacts alone they are at %d places of %d, prices at %d", contacts, len(pages), prices)
	}
	if got := text(t, anna.get("/own/clients"), ".client-contact"); got != "+7 916 123-45-67" {
		t.Errorf("the list says %q", got)
	}
	if got := text(t, anna.get("/own/bookings/"+string(hers)), ".facts"); !strings.Contains(got, "+7 916 123-45-67") {
		t.Errorf("the booking says %q", got)
	}
	if a := anna.post("/own/bookings/"+string(hers)+"/arrival", nil); a.Status != 403 || h.one(`select status from bookings where id = $1`, hers) != "confirmed" {
		t.Errorf("a mark where the company allows none: %d", a.Status)
	}
	if len(find(t, anna.get("/own/bookings/"+string(hers)), "[data-act]")) != 0 {
		t.Error("marks are offered that are refused")
	}
	if got := text(t, olga.get("/settings/audit"), "main"); !strings.Contains(got, "Права специалистов изменены") || !strings.Contains(got, "видят контакты: включено") && !strings.Contains(got, "видят контакты: вкл") {
		t.Errorf("the log does not say it: %.600s", got)
	}
	checked := find(t, olga.get("/settings/company"), "#specialists [checked]")
	if len(checked) != 1 || attribute(checked[0], "name") != "contacts" {
		t.Errorf("%d boxes are ticked", len(checked))
	}
}

// Her clients are those who are or were booked with her, and of each she sees the visits to her alone.
func TestSpecialistsClients(t *testing.T) {
	h, hers, his := studied(t)
	ivan, alien := h.one(`select client_id::text from bookings where id = $1`, hers), h.one(`select client_id::text from bookings where id = $1`, his)
	h.db.MustExec(`update bookings set status = 'completed', client_id = $2 where id = $1`, his, ivan) // Ivan has been with Boris
	h.db.MustExec(`update clients set note = 'пьёт чай, звонить 8 916 123-45-67' where id = $1`, ivan)
	gone := h.booked("24T10:", "24T12:", "Иван", "Отменившая Вера", "45-67", "45-00", "ivan@", "vera@")
	h.db.MustExec(`update bookings set status = 'cancelled' where id = $1`, gone)
	anna := h.signIn("anna@studio.example")
	a := anna.get("/own/clients")
	if got := text(t, a, ".client-row"); a.Status != 200 || !strings.Contains(got, "Иван") || !strings.Contains(got, "визитов не было") {
		t.Errorf("%d: her clients are %q", a.Status, got)
	}
	if len(find(t, a, ".client-row")) != 1 {
		t.Errorf("%d clients, want who is booked with her and has not cancelled", len(find(t, a, ".client-row")))
	}
	cancelled := h.one(`select client_id::text from bookings where id = $1`, gone)
	if a := anna.get("/own/bookings/" + string(gone)); a.Status != 200 || strings.Contains(string(a.Body), "/own/clients/"+cancelled) {
		t.Errorf("%d: the booking leads to a card that is not there", a.Status)
	}
	if got := text(t, anna.get("/own/clients?q="+url.QueryEscape("ива")), ".client-name"); got != "Иван" {
		t.Errorf("by a part of a name she finds %q", got)
	}
	if got := text(t, anna.get("/own/clients?q="+url.QueryEscape("Чужой")), "#clients-list"); !strings.Contains(got, "Никто не нашёлся Ищется начало имени или фамилии.") {
		t.Errorf("by another's name she finds %q", got)
	}
	card := anna.get("/own/clients/" + ivan)
	if got := attrs(t, card, ".own-who a", "href"); card.Status != 200 || len(got) != 1 || got[0] != "/own/bookings/"+string(hers) {
		t.Errorf("%d: the visits lead to %q", card.Status, got)
	}
	if got := text(t, card, ".own-client-note"); !strings.Contains(got, "пьёт чай") || strings.Contains(got, "123-45-67") {
		t.Errorf("the note says %q", got)
	}
	for path, want := range map[string]int{alien: 404, "nonsense": 404, cancelled: 404} {
		if a := anna.get("/own/clients/" + path); a.Status != want {
			t.Errorf("%s: %d, want %d", path, a.Status, want)
		}
	}
	if got := attrs(t, anna.get("/own/bookings/"+string(hers)), ".facts a[href^='/own/clients']", "href"); len(got) != 1 || got[0] != "/own/clients/"+ivan {
		t.Errorf("the booking leads to %q", got)
	}
	asked := h.queries.Load()
	anna.get("/own/clients")
	if n := h.queries.Load() - asked; n != 3 {
		t.Errorf("the list takes %d queries, want the session's and two", n)
	}
	h.db.MustExec(`update members set resource_id = null where role = 'specialist'`)
	if a := anna.get("/own/clients"); a.Status != 200 || len(find(t, a, ".client-row")) != 0 || !strings.Contains(text(t, a, ".empty"), "кто вы среди её сотрудников") {
		t.Errorf("who is nobody: %d %s", a.Status, text(t, a, "main"))
	}
	if a := anna.get("/own/clients/" + ivan); a.Status != 404 {
		t.Errorf("who is nobody opens a card: %d", a.Status)
	}
}
