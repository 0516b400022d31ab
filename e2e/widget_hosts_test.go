package e2e

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// sheets are style sheets of frameworks and of a site builder, as npm has them.
var sheets = map[string]string{
	"bootstrap": "../node_modules/bootstrap/dist/css/bootstrap.min.css",
	"bulma":     "../node_modules/bulma/css/bulma.min.css",
	"grapesjs":  "../node_modules/grapesjs/dist/css/grapes.min.css",
}

// hosts serves pages that nobody made for the widget: testdata/hosts.
func hosts(t *testing.T, okno string) string {
	t.Helper()
	pages, err := template.ParseGlob("testdata/hosts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	strict := "default-src 'none'; style-src 'self'; img-src data:; script-src 'self' " + okno + "; connect-src " + okno + "; base-uri 'none'"
	policies := map[string]string{
		"head.html":  strict + "; require-trusted-types-for 'script'",
		"unset.html": strict + "; require-trusted-types-for 'script'",
		// Its script-src is of widget.js alone: what the widget fetches when there is time is refused.
		"null.html": strings.Replace(strict, "script-src 'self' "+okno, "script-src "+okno+"/widget.js", 1) + "; sandbox allow-scripts allow-popups",
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if sheet, ok := sheets[strings.TrimPrefix(name, "css/")]; ok {
			http.ServeFile(w, r, sheet)
			return
		}
		policy, ok := policies[name]
		if !ok {
			policy = strict
		}
		w.Header().Set("Content-Security-Policy", policy)
		if name == "null.html" {
			name = "guarded.html"
		}
		page := pages.Lookup(name)
		if page == nil {
			http.FileServer(http.Dir("testdata/hosts")).ServeHTTP(w, r)
			return
		}
		var body bytes.Buffer
		if err := page.Execute(&body, map[string]string{"Okno": okno, "Key": r.URL.Query().Get("key"), "CSS": r.URL.Query().Get("css")}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = body.WriteTo(w)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// The widget on pages that nobody made for it, in every mode.
func TestWidgetHosts(t *testing.T) {
	t.Parallel()
	for name, path := range sheets {
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("%s is not installed (`npm ci`): %v", name, err)
		}
	}
	p := salon(t)
	importFile(t, p, "testdata/atelier.json", "atelier", "vera@atelier.example")
	chrome := browser(t)
	pages := hosts(t, p.okno)
	for css := range sheets {
		t.Run(css, func(t *testing.T) { testFramework(t, chrome, pages+"framework.html?css="+css, css) })
	}
	t.Run("all unset", func(t *testing.T) { testUnset(t, chrome, pages) })
	t.Run("arrays", func(t *testing.T) { testPlainHost(t, chrome, pages+"arrays.html", "arrays") })
	t.Run("no origin, no extras", func(t *testing.T) { testBareHost(t, chrome, pages+"null.html?key=atelier-inline") })
	t.Run("one page", func(t *testing.T) { testSinglePage(t, chrome, pages) })
	t.Run("right to left", func(t *testing.T) { testRightToLeft(t, chrome, p, pages) })
	t.Run("from the head", func(t *testing.T) { testHead(t, chrome, pages) })
	t.Run("another site", func(t *testing.T) { testGuarded(t, chrome, pages) })
	t.Run("ways of programs", func(t *testing.T) { testWays(t, chrome, p, pages) })
	t.Run("steady", func(t *testing.T) { testSteady(t, chrome, pages) })
	t.Run("in sight", func(t *testing.T) { testInSight(t, chrome, pages) })
	t.Run("hosted, back and without scripts", func(t *testing.T) { testHostedWays(t, chrome, p) })
	t.Run("hosted", func(t *testing.T) { testHosted(t, chrome, p) })
	t.Run("away", func(t *testing.T) { testAway(t, chrome, pages) })
}

// bookQuickly takes the first time of the first service to the end.
func (w *window) bookQuickly(who string) {
	w.t.Helper()
	if js[bool](w, widget+`.querySelector("[data-step=service]") !== null`) {
		w.exec(widget + `.querySelector(".service").click()`)
	}
	w.step("time")
	w.wait("the times", widget+`.querySelector("[data-start]")`)
	w.exec(`(all => all[Math.min(3, all.length - 1)].click())(` + widget + `.querySelectorAll("[data-start] input"))`)
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	if js[bool](w, `!document.querySelector("[data-bare]")`) {
		w.held()
	}
	w.fill("name", who)
	w.fill("phone", "+7 916 123-45-67")
	w.send()
	w.step("done")
}

// heard collects what the widget tells its page.
func (w *window) listen() {
	w.t.Helper()
	w.exec(`window.told = []; for (const name of ["ready", "open", "close", "step", "slot", "booked", "lead", "error"]) document.addEventListener("okno:" + name, e => told.push(name + (e.detail.step ? " " + e.detail.step : "")))`)
}

func (w *window) told(want string) {
	w.t.Helper()
	w.wait("the page to hear of it all", fmt.Sprintf(`told.length >= %d`, strings.Count(want, ", ")+1))
	if got := js[string](w, `told.join(", ")`); got != want {
		w.t.Errorf("%s: the page heard %q, not %q", w.name, got, want)
	}
}

// A page with the style sheet of a framework: a widget in it, another over it,
// opened by the page's own button, with its focus and back.
func testFramework(t *testing.T, chrome context.Context, page, name string) {
	w := open(t, chrome, name, page)
	w.step("service")
	w.picture("host-" + name)
	w.listen()
	w.exec(`document.getElementById("opener").focus()`)
	w.keys(kb.Enter)
	over := `document.querySelectorAll("okno-widget")[1]?.shadowRoot`
	w.wait("the dialog", over+`?.querySelector("dialog[open] [data-step=time] [data-start]")`)
	w.wait("the focus in it", `document.activeElement === document.querySelectorAll("okno-widget")[1] && `+over+`.activeElement?.matches("h3")`)
	if got := js[string](w, over+`.querySelector("header .hint").textContent`); !strings.HasPrefix(got, "Роспись") {
		t.Errorf("the dialog is for %q", got)
	}
	w.accessible("the dialog on " + name)
	w.picture("host-dialog-" + name)
	for range 40 { // the focus goes round in the dialog and nowhere behind it
		w.keys(kb.Tab)
		if js[bool](w, `!["BODY", "HTML", "OKNO-WIDGET"].some(tag => document.activeElement.tagName === tag)`) {
			t.Fatalf("Tab leads behind the dialog, to %s", js[string](w, `document.activeElement.outerHTML.slice(0, 80)`))
		}
	}
	w.keys(kb.Escape)
	w.wait("the focus on the opener", `!`+over+`.querySelector("dialog[open]") && document.activeElement.id === "opener"`)
	w.told("open, ready, step time, close")
	w.bookQuickly("Фёдор Каркасов")
	w.quiet()
}

// A page that unsets everything: the button in the corner is seen where it
// should be, in the form's colours, and the keyboard alone books.
func testUnset(t *testing.T, chrome context.Context, pages string) {
	w := open(t, chrome, "unset", pages+"unset.html")
	w.size(1280, 800)
	w.wait("the button", `document.querySelector("okno-widget") && `+widget+`.querySelector("[data-act=open]")`)
	place := js[[]float64](w, `(r => [r.left, innerHeight - r.bottom])(`+widget+`.querySelector("[data-act=open]").getBoundingClientRect())`)
	if place[0] != 24 || place[1] != 24 {
		t.Errorf("the button stands %v from the corner", place)
	}
	if got := js[string](w, `(s => s.color + " on " + s.backgroundColor)(getComputedStyle(`+widget+`.querySelector("[data-act=open]")))`); got != "rgb(0, 0, 0) on rgb(255, 212, 0)" {
		t.Errorf("the button is %s", got)
	}
	w.picture("host-unset-button")
	w.listen()
	w.keys(kb.Tab + kb.Enter)
	w.wait("the tabs", widget+`.querySelector("dialog[open] [role=tab]")`)
	w.step("service")
	w.accessible("a floating widget")
	w.picture("host-unset")
	w.size(390, 844) // on a phone it takes the whole screen
	if got := js[[]float64](w, `(r => [r.left, r.top, r.width, r.height])(`+widget+`.querySelector("dialog").getBoundingClientRect())`); got[0] != 0 || got[1] != 0 || got[2] != 390 || got[3] != 844 {
		t.Errorf("on a phone the dialog is at %v", got)
	}
	w.picture("host-unset-phone")
	w.size(1280, 800)
	w.tab(`[role=tab]`)
	w.keys(kb.ArrowRight)
	w.step("lead")
	w.fill("name", "Клавдия Одинокова")
	w.picture("host-unset-form")
	w.tab(`[role=tab]`)
	w.keys(kb.ArrowLeft)
	w.step("service")
	w.tab(`[data-service=wheel]`)
	w.keys(kb.Enter)
	w.step("time")
	w.wait("the times", widget+`.querySelector("[data-start]")`)
	w.tab(`[name=start]`)
	w.keys(" " + kb.ArrowDown)
	w.tab(`[data-act=next]`)
	w.keys(kb.Enter)
	w.step("contacts")
	w.held()
	if got := js[string](w, widget+`.querySelector("[name=name]").value`); got != "Клавдия Одинокова" {
		t.Errorf("from the other tab came the name %q", got)
	}
	w.accessible("a time that is kept")
	w.picture("host-unset-contacts")
	w.tab(`[name=phone]`)
	w.keys("+7 916 000-11-22")
	w.tab(`[data-act=book]`)
	w.keys(kb.Enter)
	w.step("done")
	w.accessible("done in a dialog")
	w.picture("host-unset-done")
	w.quiet()
}

func testPlainHost(t *testing.T, chrome context.Context, page, name string) {
	w := open(t, chrome, name, page)
	w.step("service")
	w.bookQuickly("Никита Странников")
	w.picture("host-" + name)
	w.quiet()
}

// A page without an origin, whose policy lets nothing in but the script itself: no time can be held, and a booking goes through all the same.
func testBareHost(t *testing.T, chrome context.Context, page string) {
	w := open(t, chrome, "null", page)
	w.step("service")
	w.exec(`document.body.dataset.bare = ""`)
	w.bookQuickly("Никита Странников")
	w.quiet("/widget-extras.js")
}

// A site of one page throws the widget's place away and brings it back: what was
// chosen is still there. A snippet that came as markup works too.
func testSinglePage(t *testing.T, chrome context.Context, pages string) {
	w := open(t, chrome, "spa", pages+"spa.html")
	w.step("service")
	w.exec(widget + `.querySelector("[data-service=paint]").click()`)
	w.step("time")
	w.exec(`show("about")`)
	w.wait("the widget to be gone", `!document.querySelector("okno-widget")`)
	w.exec(`show("booking")`)
	w.wait("the widget where it was", `document.querySelector("#place okno-widget") && `+widget+`.querySelector("[data-step=time]")`)
	w.bookQuickly("Степан Одностраничный")
	w.exec(`show("snippet")`)
	w.wait("the other form", `document.querySelector("main > okno-widget") && `+widget+`.querySelector("[role=tab]")`)
	w.picture("host-spa")
	w.quiet()
}

// On a page that is written from right to left the widget stays as it is, with
// every kind of field.
func testRightToLeft(t *testing.T, chrome context.Context, p product, pages string) {
	w := open(t, chrome, "rtl", pages+"rtl.html?"+url.Values{"utm_source": {"newsletter"}}.Encode())
	w.size(390, 844)
	w.step("service")
	w.picture("host-rtl")
	w.listen()
	w.exec(widget + `.querySelector("[data-tab=form]").click()`)
	w.step("lead")
	w.accessible("the form")
	w.send()
	w.wait("the complaints", widget+`.querySelectorAll("[aria-invalid]").length === 4`)
	w.accessible("the form with mistakes")
	w.picture("host-rtl-mistakes")
	w.fill("name", "Rita Levantine")
	w.fill("phone", "+7 916 123-45-67")
	w.fill("guests", "three")
	w.send()
	w.wrong("guests", "Enter a number", "three")
	w.retype("guests", "3")
	w.exec(`(s => { s.value = "plate"; s.dispatchEvent(new Event("input", {bubbles: true})) })(` + widget + `.querySelector("[name=kind]"))`)
	w.exec(widget + `.querySelector("[name=extras][value=tea]").click()`)
	w.exec(widget + `.querySelector("[name=first]").click()`)
	w.agree()
	w.reload()
	w.step("lead")
	if !js[bool](w, `(q => q("[name=guests]").value === "3" && q("[name=kind]").value === "plate" && q("[name=extras][value=tea]").checked && !q("[name=extras][value=apron]").checked && q("[name=first]").checked)(s => `+widget+`.querySelector(s))`) {
		t.Error("a reload has lost answers")
	}
	// On another page of the same visit, which a link of the site itself led to; it has counters, one of which is broken.
	w.do(chromedp.Navigate(pages + "rtl.html?utm_source=menu"))
	w.step("lead")
	w.listen()
	w.exec(`window.dataLayer = []; window.ym = () => { throw new Error("the page’s own") }
		document.addEventListener("okno:lead", e => { window.lead = e.detail.id })`)
	w.picture("host-rtl-form")
	w.send()
	w.step("done")
	w.wait("the page's counters to hear of it", `dataLayer.some(told => JSON.stringify(told) === '{"event":"okno_lead","okno_form":"atelier-tabs"}')`)
	if page := p.signedIn(t, "vera@atelier.example")("/leads/" + js[string](w, `lead`)); !strings.Contains(page, "newsletter") || strings.Contains(page, "utm_source=menu") {
		t.Error("the request does not say what led to the site first")
	}
	w.accessible("a request that was sent")
	w.picture("host-rtl-done")
	w.told("step done, lead")
	w.quiet()
}

// Three scripts in the head, one of them a module and one without a form, and
// one that comes late: each form is there once, and a link opens one.
func testHead(t *testing.T, chrome context.Context, pages string) {
	w := open(t, chrome, "head", pages+"head.html")
	w.wait("the floating button", `[...document.querySelectorAll("okno-widget")].some(e => e.shadowRoot.querySelector("[data-act=open]"))`)
	if got := js[int](w, `document.querySelectorAll("okno-widget").length`); got != 2 {
		t.Errorf("%d widgets are there", got)
	}
	w.listen()
	modal := `[...document.querySelectorAll("okno-widget")].find(e => e.shadowRoot.querySelector("dialog.modal"))?.shadowRoot`
	w.exec(`document.getElementById("link").click()`)
	w.wait("the dialog", modal+`?.querySelector("dialog[open] [data-step=time] [data-start]")`)
	if !js[bool](w, modal+`.querySelector(".okno").hasAttribute("data-dark")`) {
		t.Error("the form's dark theme is not worn")
	}
	w.accessible("a dark dialog")
	w.picture("host-head")
	w.exec(`(all => all[Math.min(2, all.length - 1)].click())(` + modal + `.querySelectorAll("[data-start] input"))`)
	w.exec(modal + `.querySelector("[data-act=next]").click()`)
	w.wait("what the link knows", modal+`.querySelector("[name=name]")?.value === "Лена Ссылкина"`)
	w.wait("the hold", modal+`.querySelector(".held:not([hidden])")`)
	w.exec(modal + `.querySelector("[data-act=close]").click()`)
	w.wait("the dialog to close", `!`+modal+`.querySelector("dialog[open]")`)
	w.exec(`okno.open({key: "atelier-modal", phone: "+7 916 123-45-67"})`)
	w.wait("the hold again", modal+`.querySelector("dialog[open] .held:not([hidden])")`)
	w.exec(modal + `.querySelector("[data-act=book]").click()`)
	w.wait("the end", modal+`.querySelector("[data-step=done]")`)
	w.told("open, ready, step time, slot, step contacts, close, open, step contacts, step done, booked")
	w.quiet()
}

// A site that a form does not allow reads why in the console; a form that is
// switched off says its own words.
func testGuarded(t *testing.T, chrome context.Context, pages string) {
	w := open(t, chrome, "guarded", pages+"guarded.html?key=atelier-guarded")
	w.wait("the refusal", `document.querySelector("okno-widget") && `+widget+`.querySelector("[data-state=forbidden]")`)
	w.picture("host-guarded")
	w.quiet("403", `Okno, form "atelier-guarded", on http://127.0.0.1`)
	w.do(chromedp.Navigate(pages + "guarded.html?key=atelier-off"))
	w.wait("the notice", `document.querySelector("okno-widget") && `+widget+`.querySelector("[data-state=closed]")`)
	if got := js[string](w, widget+`.querySelector(".notice h2").textContent`); got != "Мы в отпуске до марта" {
		t.Errorf("a form that is off says %q", got)
	}
	w.accessible("a form that is off")
	w.picture("host-off")
}

// The page of a form for those without a site: the company, the widget, no cookie.
func testHosted(t *testing.T, chrome context.Context, p product) {
	answer, err := http.Get(p.okno + "/b/atelier-tabs")
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK || len(answer.Cookies()) > 0 || !strings.Contains(answer.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%d, cookies %v, policy %q", answer.StatusCode, answer.Cookies(), answer.Header.Get("Content-Security-Policy"))
	}
	w := open(t, chrome, "hosted", p.okno+"/b/atelier-guarded?service=paint")
	for _, s := range []shape{{"light", 1440}, {"dark", 390}} {
		w.see(s)
		w.step("time")
		w.wait("the times", widget+`.querySelector("[data-start]")`)
		w.accessible("the hosted page")
		if got := js[int64](w, `document.scrollingElement.scrollWidth`); got > s.width {
			t.Errorf("the hosted page is %d wide at %d", got, s.width)
		}
		w.picture("hosted-" + s.scheme)
	}
	w.bookQuickly("Ксения Безсайтова")
	if got := js[string](w, `document.cookie + document.title`); got != "Мастерская «Глина» · онлайн-запись" {
		t.Errorf("cookie and title: %q", got)
	}
	w.quiet()
	off := open(t, chrome, "hosted-off", p.okno+"/b/atelier-off")
	off.wait("its own words", `document.body.textContent.includes("Мы в отпуске до марта")`)
	off.picture("hosted-off")
}

// After sending, the visitor is led to the form's own page, unless the site keeps him.
func testAway(t *testing.T, chrome context.Context, pages string) {
	w := open(t, chrome, "away", pages+"guarded.html?key=atelier-away")
	w.step("lead")
	w.fill("name", "Уля Уходящая")
	w.fill("phone", "+7 916 123-45-67")
	w.exec(`document.addEventListener("okno:lead", e => { e.preventDefault(); window.lead = e.detail })`)
	w.send()
	w.step("done")
	if got := js[string](w, `Object.keys(lead).join()`); got != "key,id" {
		t.Errorf("the event tells %s", got)
	}
	w.picture("host-away")
	w.quiet()
}
