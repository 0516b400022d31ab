package e2e

import (
	"bytes"
	"context"
	"io"
	"mime/quotedprintable"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/pquerna/otp/totp"

	"okno/db/dbtest"
)

// A salon's owner signs up, confirms the address, sets up a second factor, invites
// a colleague, opens a second company, and gets a new password: by the links of
// mails that a real server has taken.
func TestAccounts(t *testing.T) {
	t.Parallel()
	box := newPost(t)
	dir := dbtest.DataDir(t)
	settings := []string{"OKNO_DATA_DIR=" + dir, "OKNO_ADDR=127.0.0.1:0", "OKNO_SMTP_URL=smtp://" + box.address, "OKNO_MAIL_FROM=okno@okno.example"}
	p := start(t, settings, "serve")
	okno := p.address(`listening on (http://\S+)`)
	chrome := browser(t)
	w := open(t, chrome, "zoya", okno+"/sign-up")
	w.speak("ru", okno+"/sign-up")
	w.right("sign-up", "ru")
	w.typeInto("#company", "Салон «Заря»")
	w.typeInto("#name", "Зоя Ким")
	w.typeInto("#email", "zoya@zarya.example"+kb.Enter)
	w.wait("word of the mail", `document.querySelector(".gate-icon")`)
	w.accessible("sent")
	w.do(chromedp.Navigate(okno + box.link(t, "zoya@zarya.example", "/sign-up/")))
	w.right("sign-up-password", "ru")
	call(w, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Europe/London"})
	w.do(chromedp.Navigate(js[string](w, "location.href")))
	w.typeInto("#password", "утро над рекой"+kb.Enter)
	w.at("/start/company")
	if got := js[string](w, `document.querySelector("#name").value`); got != "Салон «Заря»" {
		t.Errorf("the first steps begin with %q", got)
	}
	if got := js[string](w, `document.querySelector("#timezone").value + ", " + document.querySelector("#currency").value`); !strings.HasPrefix(got, "Лондон") || !strings.HasSuffix(got, ", GBP") {
		t.Errorf("a company that was made in London begins with %q", got)
	}
	call(w, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{})
	secret := testSecondFactor(t, w, okno)
	testInvitation(t, chrome, w, okno, box)
	testSecondCompany(t, w, okno)
	testNewPassword(t, chrome, okno, box, secret)
	inRussian(t, func(t *testing.T, lang string) { testAccountLooks(t, w.of(t), okno, lang) })
	w.quiet("401", "422", "409")
}

func testSecondFactor(t *testing.T, w *window, okno string) string {
	w.do(chromedp.Navigate(okno + "/account/two-factor"))
	w.right("two-factor", "ru")
	secret := js[string](w, `document.querySelector(".totp-secret").textContent.replaceAll(" ", "")`)
	w.typeInto("#set-code", code(t, secret, 0))
	w.typeInto("#set-current", "утро над рекой"+kb.Enter)
	w.wait("the recovery codes", `document.querySelectorAll(".codes code").length === 10`)
	w.accessible("recovery")
	return secret
}

// code is the one of so many half minutes from now.
func code(t *testing.T, secret string, steps int) string {
	t.Helper()
	text, err := totp.GenerateCode(secret, time.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func testInvitation(t *testing.T, chrome context.Context, w *window, okno string, box *mailbox) {
	w.do(chromedp.Navigate(okno + "/settings/team"))
	w.typeInto("#email", "nora@zarya.example")
	w.hit(".editor-form .button-primary")
	w.wait("the invitation", `document.querySelector(".notice-said") && document.body.textContent.includes("nora@zarya.example")`)
	nora := open(t, chrome, "nora", okno+box.link(t, "nora@zarya.example", "/invite/"))
	nora.right("invitation", "ru")
	nora.typeInto("#name", "Нора Белл")
	nora.typeInto("#password", "вечер над рекой"+kb.Enter)
	nora.at("/bookings")
	nora.do(chromedp.Navigate(okno + "/settings"))
	if got := js[string](nora, `[...document.querySelectorAll(".settings-tab")].map(tab => tab.pathname).filter(path => /company|team|audit/.test(path)).join(" ")`); got != "" {
		t.Errorf("the desk is offered %s", got)
	}
	nora.quiet()
}

func testSecondCompany(t *testing.T, w *window, okno string) {
	w.do(chromedp.Navigate(okno + "/account"))
	w.typeInto("#company-company", "Полдень"+kb.Enter)
	w.at("/start/company")
	w.do(chromedp.Navigate(okno + "/account"))
	w.hit(`[action="/account/companies/current"] button`)
	w.at("/bookings")
	if got := js[string](w, `document.querySelector(".sidebar-company").textContent`); got != "Салон «Заря»" {
		t.Errorf("back in %q", got)
	}
}

// testNewPassword asks for another password and comes in with it and a code.
func testNewPassword(t *testing.T, chrome context.Context, okno string, box *mailbox, secret string) {
	w := open(t, chrome, "elsewhere", okno+"/sign-in")
	w.hit(`[href="/forgot"]`)
	w.at("/forgot")
	w.accessible("forgot")
	w.typeInto("#email", "nora@zarya.example"+kb.Enter)
	w.wait("word of the mail", `document.querySelector(".gate-icon")`)
	w.do(chromedp.Navigate(okno + box.link(t, "nora@zarya.example", "/reset/")))
	w.accessible("reset")
	w.typeInto("#password", "полночь над рекой"+kb.Enter)
	w.at("/bookings")
	w.hit(".member")
	w.hit(`#preferences [action="/sign-out"] button`)
	w.at("/sign-in")
	w.typeInto("#email", "zoya@zarya.example")
	w.typeInto("#password", "утро над рекой"+kb.Enter)
	w.at("/sign-in/code")
	w.right("second-step", "ru")
	w.typeInto("#code", code(t, secret, 1)+kb.Enter) // the next one: this half minute's may be used
	w.at("/bookings")
	w.quiet()
}

// testAccountLooks looks at the pages in every shape.
func testAccountLooks(t *testing.T, w *window, okno, lang string) {
	for state, path := range map[string]string{"account": "/account", "team": "/settings/team", "company": "/settings/company", "audit": "/settings/audit"} {
		w.speak(lang, okno+path)
		w.right(state, lang)
	}
	w.do(chromedp.Navigate(okno + "/settings/company"))
	w.overtype("#timezone", "Asia/Almaty")
	w.hit("#settings .button-primary")
	w.wait("what the zone means", `document.querySelector(".zone-move")`)
	w.right("company-zone", lang)
	w.do(chromedp.Navigate(okno + "/settings/team"))
	w.hit(".settings-row a")
	w.wait("the member's page", `document.querySelector("#team-access")`)
	w.right("team-member", lang)
}

// link waits for a mail to the address with a link whose path begins so, and gives the path.
func (m *mailbox) link(t *testing.T, to, path string) string {
	t.Helper()
	pattern := regexp.MustCompile(`http://[^/\s]+(` + regexp.QuoteMeta(path) + `[\w-]+)`)
	var link string
	await(t, "a mail with "+path+" to "+to, func() (bool, any) {
		m.mu.Lock()
		letters := slices.Clone(m.letters)
		m.mu.Unlock()
		for _, l := range slices.Backward(letters) {
			if found := pattern.FindStringSubmatch(unquoted(l.raw)); l.to == to && found != nil {
				link = found[1]
				return true, nil
			}
		}
		return false, len(letters)
	})
	return link
}

// unquoted undoes the quoting of a letter's parts.
func unquoted(raw []byte) string {
	text, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw)))
	if err != nil {
		return strings.NewReplacer("=\r\n", "", "=3D", "=").Replace(string(raw))
	}
	return string(text)
}
