package e2e

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A program brings the widget by import() and puts it where it likes. Each promise
// comes to an end, and what is wrong is said in a sentence, in the console too.
func testWays(t *testing.T, chrome context.Context, p product, pages string) {
	w := open(t, chrome, "ways", pages+"ways.html")
	end := func(script string) string {
		t.Helper()
		w.exec(`window.end = ""; (async () => ` + script + `)().then(v => window.end = "ready " + (v && v.element ? v.element.localName : ""), e => window.end = e.message)`)
		w.wait("an end of "+script, `window.end`)
		return js[string](w, `window.end`)
	}
	if got := end(`import("` + p.okno + `/widget.js")`); !strings.HasPrefix(got, "ready") {
		t.Fatal(got)
	}
	w.wait("the orphan of another life of the page to go", `!document.querySelector("okno-widget")`)
	for script, want := range map[string]string{
		`okno.mount({ key: "atelier-inline", mode: "inline", target: "#spot" })`:                                        "ready okno-widget",
		`okno.mount({ key: "atelier-tabs", target: document.querySelector("#shadow").attachShadow({ mode: "open" }) })`: "ready okno-widget",
		`okno.mount({ key: "atelier-tabs", target: document })`:                                                         `okno.mount: the page has no such target for the form "atelier-tabs"`,
		`okno.mount({ key: "atelier-floating", mode: "floating" })`:                                                     "ready okno-widget",
		`okno.mount({ key: "atelier-inline", target: "#nowhere" })`:                                                     `okno.mount: the page has no such target, "#nowhere" for the form "atelier-inline"`,
		`okno.mount({ key: "atelier-inline", target: null, mode: "inline" })`:                                           `okno.mount: the page has no such target for the form "atelier-inline"`,
		`okno.mount({ target: "#spot" })`:                                                                               "okno.mount: name the form",
		`okno.mount({ key: "nobody", target: "#other" })`:                                                               `form "nobody", on http`,
		`okno.open("nobody")`: `form "nobody", on http`,
		`okno.mount({ key: "atelier-inline", mode: "popup", target: "#other" })`:                                                           `okno.mount: form "atelier-inline": there is no mode "popup", only inline, modal, floating`,
		`okno.mount({ key: "atelier-inline", lang: "de", target: "#other" })`:                                                              `okno.mount: form "atelier-inline": there is no lang "de", only ru, en`,
		`okno.mount({ key: "atelier-inline", person: "anna", target: "#other" })`:                                                          `okno.mount: there is no option "person", only key, src, lang,`,
		`okno.open({ key: "atelier-modal", resource: "stranger" })`:                                                                        `form "atelier-modal" has no resource "stranger" to book`,
		`okno.mount({ key: "atelier-inline", service: "nothing", target: "#lacking" })`:                                                    `form "atelier-inline" has no service "nothing" to book`,
		`okno.mount({ key: "atelier-inline", tab: "form", mode: "modal" })`:                                                                `form "atelier-inline" has no tab "form"`,
		`okno.open({ key: "atelier-modal", mode: "inline" })`:                                                                              `okno.open: there is no option "mode", only key, src, lang,`,
		`okno.open({ key: "atelier-modal", tab: "request" })`:                                                                              `okno.open: form "atelier-modal": there is no tab "request", only booking, form`,
		`okno.open({ key: "atelier-modal", service: "nothing" })`:                                                                          `form "atelier-modal" has no service "nothing" to book`,
		`okno.open({ key: "atelier-modal", lang: "en-GB" }).then(() => okno.open({ key: "atelier-modal", service: "wheel", lang: "ru" }))`: "ready",
	} {
		if got := end(script); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", script, got)
		}
		w.exec(`okno.close()`)
	}
	w.wait("the services in their place", `document.querySelector("#spot okno-widget").shadowRoot.querySelector("[data-step=service]")`)
	w.wait("what a visitor can choose, whatever the program asked", `document.querySelector("#lacking okno-widget").shadowRoot.querySelector("[data-step=service]")`)
	if js[bool](w, `Boolean(document.querySelector("#other okno-widget[mode]"))`) {
		t.Error("what was refused stands in the page")
	}
	w.wait("and in a shadow root", `document.querySelector("#shadow").shadowRoot.querySelector("okno-widget").shadowRoot.querySelector("[role=tab]")`)
	w.exec(`(s => { s.src = "` + p.okno + `/widget.js"; s.dataset.okno = "atelier-inline"; s.dataset.mode = "inline"
		const e = document.createElement("section"); e.id = "rooted"; document.querySelector("main").append(e); e.attachShadow({ mode: "open" }).append(s); e.scrollIntoView() })(document.createElement("script"))`)
	w.wait("a snippet of a shadow root", `document.querySelector("#rooted").shadowRoot.querySelector("okno-widget")?.shadowRoot.querySelector("[data-step=service]")`)
	w.exec(`(e => { e.setAttribute("key", "atelier-inline"); document.querySelector("main").append(e); e.scrollIntoView() })(document.createElement("okno-widget"))`)
	w.wait("the element", `document.querySelector("main > okno-widget")?.shadowRoot.querySelector("[data-step=service]")`)
	w.exec(`okno.open("atelier-modal")`)
	w.wait("the form over the page", `[...document.querySelectorAll("okno-widget")].some(e => e.shadowRoot.querySelector("dialog[open]"))`)
	w.size(1280, 8000) // all of them come into view
	w.exec(`window.warned = []; (warn => console.warn = (...parts) => { warned.push(parts.join(" ")); warn(...parts) })(console.warn)
		document.querySelectorAll("okno-widget").forEach(e => e.remove())
		for (const [name, value] of [["mode", "popup"], ["lang", "de"], ["heading", "big"], ["service", "nothing"], ["tab", "form"], ["resource", "anna"], ["cfasync", "false"], ["turboTrack", "reload"]]) {
			const s = document.createElement("script"); s.src = "` + p.okno + `/widget.js"; s.dataset.okno = "atelier-inline"; s.dataset[name] = value; document.querySelector("main").append(s)
		}
		const e = document.createElement("okno-widget"); e.setAttribute("key", "atelier-inline"); e.setAttribute("mode", "sidebar"); e.setAttribute("person", "anna"); e.className = "wide"; e.tabIndex = -1; document.querySelector("main").append(e)
		document.querySelector("main").insertAdjacentHTML("beforeend", '<a id="opener" data-okno-open="atelier-modal" data-service="cuts" href="#">Open</a>')
		document.querySelector("#opener").click(); okno.close()`)
	for _, sentence := range []string{
		`there is no mode "popup", only inline, modal, floating`, `there is no lang "de", only ru, en`, `there is no heading "big", only none`,
		`form "atelier-inline" has no resource "anna" to book`, `there is no option "person"`,
		`has no service "nothing" to book`, `has no tab "form"`, `there is no mode "sidebar"`, `form "atelier-modal" has no service "cuts" to book`,
	} {
		w.wait("the sentence: "+sentence, fmt.Sprintf(`warned.some(text => text.includes(%q))`, sentence))
	}
	w.wait("the form as it is set, for whoever asked for what is not", `[...document.querySelectorAll("main > okno-widget")].filter(e => e.shadowRoot.querySelector("[data-step=service]")).length === 9`)
	if js[bool](w, `warned.some(text => /cfasync|turbo|class|tabindex/i.test(text))`) {
		t.Error("what others write at a snippet is warned of")
	}
	w.quiet("404", "okno.mount:", "okno.open:", `form "nobody"`, "there is no ", "has no ")
}

