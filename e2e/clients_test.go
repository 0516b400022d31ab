package e2e

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Clients, the search over all dates, paper, and the manager's phone.
func TestClients(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	desk := enter(t, chrome, p, "clients", "ekaterina@lotos.example", "/clients")
	t.Run("list", func(t *testing.T) { testClientList(t, desk.of(t)) })
	t.Run("new", func(t *testing.T) { testNewClient(t, desk.of(t)) })
	t.Run("card", func(t *testing.T) { testClientCard(t, desk.of(t)) })
	t.Run("search", func(t *testing.T) { testSearchDialog(t, desk.of(t), p) })
	t.Run("merge", func(t *testing.T) { testClientMerge(t, desk.of(t), p) })
	t.Run("erase", func(t *testing.T) { testClientErase(t, desk.of(t), p) })
	t.Run("paper", func(t *testing.T) { testPaper(t, desk.of(t), p) })
	desk.quiet("422", "409")
	t.Run("calendar", func(t *testing.T) { testCalendarLink(t, chrome, p) })
	t.Run("phone", func(t *testing.T) { testManagersPhone(t, chrome, p) })
	t.Run("today", func(t *testing.T) { testTodayOnAPhone(t, chrome, p) })
	t.Run("own", func(t *testing.T) { testSpecialistsPhone(t, chrome, p) })
	inRussian(t, func(t *testing.T, lang string) { testClientLooks(t, chrome, p, lang) })
}

// clientNames are those of the list, in its order.
const clientNames = `[...document.querySelectorAll("a.client-name")].map(e => e.textContent)`

func testClientList(t *testing.T, w *window) {
	w.settled("the list", clientNames+`.length === 50`)
	w.exec(`document.querySelector(".client-more a").click()`)
	w.settled("more of it", clientNames+`.length === 100`)
	digits := js[string](w, `document.querySelectorAll(".client-contact span")[0].textContent.replace(/\D/g, "").slice(-7)`)
	w.exec(`document.querySelector("#clients-query").focus()`)
	w.typeInto("#clients-query", digits)
	w.wait("the one with these digits", clientNames+`.length === 1 && location.search.includes(`+quote(digits)+`)`)
	w.exec(`(q => { q.value = "🔥🔥%_"; q.dispatchEvent(new Event("input", {bubbles: true})) })(document.querySelector("#clients-query"))`)
	w.wait("the answer to nonsense", `document.querySelector("#clients-list .empty")`)
}

// A card before any booking: asked about whose number it is, opened, taken back.
func testNewClient(t *testing.T, w *window) {
	w.exec(`document.querySelector("#client-new").focus()`)
	w.keys(kb.Enter)
	w.settled("the form", `document.querySelector("#modal[open] #new-client form[data-htmx-powered]") && document.activeElement.id === "card-name"`)
	w.accessible("a new client")
	w.picture("client-new")
	w.keys("Заранее Добавленная" + kb.Tab + "8 916 555-01-77" + kb.Enter)
	w.settled("the card", `document.querySelector("#client-heading")?.textContent === "Заранее Добавленная" && !document.querySelector("#modal[open]") && location.pathname.startsWith("/clients/")`)
	w.hit(".toast:not([hidden]) .toast-undo")
	w.settled("the list", `location.search === "?said=unmade" && document.querySelector("#client-new")`)
}

func testClientCard(t *testing.T, w *window) {
	w.exec(`(q => { q.value = ""; q.dispatchEvent(new Event("input", {bubbles: true})) })(document.querySelector("#clients-query"))`)
	w.settled("all again", clientNames+`.length === 50`)
	w.exec(`document.querySelector("a.client-name").click()`)
	w.settled("the card", `document.querySelector("#client-form")`)
	w.exec(`document.querySelector("#note").value = "Любит тишину"; document.querySelector("#save").click()`)
	w.settled("what was said", `document.querySelector(".toast-text")?.textContent.includes("сохранена") && document.querySelector("#note").value === "Любит тишину" && document.querySelector("#client-history")`)
	// Somebody else saves meanwhile.
	w.exec(`fetch(location.pathname, {method: "POST", redirect: "manual", body: new URLSearchParams(new FormData(document.querySelector("#client-form")))}).then(() => fetch(location.pathname, {method: "POST", redirect: "manual", body: (b => (b.set("note", "Пьёт чай"), b))(new URLSearchParams(new FormData(document.querySelector("#client-form"))))})).then(() => { window.saved = true })`)
	w.wait("the other's save", `window.saved`)
	w.exec(`document.querySelector("#note").value = "Пьёт кофе"; document.querySelector("#save").click()`)
	w.settled("both versions", `document.querySelector(".clash td")?.textContent === "Пьёт кофе" && document.querySelector(".clash").textContent.includes("Пьёт чай")`)
	w.exec(`document.querySelector("#client-book").click()`)
	w.wait("a booking for him", `document.querySelector("#modal[open] [name=name]")?.value === document.querySelector("#client-heading").textContent`)
	w.keys(kb.Escape)
	w.wait("the card again", `!document.querySelector("#modal[open]")`)
	w.exec(`document.querySelector(".visit-when").click()`)
	w.wait("the visit in the modal", `document.querySelector("#modal[open] .details-title")`)
	w.keys(kb.Escape)
	w.wait("the focus back on it", `!document.querySelector("#modal[open]") && document.activeElement.matches(".visit-when")`)
}

