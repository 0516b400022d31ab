package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A manager sees everything and changes nothing.
func testManager(t *testing.T, chrome context.Context, p product) {
	visit := request(t, p, "lotos-site", "cut") // one to come, at any time of the day
	w := enter(t, chrome, p, "manager", "pavel@lotos.example", "/bookings?date="+visit.Start.Format("2006-01-02"))
	w.settled("the card", `document.querySelector(".card[data-booking='`+visit.ID+`']")`)
	w.exec(`document.querySelector(".card[data-booking='` + visit.ID + `']").click()`)
	w.wait("the modal", `document.querySelector("#modal[open] .details-title")`)
	if acts := js[[]string](w, `[...document.querySelectorAll("#modal [data-act], #modal form:not([method=dialog])")].map(e => e.outerHTML)`); len(acts) > 0 {
		t.Errorf("a manager is offered %v", acts)
	}
	w.keys(kb.Escape)
	w.exec(`document.querySelector(".member").click()`)
	w.wait("the preferences", `document.querySelector("#preferences:popover-open")`)
	w.quiet()
}

// Language and theme change at once and stay; signing out ends it all.
func testPreferences(t *testing.T, w *window) {
	choose := func(name, value string) {
		w.seek(`.member`)
		w.keys(kb.Enter)
		w.wait("the preferences", `document.querySelector("#preferences:popover-open")`)
		w.seek(`#preferences [name=` + name + `][value=` + value + `]`)
		w.exec(`window.before = true`)
		w.keys(kb.Enter)
	}
	choose("locale", "en")
	w.wait("English", `!window.before && document.documentElement?.lang === "en" && document.querySelector("#day-today")?.textContent === "Today"`)
	choose("theme", "dark")
	w.wait("the dark theme", `!window.before && document.documentElement?.dataset.theme === "dark"`)
	if got := js[string](w, `getComputedStyle(document.documentElement).backgroundColor`); got != "rgb(17, 22, 29)" {
		t.Errorf("the dark ground is %s", got)
	}
	w.do(chromedp.Reload())
	if got := js[string](w, `document.documentElement.lang + " " + document.documentElement.dataset.theme`); got != "en dark" {
		t.Errorf("after a reload the page is %q", got)
	}
	w.seek(`.member`)
	w.keys(kb.Enter)
	w.seek(`#preferences [action="/sign-out"] button`)
	w.keys(kb.Enter)
	w.wait("the sign-in page", `location.pathname === "/sign-in" && document.querySelector("#password")`)
	w.do(chromedp.NavigateBack())
	w.wait("the door to stay shut", `location.pathname === "/sign-in" && document.querySelector("#password")`)
	// The days that testDays turned faster than their sockets connect.
	w.quiet("closed before the connection is established")
}

// pressable is the expression of where everything is that can be pressed.
const pressable = `Object.fromEntries([...document.querySelectorAll("a, button")].map((e, i) => [e.id || e.textContent + i, (r => r.x + " " + r.y + " " + r.width + " " + r.height)(e.getBoundingClientRect())]))`

// Each window of the panel loads from Okno alone, and a column that arrives over
// the socket moves nothing that was there. The day's totals, which say something
// else then, may take another width.
func testStillness(t *testing.T, chrome context.Context, p product, s hostSite) {
	visitor := open(t, chrome, "visitor", s.plain("ru"))
	start := visitor.contacts("men", "")
	visitor.fill("name", "Тихая Тамара")
	visitor.fill("phone", "8 916 123-45-60")
	visitor.agree()

	w := enter(t, chrome, p, "still", "ekaterina@lotos.example", "/bookings?date="+start[:10])
	w.online()
	w.exec(`window.moved = []; new PerformanceObserver(list => {
		for (const shift of list.getEntries()) {
			const nodes = shift.sources.map(s => s.node?.nodeType === Node.TEXT_NODE ? s.node.parentElement : s.node).filter(node => !node?.closest(".day-facts"))
			if (!shift.hadRecentInput && nodes.length > 0) moved.push(shift.value + " " + nodes.map(node => node?.className).join(", "))
		}
	}).observe({type: "layout-shift"})`)
	before := js[map[string]string](w, pressable)
	visitor.send()
	visitor.step("done")
	w.wait("the card", `[...document.querySelectorAll(".card")].some(card => card.textContent.includes("Тихая Тамара"))`)
	w.exec(`requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = true }))`)
	w.wait("a frame after it", `window.painted`)
	if moved := js[[]string](w, `moved`); len(moved) > 0 {
		t.Errorf("the page moved: %s", strings.Join(moved, "; "))
	}
	after := js[map[string]string](w, pressable)
	for name, place := range before {
		if now, there := after[name]; there && now != place {
			t.Errorf("%s was at %s and is at %s", name, place, now)
		}
	}
	if foreign := js[[]string](w, `performance.getEntriesByType("resource").map(e => e.name).filter(name => !name.startsWith(location.origin))`); len(foreign) > 0 {
		t.Errorf("the board loads %v", foreign)
	}
	w.quiet()
}