// slowParams are how slow the network is made: milliseconds, and bytes per second.
type slowParams struct {
	Offline bool    `json:"offline"`
	Latency float64 `json:"latency"`
	Down    float64 `json:"downloadThroughput"`
	Up      float64 `json:"uploadThroughput"`
}

var slowly = cdp.Command[slowParams, cdp.Empty]{Method: "Network.emulateNetworkConditions"}

// The page around the widget stands still while it comes over a slow line.
func testSteady(t *testing.T, chrome context.Context, pages string) {
	for name, size := range map[string][2]int64{"wide": {1280, 800}, "narrow": {390, 844}} {
		w := open(t, chrome, "steady-"+name, "about:blank")
		w.size(size[0], size[1])
		call(w, network.Enable, network.EnableParams{})
		call(w, slowly, slowParams{Latency: 400, Down: 50_000, Up: 50_000})
		call(w, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `window.shift = 0
			new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) shift += e.value }).observe({ type: "layout-shift", buffered: true })`})
		w.do(chromedp.Navigate(pages + "steady.html"))
		w.wait("the services", `document.querySelector("okno-widget")?.shadowRoot.querySelector("[data-step=service] .service")`)
		w.exec(`window.drawn = 0; requestAnimationFrame(() => requestAnimationFrame(() => drawn = 1))`)
		w.wait("a drawn page", `window.drawn`)
		if got := js[float64](w, `shift`); got >= 0.05 {
			t.Errorf("%s: the page shifts by %v", name, got)
		}
		if got := js[float64](w, `document.querySelector("okno-widget").offsetHeight - document.querySelector("okno-widget").shadowRoot.querySelector(".services").getBoundingClientRect().bottom + document.querySelector("okno-widget").getBoundingClientRect().top`); got > 290 {
			t.Errorf("%s: %v px of nothing under the services", name, got)
		}
	}
}