// By the key / on the board, through the results, and back.
func testSearchDialog(t *testing.T, w *window, p product) {
	w.do(chromedp.Navigate(p.okno + "/bookings"))
	w.settled("the board", `document.querySelector("#day")`)
	w.exec(`document.querySelector("#main").focus()`)
	w.press("/", 0)
	w.wait("the dialog", `document.querySelector("#search[open]") && document.activeElement.id === "search-input"`)
	w.wait("what can be done", `document.querySelector("#search .search-link[href^='/bookings/new']")`)
	w.still()
	w.accessible("palette")
	w.typeInto("#search-input", "анна")
	w.wait("what was found", `document.querySelector("#search .search-link[hx-get][data-htmx-powered] strong")`)
	name := js[string](w, `document.querySelector("#search .search-link[hx-get] strong").textContent`)
	w.press("ArrowDown", 0)
	w.wait("the first of it", `document.activeElement === document.querySelector("#search .search-link")`)
	w.press("ArrowUp", 0)
	w.wait("the field again", `document.activeElement.id === "search-input"`)
	w.press("ArrowDown", 0)
	w.keys(kb.Enter)
	w.wait("the booking", `document.querySelector("#modal[open] .details-title")?.textContent === `+quote(name))
	w.keys(kb.Escape)
	w.wait("the results again", `!document.querySelector("#modal[open]") && document.querySelector("#search[open]") && document.activeElement.matches("#search .search-link")`)
	// A date, by Enter alone; what has been typed goes on in the field.
	w.keys("x")
	w.wait("the field", `document.activeElement.id === "search-input"`)
	w.exec(`document.querySelector("#search-input").select()`)
	w.keys("12 дек 2031" + kb.Enter)
	w.settled("that day", `document.querySelector("#day")?.dataset.date === "2031-12-12"`)
	// A command that opens over the page, by Enter alone.
	w.exec(`document.querySelector("#main").focus()`)
	w.press("/", 0)
	w.wait("the dialog", `document.querySelector("#search[open]") && document.activeElement.id === "search-input"`)
	w.keys("закрыть вр" + kb.Enter)
	w.inModal("#time-form")
	w.keys(kb.Escape)
	w.wait("neither", `!document.querySelector("dialog[open]")`)
	// A long list of a filter is searched.
	w.tap("#filter-resource summary")
	w.wait("the list", `document.querySelector("#search-resource")?.offsetWidth`)
	w.exec(`document.querySelector("#search-resource").focus()`)
	w.keys("кабинет")
	w.wait("what matches", `[...document.querySelectorAll("#filter-resource label")].every(l => l.hidden !== l.textContent.includes("абинет"))
		&& document.querySelector("#filter-resource label:not([hidden])")`)
	w.keys(kb.Escape)
}

func testClientMerge(t *testing.T, w *window, p product) {
	w.do(chromedp.Navigate(p.okno + "/clients/duplicates"))
	w.wait("pairs", `document.querySelector(".pair-acts a")`)
	w.exec(`document.querySelector(".pair-acts a").click()`)
	w.wait("the preview", `document.querySelector("#merge-now") && document.querySelectorAll(".pair .part").length === 2`)
	w.exec(`document.querySelector("#merge-now").click()`)
	w.wait("one card", `location.search === "?said=merged" && document.querySelector("#client-history")?.parentElement.textContent.includes("Объединена")`)
}

func testClientErase(t *testing.T, w *window, p product) {
	w.settled("the card", `document.querySelector("#client-erase")`)
	name := js[string](w, `document.querySelector("#client-heading").textContent`)
	w.exec(`document.querySelector("#client-erase").click()`)
	w.settled("the question", `document.querySelector("#modal[open] #typed")`)
	w.typeInto("#typed", "кто-то"+kb.Enter)
	w.wait("the refusal", `document.querySelector("#modal[open] #typed-error")`)
	w.wait("htmx to come to the form", `document.querySelector(".erase-form").matches("[data-htmx-powered]")`)
	w.exec(`document.querySelector("#typed").value = ""`)
	w.typeInto("#typed", name+kb.Enter)
	w.wait("an empty card", `document.querySelector("#client-heading")?.textContent === "Данные удалены" && !document.querySelector("#client-form")`)
}

