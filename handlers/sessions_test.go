package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/pquerna/otp/totp"

	"okno/accounts"
	"okno/booking"
	"okno/db/dbtest"
)

// copied is another browser that has got hold of b's cookie.
func (b browser) copied() browser {
	c := b.h.browser()
	c.Jar.SetCookies(mustURL(b.h.t, b.h.URL), []*http.Cookie{{Name: "okno", Value: b.session(), Path: "/"}})
	return c
}

// later sets the clock on.
func (h *house) later(by time.Duration) { h.clock.set(h.clock.Now().Add(by)) }

// twoFactor sets the second factor up, and says how its codes read.
func (b browser) twoFactor() func(time.Time) string {
	b.h.t.Helper()
	page := b.get("/account/two-factor")
	secret := strings.ReplaceAll(text(b.h.t, page, ".totp-secret"), " ", "")
	code := func(at time.Time) string {
		c, err := totp.GenerateCode(secret, at)
		b.h.must(err)
		return c
	}
	form := url.Values{"current": {password}, "code": {code(b.h.clock.Now())}}
	for _, a := range find(b.h.t, page, "[name=sealed]")[0].Attr {
		if a.Key == "value" {
			form.Set("sealed", a.Val)
		}
	}
	if a := b.post("/account/two-factor", form); a.Status != 200 {
		b.h.t.Fatalf("the second factor: %d %s", a.Status, text(b.h.t, a, ".problem, .field-error"))
	}
	return code
}

// Whoever has a copy of a session's id loses it with whatever is done against
// strangers: at once, and whatever he asks for to keep it alive.
func TestAnIDThatHasEndedOpensNothing(t *testing.T) {
	for name, end := range map[string]func(*house, browser){
		"another password": func(h *house, b browser) {
			b.post("/account/password", url.Values{"current": {password}, "password": {"another long one"}})
		},
		"the second factor is set up": func(h *house, b browser) { b.twoFactor() },
		"signed out elsewhere":        func(h *house, b browser) { b.post("/account/sessions/end-others", nil) },
		"signed out":                  func(h *house, b browser) { b.post("/sign-out", nil) },
		"another role": func(h *house, b browser) {
			h.signIn("olga@studio.example").post("/settings/team/"+h.user("dasha@studio.example")+"/role", url.Values{"role": {"admin"}})
			b.get("/bookings")
		},
		"switched, then signed out": func(h *house, b browser) {
			h.must(h.accounts.AddMember(h.t.Context(), "rival", "dasha@studio.example", "", password, booking.Admin))
			b.post("/account/companies/current", url.Values{"company": {"2"}})
			b.post("/sign-out", nil)
		},
		"switched, then another password": func(h *house, b browser) {
			h.must(h.accounts.AddMember(h.t.Context(), "rival", "dasha@studio.example", "", password, booking.Admin))
			b.post("/account/companies/current", url.Values{"company": {"2"}})
			b.post("/account/password", url.Values{"current": {password}, "password": {"another long one"}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			b := h.signIn("dasha@studio.example")
			h.later(accounts.SessionAge * 3 / 4)
			thief := b.copied()
			end(h, b)
			for range 5 { // as often as it takes
				for _, by := range []time.Duration{0, time.Second, 13 * time.Second} {
					h.later(by)
					if a := thief.get("/account"); a.Status != 303 || a.Header.Get("Set-Cookie") != "" {
						t.Fatalf("%v later it opens: %d, cookie %q", by, a.Status, a.Header.Get("Set-Cookie"))
					}
				}
			}
			if thief.post("/account/name", url.Values{"name": {"Вор"}}); h.one(`select count(*) from users where name = 'Вор'`) != "0" {
				t.Error("it still acts")
			}
			if signedIn := !strings.HasSuffix(name, "signed out"); signedIn != (b.get("/account").Status == 200) {
				t.Errorf("its owner is signed in: %v", !signedIn)
			}
		})
	}
}

// An id that another company has replaced finishes what was being read, for ten
// seconds: it does not act, does not watch, and nothing prolongs it.
func TestARetiredIDOnlyFinishesReading(t *testing.T) {
	h := newHouse(t)
	h.must(h.accounts.AddMember(t.Context(), "rival", "olga@studio.example", "", password, booking.Admin))
	b := h.signIn("olga@studio.example")
	h.later(accounts.SessionAge * 3 / 4)
	old := b.copied()
	if a := b.post("/account/companies/current", url.Values{"company": {"2"}}); a.Status != 303 || b.session() == old.session() {
		t.Fatalf("switching: %d", a.Status)
	}
	h.later(time.Second)
	if a := old.get("/services"); a.Status != 200 || a.Header.Get("Set-Cookie") != "" {
		t.Errorf("reading a second later: %d, cookie %q", a.Status, a.Header.Get("Set-Cookie"))
	}
	if a := old.post("/account/name", url.Values{"name": {"Оля"}}); a.Status != 303 || h.one(`select count(*) from users where name = 'Оля'`) != "0" {
		t.Errorf("it acts: %d", a.Status)
	}
	if _, a, err := old.open("/bookings/live?date=2026-11-24&version=1"); err == nil || a.StatusCode != http.StatusUnauthorized {
		t.Errorf("it watches: %v", err)
	}
	for range 6 { // once in ten seconds
		h.later(10 * time.Second)
		if a := old.get("/services"); a.Status != 303 {
			t.Errorf("later: %d", a.Status)
		}
	}
	if got := len(find(t, b.get("/account"), "#sessions li")); got != 1 {
		t.Errorf("%d sessions are listed of one browser", got)
	}
	if text(t, b.get("/services"), ".sidebar-company") != "Rival & Sons" {
		t.Error("the browser is not in the other company")
	}
}

// A request that was under way with the old id while the company was switched does not set
// the browser back, in whichever order the two get to the session's row.
func TestARequestUnderWaySetsNoBrowserBack(t *testing.T) {
	for name, switchedFirst := range map[string]bool{"read first": false, "switched first": true} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.must(h.accounts.AddMember(t.Context(), "rival", "olga@studio.example", "", password, booking.Admin))
			b := h.signIn("olga@studio.example")
			h.later(accounts.SessionAge * 3 / 4)
			old, id := b.copied(), b.session()
			tx := h.db.MustBegin()
			tx.MustExec(`select 1 from sessions for update`)
			waiting := func(n int) {
				dbtest.Await(t, "requests at the session's row", func() (bool, any) {
					var is int
					h.must(h.db.Get(&is, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
					return is == n, is
				})
			}
			read, switched := make(chan answer, 1), make(chan answer, 1)
			acts := []func(){
				func() { go func() { read <- old.get("/services") }() },
				func() {
					go func() { switched <- b.post("/account/companies/current", url.Values{"company": {"2"}}) }()
				},
			}
			if switchedFirst {
				acts[0], acts[1] = acts[1], acts[0]
			}
			for i, act := range acts {
				act()
				waiting(i + 1)
			}
			h.must(tx.Commit())
			if a := <-read; a.Status != 200 || a.Header.Get("Set-Cookie") != "" {
				t.Errorf("the request under way: %d, cookie %q", a.Status, a.Header.Get("Set-Cookie"))
			}
			if a := <-switched; a.Status != 303 || b.session() == id {
				t.Errorf("switching: %d", a.Status)
			}
			h.later(time.Minute)
			if a := old.get("/services"); a.Status != 303 {
				t.Errorf("a minute later the old id opens: %d", a.Status)
			}
		})
	}
}

