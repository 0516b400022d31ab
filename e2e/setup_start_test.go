package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"okno/db/dbtest"
)

// The owner of a new company sets it up on a telephone, from a template, and tries
// the widget; then the check finds nothing.
func TestFirstRun(t *testing.T) {
	t.Parallel()
	p := fresh(t, "nachalo")
	chrome := browser(t)
	w := enter(t, chrome, p, "owner", "nina@nachalo.example", "/bookings")
	w.size(390, 844)
	w.hit(`.empty .button-primary`)
	w.at("/start/company")
	w.rightHere("company")

	w.overtype("#timezone", "Mars/Olympus")
	w.hit("#start-save")
	w.wait("what is wrong", `document.querySelector("#timezone-error") && document.querySelector("#timezone").value === "Mars/Olympus"`)
	w.rightHere("company-wrong")
	w.overtype("#timezone", "Asia/Almaty")
	w.keys(kb.Enter)
	w.at("/start/resources")
	w.rightHere("templates")
	w.hit(`[href="/start/resources?template=salon"]`)
	w.wait("the template", `document.querySelectorAll(".start-row-resource").length === 3`)
	w.overtype("#name_0", "Мария")
	w.hit(`[name=remove][value="1"]`)
	w.wait("a row less", `document.querySelectorAll(".start-row-resource").length === 2 && document.querySelector("#name_0").value === "Мария"`)
	w.hit(`#start-add`)
	w.wait("the cursor in the new row", `document.activeElement?.id === "name_2"`)
	w.keys("Второй мастер")
	w.rightHere("resources")
	w.hit("#start-save")
	w.at("/start/hours")
	w.exec(`const from = document.querySelector("#from_2"), to = document.querySelector("#to_2"); from.value = "22:00"; to.value = "02:00"`)
	w.hit("#start-save")
	w.wait("the night shift to be offered, the cursor at it", `document.querySelector("[name=night_2]") && document.activeElement?.id === "to_2"`)
	w.rightHere("hours")
	w.hit("[name=night_2]")
	w.hit("#start-save")
	w.at("/start/services")

	w.do(chromedp.Navigate(p.okno + "/bookings")) // leaving, and coming back
	w.hit(`.bar-nav [href="/start"]`)             // the window is a phone's
	w.at("/start/services")
	w.rightHere("services")
	w.overtype("#duration_0", "45")
	w.hit("#start-save")
	w.at("/start/widget")
	w.rightHere("widget")
	w.hit("[data-copy]")
	w.wait("the code to be copied", `document.querySelector("#copied").textContent !== ""`)
	if got := js[string](w, `getSelection().toString() || document.querySelector("#snippet").value`); !strings.Contains(got, `data-okno="nachalo"`) {
		t.Errorf("copied: %s", got)
	}
	w.do(chromedp.Navigate(p.okno + "/start/try"))
	w.step("service")
	w.rightHere("try")
	w.hit(`[href="/start/widget"]`)
	w.at("/start/widget")
	w.hit(`[action="/start/end"] .button`)
	w.at("/bookings")
	w.do(chromedp.Navigate(p.okno + "/check"))
	w.wait("nothing to be wrong", `document.querySelector(".check .empty") && !document.querySelector(".nav-badge, [href='/start']")`)
	w.rightHere("check-empty")
	w.quiet("422")
}

// The check of a company in which much cannot work, in every shape.
func TestCheckLooks(t *testing.T) {
	t.Parallel()
	p := fresh(t, "nachalo")
	importFile(t, p, "testdata/broken.json", "broken", "bea@broken.example")
	w := enter(t, browser(t), p, "check", "bea@broken.example", "/check")
	if n := js[int](w, `document.querySelectorAll(".check-row").length`); n != 8 {
		t.Errorf("%d rows: %s", n, js[string](w, `document.querySelector(".check").innerText`))
	}
	inRussian(t, func(t *testing.T, lang string) {
		w := w.of(t)
		w.speak(lang, p.okno+"/check")
		w.right("check", lang)
	})
	w.quiet()
}

// fresh is an Okno with a company that has nothing yet.
func fresh(t *testing.T, slug string) product {
	t.Helper()
	dir := dbtest.DataDir(t)
	settings := []string{"OKNO_DATA_DIR=" + dir}
	if out, err := okno(t, settings, "", "company", "add", "--slug", slug, "--name", "Салон «Начало»", "--timezone", "Europe/Moscow", "--locale", "ru"); err != nil {
		t.Fatalf("company add: %v\n%s", err, out)
	}
	if out, err := okno(t, settings, "", "company", "add", "--slug", slug, "--name", "x", "--timezone", "Europe/Moscow"); err == nil || !strings.Contains(out, "already") {
		t.Errorf("a slug that is taken: %v\n%s", err, out)
	}
	if out, err := okno(t, settings, "okno-demo\n", "user", "add", "--company", slug, "--email", "nina@"+slug+".example", "--role", "owner"); err != nil {
		t.Fatalf("user add: %v\n%s", err, out)
	}
	p := start(t, append(settings, "OKNO_ADDR=127.0.0.1:0", "OKNO_PUBLIC_LIMITS=off"), "serve")
	return product{process: p, okno: p.address(`listening on (http://\S+)`), dir: dir}
}

// at waits for a page that has been loaded.
func (w *window) at(path string) {
	w.t.Helper()
	w.wait("the page "+path, `location.pathname === `+quote(path)+` && document.readyState === "complete"`)
}

// overtype puts a text in place of what a field has.
func (w *window) overtype(selector, text string) {
	w.t.Helper()
	w.exec(`document.querySelector(` + quote(selector) + `).select()`)
	w.typeInto(selector, text)
}

// rightHere is right for the window as it stands, and keeps a picture of it.
func (w *window) rightHere(state string) {
	w.t.Helper()
	if got := js[[]float64](w, `[document.scrollingElement.scrollWidth, innerWidth]`); got[0] > got[1] {
		w.t.Errorf("%s: the page is %v wide", state, got[0])
	}
	w.accessible(state)
	w.picture("start-" + state)
}
