package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"okno/handlers/repeats"
)

// notRepeated are the routes whose acts only their sender may send again. A route that is added to the sweep comes to stand
// here, or is one that a page repeats.
var notRepeated = []string{
	"/account/companies", "/account/companies/current", "/account/companies/leave", "/account/daily", "/account/email", "/account/name", "/account/password",
	"/account/sessions/end", "/account/sessions/end-others", "/account/told", "/account/told/:id/removal", "/account/told/browsers", "/account/told/telegram", "/account/told/tests", "/account/two-factor", "/account/two-factor/codes", "/account/two-factor/removal",
	"/clients/:id/export", "/email/:token", "/forgot", "/invite/:token",
	"/m/:token/cancel", "/m/:token/coming", "/m/:token/late", "/m/:token/mail", "/m/:token/move", "/m/:token/sms", "/m/:token/telegram", "/m/:token/undo", // they show failures in their own way
	"/reset/:token", "/resources/:id/feed", "/resources/:id/feed/end", "/resources/:id/photo",
	"/settings/company/deletion", "/settings/company/deletion/removal", "/settings/company/export", "/settings/company/logo",
	"/settings/notifications/bot", "/settings/notifications/browsers", "/settings/notifications/sms", "/settings/notifications/sms/removal", "/settings/notifications/sms/tests", "/settings/notifications/telegram", "/settings/notifications/tests",
	"/settings/team/:user/disabling", "/settings/team/:user/enabling", "/settings/team/:user/removal", "/settings/team/:user/role",
	"/settings/team/invitations", "/settings/team/invitations/:id/removal",
	"/sign-in", "/sign-in/code", "/sign-out", "/sign-up", "/sign-up/:token", "/telegram/:hook", "/u/:token",
}

func TestRoutesThatAPageRepeatsAreChosen(t *testing.T) {
	h := newHouse(t)
	var not []string
	for _, r := range h.rules() {
		if r.method == http.MethodPost && !strings.HasPrefix(r.path, "/api/") && !repeats.Allowed(fill(r.path, nil)) {
			not = append(not, r.path)
		}
	}
	if slices.Sort(not); !slices.Equal(not, slices.Sorted(slices.Values(notRepeated))) {
		t.Errorf("not repeated are\n%s", strings.Join(not, "\n"))
	}
}

// marker is what stands in a field of a form; no page has it by itself.
const marker = "f0r-my-eyes-only-"

// While the database is away whatever was sent is refused with a page. What is sent again by hand alone is not in it, nor is a
// secret anywhere; all else is kept.
func TestFailureKeepsWhatMayBeRepeatedAndNothingElse(t *testing.T) {
	h, own, b := fragile(t)
	rules := h.rules()
	secrets, plain := url.Values{}, url.Values{}
	for _, name := range parameters() {
		secrets.Set(name, marker+name)
		if !repeats.IsSecret(name) {
			plain.Set(name, marker+name)
		}
	}
	own.Stop()
	h.handlers.ReadTime, h.handlers.ActTime = soon/15, soon/15 // nothing that is waited for comes
	for _, r := range rules {
		if r.method != http.MethodPost || strings.HasPrefix(r.path, "/api/") || strings.HasPrefix(r.path, "/m/") || r.path == "/telegram/:hook" {
			continue
		}
		path := fill(r.path, nil)
		a := b.post(path, plain)
		keeps := strings.Contains(string(a.Body), marker) && strings.Contains(string(a.Body), "data-again")
		if a.Status == http.StatusServiceUnavailable && keeps == slices.Contains(notRepeated, r.path) {
			t.Errorf("%s: what was typed is kept: %v", r, keeps)
		}
		if text := string(b.post(path, secrets).Body); strings.Contains(text, marker) {
			t.Errorf("%s: %.300s", r, text[max(0, strings.Index(text, marker)-200):])
		}
	}
}

// Every field of every page that browsers treat as a secret is known for one, and its form goes where nothing is repeated.
func TestSecretFieldsAreKnown(t *testing.T) {
	h, ids := secretive(t)
	olga, nobody, found := h.signIn("olga@studio.example"), h.browser(), 0
	for _, r := range h.rules() {
		if r.method != http.MethodGet || r.socket || strings.HasPrefix(r.path, "/api/") {
			continue
		}
		b := olga
		if strings.HasPrefix(r.path, "/sign-in") {
			b = nobody
		}
		a := b.get(fill(r.path, ids))
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, form := range find(t, a, "form") {
			for n := range form.Descendants() {
				if attribute(n, "type") != "password" && attribute(n, "autocomplete") != "one-time-code" {
					continue
				}
				found++
				if name, to := attribute(n, "name"), attribute(form, "action"); !repeats.IsSecret(name) || repeats.Allowed(to) {
					t.Errorf("%s: the field %q of the form for %s", r, name, to)
				}
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d fields were found", found)
	}
}