// What comes out of the printer is what the board shows, and nothing of the panel.
func testPaper(t *testing.T, w *window, p product) {
	w.do(chromedp.Navigate(p.okno + "/bookings"))
	w.settled("the board", `document.querySelector("#day-sheet")`)
	cards := js[int](w, `new Set([...document.querySelectorAll(".card")].map(e => e.dataset.booking)).size`)
	w.exec(`document.querySelector("#day-sheet").click()`)
	w.wait("the sheet", `location.pathname === "/bookings/sheet" && document.querySelector("#print")`)
	if rows := js[int](w, `new Set([...document.querySelectorAll(".paper tbody tr")].map(e => e.innerText.split("+")[0])).size`); rows < cards {
		t.Errorf("%d rows are of %d bookings", rows, cards)
	}
	w.exec(`fetch(document.querySelector("[href^='/bookings/export.csv']").href).then(r => r.arrayBuffer()).then(b => { window.file = new Uint8Array(b) })`)
	w.wait("the file", `window.file`)
	if got := js[string](w, `[...window.file.slice(0, 3)].join() + " " + (new TextDecoder().decode(window.file).trim().split("\r\n").length - 1)`); !strings.HasPrefix(got, "239,187,191 ") {
		t.Errorf("the file begins with %s", got)
	}
}

// A link for a calendar app: made, copied, fetched without a cookie, switched off.
func testCalendarLink(t *testing.T, chrome context.Context, p product) {
	w := enter(t, chrome, p, "calendar", "olga@lotos.example", "/resources")
	w.exec(`location.href = document.querySelector(".resource-name a").href`)
	w.settled("the resource", `document.querySelector("#resource-feed")`)
	w.exec(`document.querySelector("#resource-feed").click()`)
	w.settled("the dialog", `document.querySelector("#modal[open] [data-act=make-feed]") && document.querySelector(".feed-form").matches("[data-htmx-powered]")`)
	w.exec(`document.querySelector("[data-act=make-feed]").click()`)
	w.wait("the link", `document.querySelector("#modal[open] #feed-link")?.value.endsWith(".ics")`)
	w.accessible("the link of a calendar")
	link := js[string](w, `document.querySelector("#feed-link").value`)
	if text := get(t, link); !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || !strings.Contains(text, "BEGIN:VEVENT") {
		t.Errorf("the calendar is %.200s", text)
	}
	w.wait("htmx to come to the button", `document.querySelector("[data-act=end-feed]").matches("[data-htmx-powered]")`)
	w.exec(`document.querySelector("[data-act=end-feed]").click()`)
	w.wait("the end", `document.querySelector("#modal[open] .notice-said")?.textContent.includes("отключена")`)
	if answer, err := http.Get(link); err != nil || answer.StatusCode != http.StatusNotFound {
		t.Errorf("the link still answers: %v %v", answer, err)
	} else {
		_ = answer.Body.Close()
	}
	w.quiet()
}

// A manager's thirty seconds: what waits, a look into it, and where else to go.
func testManagersPhone(t *testing.T, chrome context.Context, p product) {
	w := enter(t, chrome, p, "phone", "pavel@lotos.example", "/overview")
	w.size(390, 844)
	w.settled("the overview", `document.querySelector(".week-figures")`)
	if got := js[[]string](w, `[...document.querySelectorAll(".bar-nav .bar-link")].filter(e => e.checkVisibility() && (r => r.width < 44 || r.height < 44)(e.getBoundingClientRect())).map(e => e.textContent)`); len(got) > 0 {
		t.Errorf("too small to be hit: %v", got)
	}
	w.exec(`document.querySelector("#overview-waiting .search-link").click()`)
	w.wait("who waits", `document.querySelector("#modal[open] .details-title")`)
	w.keys(kb.Escape)
	w.wait("the overview again", `!document.querySelector("#modal[open]")`)
	w.exec(`document.querySelector("[popovertarget=more]").click()`)
	w.wait("the rest", `document.querySelector("#more:popover-open")`)
	w.accessible("more, on a phone")
	w.exec(`document.querySelector("#more [data-dialog=search]").click()`)
	w.wait("the search", `document.querySelector("#search[open]") && !document.querySelector("#more:popover-open")`)
	w.keys(kb.Escape)
	w.exec(`document.querySelector("[popovertarget=more]").click(); document.querySelector("#more [href='/services']").click()`)
	w.wait("the services", `location.pathname === "/services" && document.querySelector(".bar-link.is-here")`)
	w.quiet()
}

// The pages in every shape.
func testClientLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "owner-"+lang, "olga@lotos.example", "/clients")
	w.speak(lang, p.okno+"/clients?q=анна")
	w.right("clients", lang)
	card := js[string](w, `document.querySelector("a.client-name").pathname`)
	w.speak(lang, p.okno+card)
	w.right("client", lang)
	w.speak(lang, p.okno+card+"/erasure")
	w.right("client-erase", lang)
	w.speak(lang, p.okno+"/clients/duplicates")
	w.right("client-pairs", lang)
	w.exec(`document.querySelector(".pair-acts a").click()`)
	w.wait("the preview", `document.querySelector("#merge-now")`)
	w.right("client-merge", lang)
	w.speak(lang, p.okno+"/search?q=анна")
	w.right("search", lang)
	w.speak(lang, p.okno+"/bookings/sheet")
	w.right("sheet", lang)
	w.speak(lang, p.okno+"/overview")
	w.right("overview", lang)
	w.quiet()
}