// Over a phone's page the way out stays in sight, and nothing shows from under the button.
func testInSight(t *testing.T, chrome context.Context, pages string) {
	w := open(t, chrome, "in-sight", pages+"head.html")
	w.size(320, 640)
	w.wait("the form over the page", `window.okno && document.readyState === "complete"`)
	w.hit("#link")
	dialog := `[...document.querySelectorAll("okno-widget")].map(e => e.shadowRoot.querySelector("dialog[open]")).find(Boolean)`
	w.exec(`window.dialog = () => ` + dialog)
	w.wait("the times", `dialog()?.querySelector("[data-start] input")`)
	w.exec(`dialog().querySelector("[data-start] input").click(); dialog().scrollTop = 500`)
	seen := `(r => r.top >= 0 && r.bottom <= 100 && dialog().getRootNode().elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)?.closest(".out") !== null)(dialog().querySelector(".out").getBoundingClientRect())`
	w.wait("the way out in sight", seen)
	if js[bool](w, `dialog().scrollWidth > dialog().clientWidth`) {
		t.Error("it scrolls sideways")
	}
	w.wait("the button at the bottom edge", `(r => Math.abs(r.bottom - innerHeight) < 1)(dialog().querySelector(".foot").getBoundingClientRect()) || dialog().scrollTop + dialog().clientHeight >= dialog().scrollHeight - 40`)
	w.picture("in-sight")
	w.exec(`dialog().querySelector(".out").click()`)
	w.wait("it closed", `!dialog()`)
	w.quiet()
}

// The form's own page: the browser's way back is a step back, and without scripts
// links and forms do what the widget does.
func testHostedWays(t *testing.T, chrome context.Context, p product) {
	w := open(t, chrome, "hosted-back", p.okno+"/b/atelier-inline")
	w.step("service")
	w.exec(widget + `.querySelector(".service").click()`)
	w.step("time")
	w.wait("the times", widget+`.querySelector("[data-start] input")`)
	w.exec(widget + `.querySelector("[data-start] input").click()`)
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	if hint := js[string](w, widget+`.querySelector(".step").textContent`); !strings.Contains(hint, "Писем не будет") {
		t.Error("without a mail server nobody says that no mail comes")
	}
	w.exec(`history.back()`)
	w.step("time")
	w.exec(`history.back()`)
	w.step("service")
	w.exec(`history.forward()`)
	w.step("time")
	w.wait("the times", widget+`.querySelector("[data-start] input")`)
	w.exec(widget + `.querySelector("[data-start] input").click()`)
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	w.fill("name", "Фил Назадов")
	w.fill("phone", "+7 916 123-45-67")
	w.send()
	w.step("done")
	for _, act := range []string{"google", "outlook", "calendar", "manage", "copy"} {
		if !js[bool](w, `Boolean(`+widget+`.querySelector("[data-act=`+act+`]"))`) {
			t.Errorf("at the end there is no %s", act)
		}
	}
	w.accessible("the end")
	w.picture("hosted-done")
	w.quiet()

	plain := open(t, chrome, "hosted-plain", "about:blank")
	call(plain, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, width := range []int64{1280, 320} {
		plain.size(width, 800)
		plain.do(chromedp.Navigate(p.okno + "/b/atelier-inline"))
		plain.picture("plain-services")
		plain.hit(".hosted-service")
		plain.wait("the times", `document.querySelector(".hosted-time")`)
		plain.picture("plain-times")
		if got := js[int64](plain, `document.scrollingElement.scrollWidth`); got > width {
			t.Errorf("the page is %d wide at %d", got, width)
		}
		plain.hit(".hosted-time")
		plain.wait("the form", `document.querySelector("form [name='f.name']")`)
		plain.hit("[name='f.name']")
		plain.keys("Нора Безскриптова" + kb.Tab + "+7 916 123-45-67")
		plain.picture("plain-form")
		plain.hit("[data-act=book]")
		plain.wait("the end", `document.querySelector("[data-step=done]")`)
		plain.picture("plain-done")
	}
	answer, err := http.Head(p.okno + "/b/atelier-off")
	if err != nil || answer.StatusCode != http.StatusNotFound {
		t.Errorf("a form that is off: %v %v", answer, err)
	}
}

// A time that is kept no longer is said to those who do not see the clock.
func testHoldOver(t *testing.T, chrome context.Context, p product) {
	c := newWire(t, p.okno)
	c.answer(func(out http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/holds") {
			return false
		}
		out.Header().Set("Access-Control-Allow-Origin", "*")
		out.Header().Set("Content-Type", "application/json")
		out.WriteHeader(http.StatusCreated)
		_, _ = out.Write([]byte(`{"id": "01985a6e-0000-7000-8000-000000000000", "seconds": 2}`))
		return true
	})
	w := open(t, chrome, "hold-over", newSite(t, c.address).plain("ru"))
	w.contacts("cut", "")
	w.wait("the word that it is over", widget+`.querySelector("[role=status]").textContent.includes("больше не держим")`)
}
