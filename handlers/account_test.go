package handlers_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"okno/accounts"
	"okno/booking"
	bookingsecret "okno/booking/secret"
	"okno/handlers"
	"okno/notify"
	"okno/notify/compose"
)

// mailed is the path of the link in the last mail of a kind, "" for a mail without one.
func (h *house) mailed(kind, to string) string {
	h.t.Helper()
	var sealed []byte
	h.must(h.db.Get(&sealed, `select coalesce(sealed, '') from account_mails
		where kind = $1 and recipient = $2 and state = 'waiting' order by created_at desc limit 1`, kind, to))
	if len(sealed) == 0 {
		return ""
	}
	seal, err := bookingsecret.NewSeal(bytes.Repeat([]byte{7}, 32), rand.Reader)
	h.must(err)
	path, err := seal.Open(notify.AccountSeal, sealed)
	h.must(err)
	return string(path)
}

func TestSignUp(t *testing.T) {
	h := newHouse(t)
	b := h.browser()
	ask := url.Values{"company": {"Салон «Заря»"}, "name": {"Зоя"}, "email": {" Zoya@Zarya.example "}}
	if a := b.post("/sign-up", url.Values{"company": {""}, "name": {"Зоя"}, "email": {"zoya"}}); a.Status != 422 || !strings.Contains(string(a.Body), `value="Зоя"`) || len(find(t, a, ".field-error")) != 2 {
		t.Errorf("a sign-up that is wrong: %d %s", a.Status, text(t, a, ".field-error"))
	}
	if a := b.post("/sign-up", ask); a.Status != 200 {
		t.Fatalf("%d %.300s", a.Status, a.Body)
	}
	if h.rows("users") != 4 || h.rows("companies") != 2 {
		t.Error("something is made before the address is confirmed")
	}
	link := h.mailed(compose.MailSignUp, "zoya@zarya.example")
	if a := b.get(link); a.Status != 200 || h.rows("users") != 4 {
		t.Errorf("opening the link: %d, or it has made a user", a.Status)
	}
	for _, poor := range []string{"short", "password1", "zoya1234", "12121212"} {
		if a := b.post(link, url.Values{"password": {poor}}); a.Status != 422 {
			t.Errorf("the password %q is taken: %d", poor, a.Status)
		}
	}
	if a := b.post(link, url.Values{"password": {password}, "zone": {"Asia/Calcutta"}}); a.Status != 303 || a.Header.Get("Location") != "/start" {
		t.Fatalf("%d %v", a.Status, a.Header)
	}
	if a := b.get("/start/company"); a.Status != 200 || !strings.Contains(string(a.Body), "Заря") {
		t.Errorf("the first steps: %d", a.Status)
	}
	if got := h.one(`select timezone || ' ' || currency from companies where name like '%Заря%'`); got != "Asia/Kolkata INR" {
		t.Errorf("a company that was made in India has %s", got)
	}
	if got := h.one(`select allow_cancel || ' ' || cancel_cutoff_min from companies where name like '%Заря%'`); got != "true 120" {
		t.Errorf("a new company's clients may cancel: %s", got)
	}
	if a := h.browser().post(link, url.Values{"password": {password}}); a.Status != 404 {
		t.Errorf("the link works twice: %d", a.Status)
	}
	// An address that has an account is answered alike, and nothing can be made with it.
	known := h.browser().post("/sign-up", url.Values{"company": {"X"}, "name": {"Y"}, "email": {"olga@studio.example"}})
	other := h.browser().post("/sign-up", url.Values{"company": {"X"}, "name": {"Y"}, "email": {"olgb@studio.example"}})
	if strings.ReplaceAll(string(known.Body), "olga", "olgb") != string(other.Body) {
		t.Error("the answer tells who has an account")
	}
	if got := h.mailed(compose.MailSignUpKnown, "olga@studio.example"); got != "/sign-in" {
		t.Errorf("the known one is sent to %q", got)
	}
}

