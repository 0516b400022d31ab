package handlers_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"okno/booking/telling"
)

// subscription is what a browser sends that has subscribed, as a form.
func subscription(t *testing.T, endpoint string) url.Values {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return url.Values{"endpoint": {endpoint}, "p256dh": {encode(key.PublicKey().Bytes())}, "auth": {encode(make([]byte, 16))}}
}

const (
	browsersPage = "/settings/notifications"
	pushEndpoint = "https://push.example/send/abc"
	android      = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
)

func TestMemberIsToldInTheBrowserThatSubscribes(t *testing.T) {
	h := newHouse(t)
	dasha, olga, rex := h.signIn("dasha@studio.example"), h.signIn("olga@studio.example"), h.signIn("rex@rival.example")
	if key := attrs(t, dasha.get(browsersPage), "#push", "data-key"); len(key) != 1 || len(key[0]) != 87 {
		t.Fatalf("the page subscribes under %v", key)
	}
	for range 2 { // a browser that says it twice is one
		if a := dasha.post(browsersPage+"/browsers", subscription(t, pushEndpoint), "User-Agent", android); a.Status != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Status, text(t, a, ".form-errors"))
		}
	}
	address := telling.Subscription{Endpoint: pushEndpoint}.Address()
	page := dasha.get(browsersPage)
	if got := attrs(t, page, "[data-browser]", "data-browser"); len(got) != 1 || got[0] != address {
		t.Fatalf("her list has %v", got)
	}
	if got := text(t, page, "[data-browser] .settings-row-text"); !strings.HasPrefix(got, "Chrome, Android") || !strings.Contains(got, "последний раз") || strings.Contains(got, address) {
		t.Errorf("it is called %q", got)
	}
	if got := text(t, olga.get(browsersPage), "#recipients"); !regexp.MustCompile(`Chrome, Android браузер · последний раз: [^·]+ · DASHA`).MatchString(got) || len(find(t, olga.get(browsersPage), "[data-browser]")) != 0 {
		t.Errorf("the owner sees it as her own, or not at all: %s", got)
	}
	if strings.Contains(string(rex.get(browsersPage).Body), "Chrome, Android") || strings.Contains(string(page.Body), pushEndpoint) {
		t.Error("another company sees it, or the page gives the endpoint away")
	}
	if got := h.told("r.kind = 'browser'"); got == "default" || strings.Contains(got, "daily_sheet") {
		t.Errorf("it is told of %s", got)
	}

	h.db.MustExec(`update notification_recipients set events = '{booking_created}' where kind = 'browser'`)
	dasha.post(browsersPage+"/browsers", subscription(t, pushEndpoint), "User-Agent", android)
	if got := h.told("r.kind = 'browser'"); got != "booking_created" {
		t.Errorf("what she has chosen is gone: %s", got)
	}
	h.book(rand8(), bookingBody())
	if got := h.one(`select string_agg(recipient, ' ') from deliveries where channel = 'push'`); got != address {
		t.Errorf("a booking is told to %q", got)
	}
	if got := text(t, olga.get("/settings/deliveries?channel=push"), "main"); !strings.Contains(got, "Chrome, Android") || !strings.Contains(got, "браузер") || strings.Contains(got, address) {
		t.Errorf("the deliveries: %s", got)
	}

	id := h.one(`select id from notification_recipients where kind = 'browser'`)
	if a := rex.post(browsersPage+"/recipients/"+id+"/removal", nil); a.Status != http.StatusNotFound {
		t.Errorf("another company removes it: %d", a.Status)
	}
	if a := dasha.post(browsersPage+"/recipients/"+id+"/removal", nil); a.Status != http.StatusSeeOther || h.one(`select count(*) from notification_recipients where kind = 'browser'`) != "0" {
		t.Errorf("she removes it: %d", a.Status)
	}
	if got := text(t, olga.get("/settings/deliveries?channel=push"), "main"); !strings.Contains(got, "отключённый браузер") || strings.Contains(got, address) {
		t.Errorf("the deliveries afterwards: %s", got)
	}
	if got := text(t, olga.get("/settings/audit"), "main"); !strings.Contains(got, "Включены уведомления в браузере") {
		t.Errorf("the log: %s", got)
	}
}