// A session in daily use is over ninety days after the password was shown; other ids on the way do not make it younger.
func TestSessionsAreOverAfterNinetyDays(t *testing.T) {
	h := newHouse(t)
	h.must(h.accounts.AddMember(t.Context(), "rival", "olga@studio.example", "", password, booking.Admin))
	b := h.signIn("olga@studio.example")
	for day := 0; day < 90; day += 10 {
		h.clock.set(monday.Add(time.Duration(day) * 24 * time.Hour))
		if a := b.get("/account"); a.Status != 200 {
			t.Fatalf("on day %d: %d", day, a.Status)
		}
		if day == 40 {
			b.post("/account/companies/current", url.Values{"company": {"2"}})
			b.post("/account/sessions/end-others", nil)
		}
	}
	h.clock.set(monday.Add(accounts.MaxSessionAge))
	if a := b.get("/account"); a.Status != 303 {
		t.Errorf("on day 90: %d", a.Status)
	}
}

// Sockets end with the session that opened them, and with the id that did.
func TestSocketsEndWithTheirSession(t *testing.T) {
	h := newHouse(t)
	h.must(h.accounts.AddMember(t.Context(), "rival", "dasha@studio.example", "", password, booking.Admin))
	for name, end := range map[string]func(other browser){
		"ended elsewhere": func(other browser) { other.post("/account/sessions/end-others", nil) },
		"a new password": func(other browser) {
			other.post("/account/password", url.Values{"current": {password}, "password": {password}})
		},
	} {
		b, other := h.signIn("dasha@studio.example"), h.signIn("dasha@studio.example")
		s := b.watch(h.version())
		end(other)
		if code := s.end(); code != websocket.StatusPolicyViolation {
			t.Errorf("%s: the socket ended with %v", name, code)
		}
	}
	b := h.signIn("dasha@studio.example")
	s := b.watch(h.version())
	b.post("/account/companies/current", url.Values{"company": {"2"}})
	if code := s.end(); code != websocket.StatusPolicyViolation {
		t.Errorf("another company: the socket ended with %v", code)
	}
}

func TestSignOutClearsTheBrowser(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	a := b.post("/sign-out", nil)
	if got := a.Header.Get("Clear-Site-Data"); got != `"cache"` || b.session() != "" {
		t.Errorf("Clear-Site-Data is %q, the cookie %q", got, b.session())
	}
	if known := len(b.Jar.Cookies(mustURL(t, h.URL))); known != 1 {
		t.Errorf("%d cookies are left: the browser is to stay a known one", known)
	}
}