func TestSignUpCanBeSwitchedOff(t *testing.T) {
	h := newHouse(t)
	h.desk.NoSignUp = true
	if a := h.browser().get("/sign-up"); a.Status != 403 {
		t.Errorf("the form: %d", a.Status)
	}
	if a := h.browser().post("/sign-up", url.Values{"company": {"X"}, "name": {"Y"}, "email": {"x@y.example"}}); a.Status != 403 {
		t.Errorf("the act: %d", a.Status)
	}
	if a := h.signIn("olga@studio.example").post("/account/companies", url.Values{"company": {"X"}}); a.Status != 403 {
		t.Errorf("by who is signed in: %d", a.Status)
	}
}

func TestPasswordReset(t *testing.T) {
	h := newHouse(t)
	before := h.signIn("olga@studio.example")
	known, unknown := h.browser().post("/forgot", url.Values{"email": {"olga@studio.example"}}), h.browser().post("/forgot", url.Values{"email": {"olgb@studio.example"}})
	if known.Status != 200 || strings.ReplaceAll(string(known.Body), "olga", "olgb") != string(unknown.Body) {
		t.Error("the answer tells who has an account")
	}
	link := h.mailed(compose.MailReset, "olga@studio.example")
	if a := h.browser().get(link); a.Status != 200 {
		t.Fatalf("the link: %d", a.Status)
	}
	h.clock.set(monday.Add(accounts.ResetAge + time.Minute))
	if a := h.browser().post(link, url.Values{"password": {"another long one"}}); a.Status != 404 {
		t.Errorf("a link that is over: %d", a.Status)
	}
	h.clock.set(monday.Add(time.Minute))
	b := h.browser()
	if a := b.post(link, url.Values{"password": {"another long one"}}); a.Status != 303 || b.get("/bookings").Status != 200 {
		t.Errorf("the reset: %d, or it does not let in", a.Status)
	}
	if a := h.browser().post(link, url.Values{"password": {"yet another one"}}); a.Status != 404 {
		t.Errorf("the link works twice: %d", a.Status)
	}
	if a := before.get("/bookings"); a.Status != 303 {
		t.Errorf("a session from before the reset lives on: %d", a.Status)
	}
	if a := h.browser().post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}}); a.Status != 422 {
		t.Errorf("the old password still opens: %d", a.Status)
	}
}

func TestChangeOfEmailAndPassword(t *testing.T) {
	h := newHouse(t)
	b, elsewhere := h.signIn("olga@studio.example"), h.signIn("olga@studio.example")
	if a := b.post("/account/email", url.Values{"email": {"new@studio.example"}, "current": {"guess"}}); a.Status != 422 || !strings.Contains(string(a.Body), `value="new@studio.example"`) {
		t.Errorf("without the password: %d", a.Status)
	}
	if a := b.post("/account/email", url.Values{"email": {"new@studio.example"}, "current": {password}}); a.Status != 303 {
		t.Fatalf("%d %.500s", a.Status, a.Body)
	}
	if h.mailed(compose.MailEmailOld, "olga@studio.example") != "" {
		t.Error("the old address is only told")
	}
	link := h.mailed(compose.MailEmailNew, "new@studio.example")
	if a := h.browser().get(link); a.Status != 200 {
		t.Errorf("the link: %d", a.Status)
	}
	h.signIn("olga@studio.example") // still
	if a := h.browser().post(link, nil); a.Status != 303 {
		t.Errorf("confirming: %d", a.Status)
	}
	if a := h.browser().post(link, nil); a.Status != 404 {
		t.Errorf("the link works twice: %d", a.Status)
	}
	h.signIn("new@studio.example")
	id := b.session()
	if a := b.post("/account/password", url.Values{"current": {password}, "password": {"another long one"}}); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, text(t, a, ".problem, .field-error"))
	}
	if b.session() == id || b.get("/account").Status != 200 {
		t.Error("the session keeps its id, or ends")
	}
	if a := elsewhere.get("/account"); a.Status != 303 {
		t.Errorf("another session lives on: %d", a.Status)
	}
}

// session is the id that the browser's cookie holds.
func (b browser) session() string {
	for _, c := range b.Jar.Cookies(mustURL(b.h.t, b.h.URL)) {
		if c.Name == "okno" {
			return c.Value
		}
	}
	return ""
}