func TestSubscriptionsThatAreNoneAreRefused(t *testing.T) {
	h := newHouse(t)
	olga := h.signIn("olga@studio.example")
	for _, endpoint := range []string{"", "http://push.example/x", "https://127.0.0.1/x", "https://localhost/", "https://[::1]:443/", "https://push.example:1/", strings.Repeat("x", 5000)} {
		if a := olga.post(browsersPage+"/browsers", subscription(t, endpoint)); a.Status != http.StatusUnprocessableEntity || !strings.Contains(text(t, a, "main"), "Браузер прислал подписку") {
			t.Errorf("%.40s: %d", endpoint, a.Status)
		}
	}
	for n := range telling.MaxBrowsers {
		olga.post(browsersPage+"/browsers", subscription(t, pushEndpoint+string(rune('a'+n))))
	}
	a := olga.post(browsersPage+"/browsers", subscription(t, pushEndpoint))
	if a.Status != http.StatusConflict || h.one(`select count(*) from notification_recipients where kind = 'browser'`) != "10" {
		t.Errorf("one more: %d", a.Status)
	}
}

// A browser is told for as long as its member is signed in there, whatever id his session has, and in no company that
// he has left.
func TestBrowserIsToldAsLongAsItsSessionLasts(t *testing.T) {
	h := newHouse(t)
	browsers := func() string {
		return h.one(`select count(*) from notification_recipients r join sessions s on s.id_hash = r.session_hash and s.retired_at is null where r.kind = 'browser'`)
	}
	subscribed := func() browser {
		t.Helper()
		dasha := h.signIn("dasha@studio.example")
		if a := dasha.post(browsersPage+"/browsers", subscription(t, pushEndpoint)); a.Status != http.StatusSeeOther || browsers() != "1" {
			t.Fatalf("%d, %s", a.Status, browsers())
		}
		return dasha
	}
	dasha, olga := subscribed(), h.signIn("olga@studio.example")
	olga.post("/settings/team/"+h.user("dasha@studio.example")+"/role", url.Values{"role": {"manager"}})
	if dasha.get("/bookings"); browsers() != "1" { // under another id
		t.Error("a renewed session is told nothing")
	}
	studio := h.one(`select id from companies where slug = 'studio'`)
	if a := dasha.post("/account/companies/current", url.Values{"company": {studio}}); a.Status != http.StatusSeeOther || browsers() != "1" {
		t.Errorf("%d: a session that goes on in another company is told nothing", a.Status)
	}
	dasha.post("/sign-out", nil)
	if got := h.one(`select count(*) from notification_recipients where kind = 'browser'`); got != "0" {
		t.Error("who has signed out is told")
	}
	for name, end := range map[string]func(browser){
		"signed out elsewhere": func(browser) { h.signIn("dasha@studio.example").post("/account/sessions/end-others", nil) },
		"shut out":             func(browser) { olga.post("/settings/team/"+h.user("dasha@studio.example")+"/disabling", nil) },
	} {
		end(subscribed())
		if got := h.one(`select count(*) from notification_recipients where kind = 'browser'`); got != "0" {
			t.Errorf("%s: he is told", name)
		}
		olga.post("/settings/team/"+h.user("dasha@studio.example")+"/enabling", nil)
	}
}

// A browser that another member signs in at is his alone from then on.
func TestBrowserOfTheNextMemberIsNoLongerTheOneBefore(t *testing.T) {
	h := newHouse(t)
	dasha, max := h.signIn("dasha@studio.example"), h.signIn("max@studio.example")
	dasha.post(browsersPage+"/browsers", subscription(t, pushEndpoint))
	max.post(browsersPage+"/browsers", subscription(t, pushEndpoint))
	if got := h.one(`select string_agg(u.email, ' ') from notification_recipients r join users u on u.id = r.user_id where r.kind = 'browser'`); got != "max@studio.example" {
		t.Errorf("it tells %s", got)
	}
	dasha.post("/sign-out", nil)
	if got := h.one(`select count(*) from notification_recipients where kind = 'browser'`); got != "1" {
		t.Error("his goes with her session")
	}
}
