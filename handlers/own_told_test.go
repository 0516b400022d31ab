package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"okno/booking/telling"
	"okno/notify/notifytest"
)

// toldOf is what a specialist's mail is told of, as it is stored.
const toldOf = `select coalesce(string_agg(array_to_string(events, ' '), '; '), '') from notification_recipients r join users u on u.id = r.user_id where r.kind = 'member' and u.email = 'anna@studio.example'`

// She ticks what she is mailed of her own bookings on her account's page: each tick by itself, beside the mail of her day, and
// nothing before she has.
func TestSpecialistChoosesWhatSheIsTold(t *testing.T) {
	h, _, _ := studied(t)
	anna, olga := h.signIn("anna@studio.example"), h.signIn("olga@studio.example")
	page := anna.get("/account")
	if got := text(t, page, "#told"); len(find(t, page, "#told [checked]")) != 0 || len(find(t, page, "#told-mail [name=rule]")) != len(telling.OwnRules) || !strings.Contains(got, "anna@studio.example почта") {
		t.Fatalf("it begins with %s", got)
	}
	if h.book(rand8(), bookingBody("24T10:", "24T12:")); h.one(`select count(*)::text from deliveries where recipient = 'anna@studio.example'`) != "0" {
		t.Error("she is told what she has not asked for")
	}
	tick := func(only string, rules ...string) {
		t.Helper()
		if a := anna.post("/account/told", url.Values{"way": {"mail"}, "rule": rules, "changed": {only}}, fragment...); a.Status != 200 || text(t, a, "span") != "Сохранено." {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	anna.post("/account/daily", with(sentBy(t, page, "#daily"), "wanted", "true"))
	tick("booking_moved", "booking_moved")
	tick("booking_created", "booking_created") // of a window that does not know the other
	if got := h.one(toldOf); got != "booking_created booking_moved daily_sheet" {
		t.Errorf("she is told of %q", got)
	}
	anna.post("/account/daily", sentBy(t, page, "#daily"))
	tick("booking_moved", "booking_created")
	tick("lead_created", "booking_created", "lead_created", "nonsense")
	if got := h.one(toldOf); got != "booking_created" {
		t.Errorf("she is told of %q", got)
	}
	if got := attrs(t, anna.get("/account"), "#told [checked]", "value"); len(got) != 1 || got[0] != "booking_created" {
		t.Errorf("the page says %v", got)
	}
	if a := anna.post("/account/told", url.Values{"way": {"mail"}, "rule": {"booking_late", "booking_cancelled"}}); a.Status != 303 || h.one(toldOf) != "booking_cancelled booking_late" {
		t.Errorf("without scripts: %d %s", a.Status, h.one(toldOf))
	}
	tick("booking_created", "booking_created")
	if len(find(t, olga.get("/account"), "#told, #push")) != 0 || olga.post("/account/told", url.Values{"way": {"mail"}}).Status != 403 {
		t.Error("an owner has it")
	}
	if got := text(t, olga.get("/settings/notifications"), "#recipients"); strings.Contains(got, "anna@") {
		t.Errorf("the company's list has her: %s", got)
	}
	for _, way := range []string{"", "nobody", h.user("dasha@studio.example"), string(rand8())} {
		for _, path := range []string{"/account/told", "/account/told/tests"} {
			if a := anna.post(path, url.Values{"way": {way}, "rule": {"booking_moved"}}); a.Status != 404 {
				t.Errorf("%s of %q: %d", path, way, a.Status)
			}
		}
	}
}

// What she has ticked reaches her of her own bookings alone, and stands in the company's deliveries.
func TestSpecialistIsToldOfWhatTheDeskDoes(t *testing.T) {
	h, hers, his := studied(t)
	anna, olga := h.signIn("anna@studio.example"), h.signIn("olga@studio.example")
	anna.post("/account/told", url.Values{"way": {"mail"}, "rule": {"booking_created", "booking_moved", "booking_cancelled"}})
	told := func() string {
		return h.one(`select coalesce(string_agg(event || ' ' || state || ' ' || (booking_id = '` + string(hers) + `'), ', ' order by created_at), '') from deliveries where recipient = 'anna@studio.example'`)
	}
	for _, id := range []string{string(his), string(hers)} {
		if a := olga.post("/bookings/"+id+"/cancellation", url.Values{"reason": {"закрываемся"}}); a.Status >= 400 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	if got := told(); got != "booking_cancelled waiting true" {
		t.Errorf("she is told %q", got)
	}
	if got := text(t, olga.get("/settings/deliveries"), "main"); !strings.Contains(got, "anna@studio.example") {
		t.Errorf("the deliveries do not have it: %s", got)
	}
	if a := olga.post("/settings/team/"+h.user("anna@studio.example")+"/role", url.Values{"role": {"specialist"}, "resource": {h.idOf("resources", "boris")}}); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	if got := told(); !strings.HasPrefix(got, "booking_cancelled dropped") {
		t.Errorf("as another person she is still told: %q", got)
	}
}

// A browser of hers begins with all of it, is hers alone, and can be tried and removed.
func TestSpecialistIsToldInHerBrowser(t *testing.T) {
	h, _, _ := studied(t)
	anna, boris, olga := h.signIn("anna@studio.example"), h.signIn("boris@studio.example"), h.signIn("olga@studio.example")
	if key := attrs(t, anna.get("/account"), "#push", "data-key"); len(key) != 1 || len(key[0]) != 87 {
		t.Fatalf("the page subscribes under %v", key)
	}
	for range 2 {
		if a := anna.post("/account/told/browsers", subscription(t, pushEndpoint), "User-Agent", android); a.Status != http.StatusSeeOther {
			t.Fatalf("%d", a.Status)
		}
	}
	page := anna.get("/account")
	id := h.one(`select id::text from notification_recipients where kind = 'browser'`)
	if got := attrs(t, page, "[data-browser]", "data-browser"); len(got) != 1 || got[0] != (telling.Subscription{Endpoint: pushEndpoint}).Address() || len(find(t, page, "#told-"+id+" [checked]")) != len(telling.OwnRules) {
		t.Errorf("her list has %v: %s", got, text(t, page, "#told"))
	}
	if got := h.one(`select string_agg(act, ' ') from audit_log where act like 'notifications.%'`); got != "notifications.browser_added" {
		t.Errorf("the log says %s", got)
	}
	if strings.Contains(text(t, olga.get("/settings/notifications"), "#recipients"), "Chrome, Android") {
		t.Error("the company's list has it")
	}
	for name, b := range map[string]browser{"a colleague": boris, "the owner": olga} {
		for _, path := range []string{"/account/told", "/account/told/tests", "/account/told/" + id + "/removal", "/settings/notifications/recipients/" + id + "/removal", "/settings/notifications/rules"} {
			if a := b.post(path, url.Values{"way": {id}, "id": {id}}); a.Status != 404 && a.Status != 403 {
				t.Errorf("%s, %s: %d", name, path, a.Status)
			}
		}
	}
	a := anna.post("/account/told/tests", url.Values{"way": {id}}, fragment...)
	ask := attrs(t, a, "span", "hx-get")
	if len(ask) != 1 || !strings.HasPrefix(ask[0], "/account/told/tests/") || anna.get(ask[0], fragment...).Status != 200 || boris.get(ask[0], fragment...).Status != 404 {
		t.Errorf("%d: the test is asked for at %v", a.Status, ask)
	}
	if got := h.one(`select own_resource::text from deliveries where event = 'test'`); got != h.idOf("resources", "anna") {
		t.Errorf("the test is of %s", got)
	}
	h.db.MustExec(`insert into notification_recipients (company_id, id, kind, user_id, address, locale, events, endpoint, p256dh, auth, session_hash) select company_id, gen_random_uuid(), 'browser', user_id, 'x' || n, 'ru', '{}', endpoint, p256dh, auth, session_hash
		from notification_recipients, generate_series(1, $1) n where kind = 'browser'`, telling.MaxBrowsers)
	if a := anna.post("/account/told/browsers", subscription(t, pushEndpoint+"d")); a.Status != 409 || !strings.Contains(text(t, a, "#told"), "Уберите из списка лишний") {
		t.Errorf("one too many: %d %s", a.Status, text(t, a, "#told"))
	}
	if a := anna.post("/account/told/browsers", url.Values{"endpoint": {"http://10.0.0.1/"}}); a.Status != 422 {
		t.Errorf("nonsense: %d", a.Status)
	}
	if a := anna.post("/account/told/"+id+"/removal", nil); a.Status != 303 || h.one(`select count(*)::text from notification_recipients where id = '`+id+`'`) != "0" {
		t.Errorf("%d: it is still there", a.Status)
	}
	if a := anna.post("/account/told/mail/removal", nil); a.Status != 404 {
		t.Errorf("her mail is removed: %d", a.Status)
	}
}

// Her own chat is connected by a link from her account's page, for what is hers; a group is not hers to connect.
func TestSpecialistConnectsHerOwnChat(t *testing.T) {
	g := newTelegram(t)
	g.must(g.accounts.AddSpecialist(t.Context(), "studio", "anna@studio.example", "Анна", password, "anna"))
	anna := g.signIn("anna@studio.example")
	if len(find(t, anna.get("/account"), `[hx-post="/account/told/telegram"]`)) != 1 {
		t.Fatal("her page does not offer it")
	}
	token := tokenOf.FindStringSubmatch(string(anna.post("/account/told/telegram", url.Values{"group": {"1"}}, fragment...).Body))[1]
	ask := "/account/told/telegram/" + token
	if a := anna.get(ask, fragment...); a.Status != 204 {
		t.Errorf("before it is used: %d", a.Status)
	}
	g.bring(notifytest.WriteInGroup(olga, group, "Смена", "/start@lotos_test_bot "+token))
	if g.rows("notification_recipients") != 0 {
		t.Error("a group is connected")
	}
	g.bring(notifytest.Write(olga, "/start "+token))
	if a := anna.get(ask, fragment...); a.Status != 200 || len(find(t, a, "#told-ways [checked]")) != len(telling.OwnRules) {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	if got := g.one(`select array_to_string(events, ' ') from notification_recipients where kind = 'chat'`); strings.Contains(got, "lead") || strings.Contains(got, "sheet") {
		t.Errorf("it is told of %s", got)
	}
	g.book(rand8(), bookingBody())
	g.awaitChats(2, olga)
	if got := g.said(olga); !strings.Contains(got, "Новая запись") || strings.Contains(got, "123-45-67") {
		t.Errorf("it reads %s", got)
	}
}
