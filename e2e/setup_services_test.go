package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The services as the owner of the salon looks after them.
func TestServices(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/bare.json", "bare", "boris@bare.example")
	chrome := browser(t)
	owner := enter(t, chrome, p, "owner", "olga@lotos.example", "/services")
	t.Run("a new service", func(t *testing.T) { testNewService(t, owner.of(t)) })
	t.Run("search", func(t *testing.T) { testServiceSearch(t, owner.of(t)) })
	t.Run("order", func(t *testing.T) { testServiceOrder(t, owner.of(t)) })
	t.Run("archive", func(t *testing.T) { testServiceArchive(t, owner.of(t)) })
	t.Run("two admins", func(t *testing.T) { testTwoAdmins(t, chrome, p, owner.of(t)) })
	owner.quiet("422", "409")
	inRussian(t, func(t *testing.T, lang string) { testServiceLooks(t, chrome, p, lang) })
}

// names are those of the list, in its order.
const names = `[...document.querySelectorAll(".service-name")].map(e => e.textContent)`

func testNewService(t *testing.T, w *window) {
	w.seek(`#service-new`)
	w.keys(kb.Enter)
	w.wait("the form", `location.pathname === "/services/new" && document.activeElement.id === "editor-title"`)
	w.exec(`document.querySelector("#field-price").value = "1,234.56"; document.querySelector("#field-duration").value = "25:61"; document.querySelector("#service-save").click()`)
	w.wait("what is wrong, with the focus on the first", `document.activeElement.id === "field-name" && document.querySelector("#error-duration") && document.querySelector("#error-price")`)
	if got := js[string](w, `document.querySelector("#field-price").value + " " + document.querySelector("#field-duration").value`); got != "1,234.56 25:61" {
		t.Errorf("what was typed has become %q", got)
	}
	w.exec(`for (const box of document.querySelectorAll("#service-resources input")) if (/Анна|Мария|Кабинет 1/.test(box.parentElement.textContent)) box.click()`)
	w.wait("the sentence", `document.querySelector("#service-links").textContent.trim() === "Анна Иванова или Мария Смирнова + Кабинет 1"`)
	w.exec(`document.querySelector("#field-price").value = "1 234,50"; document.querySelector("#field-duration").value = "45"; document.querySelector("#field-name").value = "Ёлочная причёска"; document.querySelector("#field-category").value = "К празднику"`)
	w.typeInto(`[aria-label="Мария Смирнова: длительность"]`, "60"+kb.Tab+"2 000"+kb.Enter)
	w.wait("the service", `document.activeElement.id === "editor-said" && location.pathname.match(/^\/services\/[0-9a-f-]{36}$/)`)
	w.wait("its row, open", `document.querySelector(".service.is-open .service-name")?.textContent === "Ёлочная причёска"`)
	if got := js[string](w, `document.querySelector(".service.is-open .service-text").innerText.replace(/[\s\u00a0]+/g, " ")`); !strings.Contains(got, "45–60 мин · от 1 234,50 ₽") || !strings.Contains(got, "Анна Иванова или Мария Смирнова + Кабинет 1") {
		t.Errorf("the row says %q", got)
	}
	if got := js[int](w, `[...document.querySelectorAll(".terms")].filter(e => e.checkVisibility()).length`); got != 2 {
		t.Errorf("%d people have fields for terms in sight, want those who are ticked", got)
	}
	w.exec(`fetch("/services", {method: "POST", redirect: "manual", body: new URLSearchParams({name: "Некому", duration: "600", category: "К празднику"})}).then(() => { window.posted = true })`)
	w.wait("a service that nobody can do", `window.posted`)
	w.do(chromedp.Reload())
	if got := js[string](w, `document.querySelector(".service:has(.service-why) .service-name")?.textContent ?? "none"`); got != "Некому" {
		t.Errorf("the service that can never be booked is %s", got)
	}
}

func testServiceSearch(t *testing.T, w *window) {
	w.exec(`document.querySelector("#main").focus()`)
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/"})
	w.wait("the focus in the search", `document.activeElement.id === "services-query" && document.activeElement.value === ""`)
	w.keys("ПРИЧЕСКА елоч")
	w.wait("what was found", `location.search.includes("q=") && `+names+`.join() === "Ёлочная причёска"`)
	if got := js[string](w, `document.activeElement.id + " " + document.querySelector(".services-count").textContent`); got != "services-query Нашлась 1\u00a0услуга" {
		t.Errorf("after typing: %q", got)
	}
	w.typeInto("#services-query", "zzz")
	w.wait("nothing", `document.querySelector(".services-list .empty") && `+names+`.length === 0`)
	w.exec(`document.querySelector("#services-query").value = ""; document.querySelector("#services-query").dispatchEvent(new Event("input", {bubbles: true}))`)
	w.wait("all again", `location.search === "" && `+names+`.length > 5`)
}