func TestTwoFactor(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	page := b.get("/account/two-factor")
	secret := strings.ReplaceAll(text(t, page, ".totp-secret"), " ", "")
	sealed := find(t, page, "[name=sealed]")[0].Attr
	form := url.Values{"current": {password}}
	for _, a := range sealed {
		if a.Key == "value" {
			form.Set("sealed", a.Val)
		}
	}
	code := func(at time.Time) string {
		c, err := totp.GenerateCode(secret, at)
		h.must(err)
		return c
	}
	form.Set("code", "000000")
	if a := b.post("/account/two-factor", form); a.Status != 422 || strings.ReplaceAll(text(t, a, ".totp-secret"), " ", "") != secret {
		t.Errorf("a wrong code: %d, or another secret is shown", a.Status)
	}
	form.Set("code", code(monday))
	id := b.session()
	done := b.post("/account/two-factor", form)
	codes := strings.Split(text(t, done, ".codes code"), " | ")
	if done.Status != 200 || len(codes) != accounts.RecoveryCodes || b.session() == id {
		t.Fatalf("%d, %d codes, or the session keeps its id: %s", done.Status, len(codes), text(t, done, ".problem, .field-error"))
	}
	enter := func(code string) (browser, answer) {
		b := h.browser()
		a := b.post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}, "next": {"/services"}})
		if a.Header.Get("Location") != "/sign-in/code?next=%2Fservices" || b.session() != "" || b.get("/bookings").Status != 303 {
			t.Fatalf("the password alone: %d %v", a.Status, a.Header)
		}
		return b, b.post("/sign-in/code", url.Values{"code": {code}, "next": {"/services"}})
	}
	if _, a := enter(code(monday)); a.Status != 422 {
		t.Errorf("the code that set it up works again: %d", a.Status)
	}
	h.clock.set(monday.Add(time.Minute))
	if b, a := enter(code(monday.Add(time.Minute))); a.Status != 303 || a.Header.Get("Location") != "/services" || b.get("/services").Status != 200 {
		t.Errorf("the right code: %d", a.Status)
	}
	if _, a := enter(code(monday.Add(time.Minute))); a.Status != 422 {
		t.Errorf("a code works twice: %d", a.Status)
	}
	if _, a := enter(strings.ToUpper(codes[3])); a.Status != 303 {
		t.Errorf("a recovery code: %d", a.Status)
	}
	if _, a := enter(codes[3]); a.Status != 422 {
		t.Errorf("a recovery code works twice: %d", a.Status)
	}
	h.clock.set(monday.Add(20 * time.Minute))
	if a := b.post("/account/two-factor/removal", url.Values{"current": {password}}); a.Status != 403 {
		t.Errorf("turning it off twenty minutes after the last code: %d", a.Status)
	}
	if a := b.post("/account/two-factor/removal", url.Values{"current": {password}, "proof": {code(h.clock.Now())}}); a.Status != 303 {
		t.Errorf("turning it off: %d", a.Status)
	}
	h.signIn("olga@studio.example")
}

func TestSessionsAreListedAndEnd(t *testing.T) {
	h := newHouse(t)
	phone := h.browser()
	phone.post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}}, "User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1")
	b := h.signIn("olga@studio.example")
	page := b.get("/account")
	if got := text(t, page, "#sessions li"); !strings.Contains(got, "Safari, iPhone") || !strings.Contains(got, "127.0.0.1") || len(find(t, page, "#sessions li")) != 2 {
		t.Errorf("sessions: %s", got)
	}
	for _, other := range []string{"dasha@studio.example", "rex@rival.example"} { // not theirs to end
		form := url.Values{"session": {regexp.MustCompile(`name="session" value="([^"]+)"`).FindStringSubmatch(string(page.Body))[1]}}
		h.signIn(other).post("/account/sessions/end", form)
	}
	if a := phone.get("/bookings"); a.Status != 200 {
		t.Errorf("somebody else has ended it: %d", a.Status)
	}
	b.post("/account/sessions/end-others", nil)
	if a := phone.get("/bookings"); a.Status != 303 || b.get("/bookings").Status != 200 {
		t.Errorf("signing out elsewhere: %d", a.Status)
	}
}

