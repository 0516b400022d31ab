package handlers_test

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	bookingsecret "okno/booking/secret"
	"okno/booking/telling"
	"okno/handlers"
)

// The secret is rotated: while both are there all that was made under the old one works,
// and after it is dropped what has been sealed anew does, and nothing else.
func TestTheSecretIsRotated(t *testing.T) {
	t.Parallel()
	before, after := bytes.Repeat([]byte{7}, 32), bytes.Repeat([]byte{8}, 32)
	database := seeded(t)
	under := func(secret []byte, older ...[]byte) *house {
		return newHouseOn(t, database, func(o *handlers.Options) {
			seal, err := bookingsecret.NewSeal(secret, rand.Reader, older...)
			if err != nil {
				t.Fatal(err)
			}
			o.Secret, o.OldSecrets = secret, older
			o.Desk.Seal, o.Desk.Bots.Seal, o.Desk.SMS.Seal = seal, seal, seal
		})
	}
	h := under(before)
	olga := h.signIn("olga@studio.example")
	code := olga.twoFactor()
	codes := strings.Split(text(t, olga.post("/account/two-factor/codes", url.Values{"current": {password}}), ".codes code"), " | ")
	var made struct {
		ManageURL string `json:"manage_url"`
	}
	h.book(rand8(), bookingBody()).json(&made)
	visit := strings.TrimPrefix(made.ManageURL, "http://okno.test")
	sealed, err := h.desk.Bots.Seal.Close("telegram token of 1", []byte("1:token"))
	h.must(err)
	h.db.MustExec(`insert into notification_settings (company_id, telegram_token, telegram_bot) values (1, $1, 'bot') on conflict (company_id) do update set telegram_token = $1`, sealed)

	provider, err := h.desk.SMS.Close(1, telling.SMSProvider{Key: "provider-key"})
	h.must(err)
	h.db.MustExec(`insert into sms_settings (company_id, enabled, method, url, content, body, headers, keyed, secrets, plus, has, has_not, kinds, also, day_cap, month_cap, quiet_from, quiet_to)
		values (1, true, 'POST', 'https://sms.example.com/', 'form', '', '', true, $1, false, '', '', '{}', false, 1, 1, 0, 0)`, provider)

	key, err := h.desk.Settings.PushKey(t.Context())
	h.must(err)

	n := 0
	signIn := func(h *house, code string) int {
		n++
		b := h.browser()
		for _, c := range olga.Jar.Cookies(mustURL(t, olga.h.URL)) {
			if c.Name == "okno_known" {
				b.Jar.SetCookies(mustURL(t, h.URL), []*http.Cookie{c})
			}
		}
		b.post("/sign-in", url.Values{"email": {"olga@studio.example"}, "password": {password}})
		return b.post("/sign-in/code", url.Values{"code": {code}}).Status
	}
	works := func(h *house, what string, link int) {
		t.Helper()
		h.clock.set(monday.Add(time.Duration(n+1) * time.Hour))
		if got := signIn(h, code(h.clock.Now())); got != 303 {
			t.Errorf("%s: a code of the telephone: %d", what, got)
		}
		if got := signIn(h, codes[n]); got != 303 {
			t.Errorf("%s: a recovery code: %d", what, got)
		}
		if one, _, err := h.desk.Bots.Of(t.Context(), 1); err != nil || one.Token() != "1:token" {
			t.Errorf("%s: the bot's token: %v", what, err)
		}
		if s, err := h.desk.SMS.Of(t.Context(), 1); err != nil || s.Provider.Key != "provider-key" {
			t.Errorf("%s: the key of the provider of SMS: %v", what, err)
		}
		if again, err := h.desk.Settings.PushKey(t.Context()); err != nil || !bytes.Equal(again, key) {
			t.Errorf("%s: the key for push services: %v", what, err)
		}
		if a := h.get(visit); a.Status != link {
			t.Errorf("%s: the client's link: %d, want %d", what, a.Status, link)
		}
	}
	works(h, "before", 200)
	both := under(after, before)
	works(both, "with both", 200)
	for range 2 {
		all, err := both.accounts.Reseal(t.Context())
		h.must(err)
		for _, each := range all {
			if each.Lost > 0 {
				t.Errorf("%s: %d are lost", each.Name, each.Lost)
			}
		}
	}
	works(both, "sealed anew", 200)
	works(under(after), "after", 404)
	if got := signIn(under(before), codes[7]); got == 303 {
		t.Error("the old secret still opens what has been sealed anew")
	}
}