func testServiceOrder(t *testing.T, w *window) {
	before := js[[]string](w, names)
	down := js[string](w, `document.querySelector(".service .moves button[id^=down]").id`)
	w.exec(`document.getElementById("` + down + `").focus()`)
	w.keys(kb.Enter)
	w.wait("the first service to be second", names+`[1] === `+quote(before[0])+` && document.activeElement.id === `+quote(down))
	// And back by its grip.
	w.exec(`document.querySelector(".service .grip").scrollIntoView({block: "center"})`)
	at := js[[]float64](w, `(() => { const [a, b] = [...document.querySelectorAll(".service .grip")].map(e => e.getBoundingClientRect()); return [b.x + 8, b.y + b.height / 2, a.y + 4] })()`)
	w.mouse(input.DispatchMouseEventTypeMousePressed, at[0], at[1])
	for step := range 5 {
		w.mouse(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]+(at[2]-at[1])*float64(step+1)/5)
	}
	w.mouse(input.DispatchMouseEventTypeMouseReleased, at[0], at[2])
	w.wait("the order as it was, from the server", names+`.join() === `+quote(strings.Join(before, ","))+` && !document.querySelector(".htmx-request")`)
	w.do(chromedp.Reload())
	if got := js[[]string](w, names); strings.Join(got, ",") != strings.Join(before, ",") {
		t.Errorf("after a reload the order is %v, not %v", got, before)
	}
}

// mouse sends one event of the left button.
func (w *window) mouse(kind input.DispatchMouseEventType, x, y float64) {
	w.t.Helper()
	held := int64(1)
	call(w, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, Buttons: held, ClickCount: 1})
}

func testServiceArchive(t *testing.T, w *window) {
	w.exec(`[...document.querySelectorAll(".service-name")].find(e => e.textContent.startsWith("Ёлочная")).click()`)
	w.wait("the form", `document.querySelector("#editor-title")?.textContent === "Ёлочная причёска"`)
	w.exec(`document.querySelector("[data-act=archive]").click()`)
	w.wait("the form closed, the toast, the row gone", `!document.querySelector("#editor-title") && location.pathname === "/services" && document.querySelector(".toast-undo") && !`+names+`.includes("Ёлочная причёска")`)
	w.exec(`document.querySelector(".toast-undo").click()`)
	w.wait("the row again", names+`.includes("Ёлочная причёска")`)
}

// Two admins edit the same service: the second is told and sees both versions.
func testTwoAdmins(t *testing.T, chrome context.Context, p product, first *window) {
	path := js[string](first, `[...document.querySelectorAll(".service-name")].find(e => e.textContent.startsWith("Ёлочная")).pathname`)
	second := enter(t, chrome, p, "second", "olga@lotos.example", path)
	first.do(chromedp.Navigate(p.okno + path))
	first.exec(`document.querySelector("#field-name").value = "Первая"; document.querySelector("#service-save").click()`)
	first.wait("the first save", `document.querySelector("#editor-said")`)
	second.exec(`document.querySelector("#field-name").value = "Вторая"; document.querySelector("#field-duration").value = "50"; document.querySelector("#service-save").click()`)
	second.wait("both versions", `document.querySelector(".clash")`)
	if got := js[string](second, `[...document.querySelectorAll(".clash tbody tr")].map(e => e.innerText.replace(/\s+/g, " ").trim()).join("; ")`); got != "Название Вторая Первая; Длительность 50 45" {
		t.Errorf("the versions: %q", got)
	}
	second.accessible("two versions")
	second.picture("services-clash")
	second.exec(`document.querySelector("#service-save").click()`)
	second.wait("the second save", `document.querySelector("#editor-said") && `+names+`.includes("Вторая")`)
	second.quiet("409")
}

// The pages of services in every shape.
func testServiceLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "owner-"+lang, "olga@lotos.example", "/services")
	w.speak(lang, p.okno+"/services")
	w.right("services", lang)
	w.exec(`document.querySelector(".service-why").scrollIntoView({block: "center"})`)
	w.picture("services-never-" + lang)
	path := js[string](w, `document.querySelector(".service-name").pathname`)
	w.speak(lang, p.okno+path)
	w.right("service", lang)
	w.speak(lang, p.okno+"/services/new")
	w.exec(`document.querySelector("#service-save").click()`)
	w.wait("what is wrong", `document.querySelector("#error-name")`)
	w.right("service-wrong", lang)
	w.speak(lang, p.okno+"/services?archived=1")
	w.right("services-archive", lang)
	w.quiet("422")
	bare := enter(t, chrome, p, "bare-"+lang, "boris@bare.example", "/services")
	bare.speak(lang, p.okno+"/services")
	bare.right("services-empty", lang)
	manager := enter(t, chrome, p, "manager-"+lang, "pavel@lotos.example", path)
	manager.speak(lang, p.okno+path)
	manager.right("service-read", lang)
	manager.quiet()
	bare.quiet()
}