func TestCompaniesAreSwitched(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	if a := b.post("/account/companies/current", url.Values{"company": {"2"}}); a.Status != 404 {
		t.Errorf("into a company that is not hers: %d", a.Status)
	}
	h.must(h.accounts.AddMember(t.Context(), "rival", "olga@studio.example", "", password, booking.Manager))
	id := b.session()
	if a := b.post("/account/companies/current", url.Values{"company": {"2"}}); a.Status != 303 || b.session() == id {
		t.Errorf("into her other company: %d, or the session keeps its id", a.Status)
	}
	if a := b.get("/services/new"); a.Status != 403 || text(t, a, ".sidebar-company") != "Rival & Sons" {
		t.Errorf("in it she is a manager: %d in %q", a.Status, text(t, a, ".sidebar-company"))
	}
	if a := b.post("/account/companies", url.Values{"company": {"Третья"}}); a.Header.Get("Location") != "/start" || b.get("/start/company").Status != 200 {
		t.Errorf("a company of her own: %d", a.Status)
	}
}

// A flood against an account from many addresses keeps out neither its owner, at an
// address of his own or in a browser that he has signed in with before, nor anybody else;
// those who guess have three tries an hour each, once there are many of them.
func TestFloodLocksNobodyOut(t *testing.T) {
	h := newHouse(t)
	mine := h.signIn("olga@studio.example")
	guess := func(from string) int {
		return h.browserFrom(from).post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {"guess"}}).Status
	}
	for n := range 100 { // ten from each of ten addresses: the account is known to be guessed at
		guess(fmt.Sprintf("127.0.1.%d", n%10+1))
	}
	let := 0
	for n := range 120 {
		if guess(fmt.Sprintf("127.0.2.%d", n%20+1)) != http.StatusTooManyRequests {
			let++
		}
	}
	if let != 60 {
		t.Errorf("%d of 120 guesses from twenty more addresses are let through, want three from each", let)
	}
	for name, b := range map[string]browser{"another browser elsewhere": h.browserFrom("127.9.9.8"), "the owner's own browser": mine} {
		mine.post("/sign-out", nil)
		if a := b.post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}}); a.Status != 303 {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if a := h.browserFrom("127.0.2.1").post("/sign-in", url.Values{"email": {"dasha@studio.example"}, "password": {password}}); a.Status != 303 {
		t.Errorf("another member: %d", a.Status)
	}
}

// A wrong password costs the same work, hash and questions to the database, whoever it is
// tried on and however long it is. The line in the company's log is written later.
func TestAWrongPasswordCostsTheSame(t *testing.T) {
	h := newHouse(t)
	cost := map[int64]bool{}
	for _, email := range []string{"nobody@studio.example", "olga@studio.example", "dasha@studio.example"} {
		for _, guess := range []string{"guess", strings.Repeat("x", 5000)} {
			before := h.queries.Load()
			if a := h.browser().post("/sign-in", url.Values{"email": {email}, "password": {guess}}); a.Status != 422 {
				t.Fatalf("%s: %d", email, a.Status)
			}
			cost[h.queries.Load()-before] = true
		}
	}
	if len(cost) != 1 {
		t.Errorf("the numbers of queries differ: %v", cost)
	}
	if n := h.one(`select count(*) from audit_log where act = 'sign_in.failed'`); n != "0" {
		t.Errorf("%s lines are written on the request's way", n)
	}
	h.must(h.accounts.WriteFailures(t.Context()))
	if n := h.one(`select count(*) from audit_log where act = 'sign_in.failed'`); n != "4" {
		t.Errorf("%s lines are written of four", n)
	}
}

func TestCookiesOfHTTPS(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.BaseURL = "https://okno.test" })
	a := h.browser().post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}})
	for _, cookie := range a.Header.Values("Set-Cookie") {
		for _, want := range []string{"Secure", "HttpOnly", "SameSite=Lax", "Path=/;"} {
			if !strings.HasPrefix(cookie, "__Host-") || !strings.Contains(cookie, want) {
				t.Errorf("%s in %s", want, cookie)
			}
		}
	}
	if n := len(a.Header.Values("Set-Cookie")); n != 2 {
		t.Errorf("%d cookies", n)
	}
}
