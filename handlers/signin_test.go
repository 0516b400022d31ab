package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/accounts"
	"okno/handlers"
)

func TestSignInAndOut(t *testing.T) {
	h := newHouse(t)
	b := h.browser()
	if a := b.get("/bookings?date=2026-11-24"); a.Status != 303 || a.Header.Get("Location") != "/sign-in?next=%2Fbookings%3Fdate%3D2026-11-24" {
		t.Errorf("nobody is sent to %q (%d)", a.Header.Get("Location"), a.Status)
	}
	a := b.post("/sign-in", url.Values{"email": {" Dasha@Studio.example "}, "password": {password}, "next": {"/bookings?date=2026-11-24"}})
	if a.Status != 303 || a.Header.Get("Location") != "/bookings?date=2026-11-24" {
		t.Fatalf("%d %v", a.Status, a.Header)
	}
	cookie := a.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie without %s: %s", want, cookie)
		}
	}
	if a := b.get("/bookings?date=2026-11-24"); a.Status != 200 || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", a.Status, a.Header)
	}
	old := b.Jar.Cookies(mustURL(t, h.URL))
	if a := b.post("/sign-out", nil); a.Status != 303 {
		t.Errorf("sign-out: %d", a.Status)
	}
	b.Jar.SetCookies(mustURL(t, h.URL), old)
	if a := b.get("/bookings"); a.Status != 303 {
		t.Errorf("the old cookie still opens the board: %d", a.Status)
	}
}

func TestAStrangerGoesOnFromAnError(t *testing.T) {
	h := newHouse(t)
	b := h.browser()
	for path, want := range map[string]int{"/nothing/here": 1, "/m/nonsense": 0, "/b/nonsense": 0} {
		if got := len(find(t, b.get(path), `a[href="/sign-in"]`)); got != want {
			t.Errorf("%s: %d ways to sign in", path, got)
		}
	}
}

func TestSignInTellsNotWhatWasWrong(t *testing.T) {
	h := newHouse(t)
	var said []string
	for _, form := range []url.Values{
		{"email": {"dasha@studio.example"}, "password": {"not-my-password"}},
		{"email": {"nobody@studio.example"}, "password": {password}},
		{"email": {"'; drop table users; --"}, "password": {strings.Repeat("x", 5000)}},
	} {
		a := h.browser().post("/sign-in", form, "Accept-Language", "en")
		if a.Status != 422 || a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%v: %d %v", form, a.Status, a.Header)
		}
		said = append(said, text(t, a, "[role=alert], .problem, .field-error"))
		if page := string(a.Body); !strings.Contains(page, `value="`+strings.ReplaceAll(form.Get("email"), "'", "&#39;")) || strings.Contains(page, form.Get("password")) {
			t.Errorf("what was typed is not kept, or the password is: %.2000s", page)
		}
	}
	if said[0] == "" || said[0] != said[1] || said[1] != said[2] {
		t.Errorf("the answers differ: %q", said)
	}
}

func TestSessionIDIsNewWithEachSignIn(t *testing.T) {
	h := newHouse(t)
	b := h.browser()
	planted := &http.Cookie{Name: "okno", Value: "planted-by-somebody"}
	b.Jar.SetCookies(mustURL(t, h.URL), []*http.Cookie{planted})
	seen := map[string]bool{planted.Value: true}
	for range 2 {
		b.post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}})
		id := b.Jar.Cookies(mustURL(t, h.URL))[0].Value
		if seen[id] {
			t.Errorf("the id %q is used again", id)
		}
		seen[id] = true
	}
	if n := h.rows("sessions"); n != 1 {
		t.Errorf("%d sessions are left of one browser", n)
	}
}

func TestSessionsEnd(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	h.clock.set(monday.Add(accounts.SessionAge * 3 / 4)) // used in its second half, it is prolonged
	if a := b.get("/bookings"); a.Status != 200 {
		t.Errorf("after three quarters: %d", a.Status)
	}
	h.clock.set(monday.Add(accounts.SessionAge * 3 / 2))
	if a := b.get("/bookings"); a.Status != 200 {
		t.Errorf("prolonged: %d", a.Status)
	}
	h.clock.set(monday.Add(accounts.SessionAge * 3))
	if a := b.get("/bookings"); a.Status != 303 {
		t.Errorf("unused for longer than its age: %d", a.Status)
	}
}

func TestNextLeadsNowhereElse(t *testing.T) {
	h := newHouse(t)
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "javascript:alert(1)", "/\tevil", ""} {
		a := h.browser().post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}, "next": {next}})
		if a.Header.Get("Location") != "/bookings" {
			t.Errorf("next %q leads to %q", next, a.Header.Get("Location"))
		}
	}
}

func TestOtherSitesCannotAct(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		if a := b.post("/sign-out", nil, header...); a.Status != 403 {
			t.Errorf("%v: %d", header, a.Status)
		}
	}
	if a := b.get("/bookings"); a.Status != 200 {
		t.Errorf("signed out by another site: %d", a.Status)
	}
}

func TestHTTPSCookie(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.BaseURL = "https://okno.test" })
	a := h.browser().post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}})
	if cookie := a.Header.Get("Set-Cookie"); !strings.HasPrefix(cookie, "__Host-okno=") || !strings.Contains(cookie, "Secure") {
		t.Errorf("cookie %q", cookie)
	}
}

func TestSignInIsThrottled(t *testing.T) {
	h := newHouse(t)
	var status int
	for n := 0; n < 40 && status != 429; n++ {
		status = h.browser().post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {"guess"}}).Status
	}
	if status != 429 {
		t.Error("forty guesses in a row are let through")
	}
	h.clock.set(monday.Add(time.Minute))
	h.signIn("olga@studio.example")
}

func TestPreferences(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	b.post("/preferences", url.Values{"locale": {"en"}, "theme": {"dark"}, "back": {"/bookings"}})
	if page := string(b.get("/bookings").Body); !strings.Contains(page, `lang="en"`) || !strings.Contains(page, `data-theme="dark"`) {
		t.Errorf("%.300s", page)
	}
	b.post("/preferences", url.Values{"locale": {"<script>"}, "theme": {"neon"}})
	if page := string(b.get("/bookings").Body); !strings.Contains(page, `lang="en"`) || !strings.Contains(page, `data-theme="dark"`) {
		t.Errorf("nonsense is kept: %.300s", page)
	}
	nobody := h.browser()
	nobody.post("/preferences", url.Values{"locale": {"ru"}, "theme": {"light"}, "back": {"/sign-in"}})
	if page := string(nobody.get("/sign-in", "Accept-Language", "en").Body); !strings.Contains(page, `lang="ru"`) || !strings.Contains(page, `data-theme="light"`) {
		t.Errorf("%.300s", page)
	}
}

func mustURL(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
