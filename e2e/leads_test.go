package e2e

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The leads as the front desk works on them.
func TestLeads(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	desk := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/leads")
	second := enter(t, chrome, p, "second", "olga@lotos.example", "/leads")
	t.Run("one comes in", func(t *testing.T) { testLeadComesIn(t, p, desk.of(t), second.of(t)) })
	t.Run("is worked on", func(t *testing.T) { testLeadIsWorkedOn(t, desk.of(t), second.of(t)) })
	t.Run("and booked", func(t *testing.T) { testLeadIsBooked(t, p, desk.of(t)) })
	t.Run("or dragged onto the board", func(t *testing.T) { testLeadRail(t, p, desk.of(t)) })
	desk.quiet("409")
	second.quiet()
	inRussian(t, func(t *testing.T, lang string) { testLeadLooks(t, chrome, p, lang) })
}

// sendLead sends a lead as the widget on a page does.
func sendLead(t *testing.T, p product, name, comment string) {
	t.Helper()
	body := `{"answers": {"name": ` + quote(name) + `, "phone": "+7 916 123-45-67", "comment": ` + quote(comment) + `}, "consent": true, "page": "https://lotos.example/krasota?utm_source=ya"}`
	r, err := http.NewRequest(http.MethodPost, p.okno+"/api/v1/widget/lotos-site/leads", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Idempotency-Key", name)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusCreated {
		t.Fatalf("the lead of %s is answered %d", name, answer.StatusCode)
	}
}

// row is a lead's row in the stream by its name.
func row(name string) string {
	return `[...document.querySelectorAll("#leads-list .lead")].find(e => e.querySelector(".lead-name").textContent === ` + quote(name) + `)`
}

func testLeadComesIn(t *testing.T, p product, w, second *window) {
	w.online()
	second.online()
	before := js[int](w, `document.querySelectorAll("#leads-list .lead").length`)
	w.exec(`document.querySelector("#leads-query").focus()`)
	sendLead(t, p, "Зоя", "Можно ли с собакой?")
	for _, each := range []*window{w, second} {
		each.wait("the lead, by itself", row("Зоя")+` && document.querySelector("#nav-leads [aria-hidden]")?.textContent === "1"`)
	}
	if got := js[int](w, `document.querySelectorAll("#leads-list .lead").length`); got != before+1 || js[string](w, `document.activeElement.id`) != "leads-query" {
		t.Errorf("%d leads instead of %d, or the focus is gone", got, before+1)
	}
}

func testLeadIsWorkedOn(t *testing.T, w, second *window) {
	for _, each := range []*window{w, second} {
		each.powered()
		each.exec(row("Зоя") + `.querySelector(".lead-name").click()`)
		each.wait("the lead", `document.querySelector("#lead-sheet .facts")?.textContent.includes("Можно ли с собакой?")`)
		each.powered()
	}
	w.exec(`document.querySelector("#lead-sheet [name=to][value=in_progress]").click()`)
	w.wait("it taken", `document.querySelector("#lead-sheet .lead-status.is-in_progress") && document.querySelector("#lead-assignee").selectedOptions[0].textContent.includes("Екатерина")`)
	second.wait("it taken, by itself", `document.querySelector("#lead-sheet .lead-status.is-in_progress")`)
	second.powered()
	second.exec(`document.querySelector("#lead-note").value = "Перезвонить после шести"; document.querySelector(".lead-note button").click()`)
	second.wait("the note", `document.querySelector(".lead-history .is-note")?.textContent.includes("после шести")`)
	w.wait("the note, by itself", `document.querySelector(".lead-history .is-note")?.textContent.includes("после шести")`)
	w.powered()
	w.exec(`const next = document.querySelector("#lead-next"); next.value = "2031-05-06"; next.dispatchEvent(new Event("change", {bubbles: true}))`)
	w.wait("the next step", `document.querySelector(".lead-history").textContent.replace(/\s/g, " ").includes("6 мая")`)
	w.powered()
}

func testLeadIsBooked(t *testing.T, p product, w *window) {
	w.exec(`document.querySelector("#lead-sheet [data-act=book]").click()`)
	w.wait("the form of a new booking with what is known", `location.pathname === "/bookings/new" && document.querySelector("#new-phone")?.value.includes("916") && document.querySelector("#new-name").value === "Зоя"`)
	w.powered()
	w.exec(`const service = document.querySelector("#new-service"); service.value = [...service.options].find(o => o.textContent.includes("Маникюр") || o.value)?.value; service.dispatchEvent(new Event("change", {bubbles: true}))`)
	w.wait("the times", `document.querySelector("#when-times .pick input")`)
	for range 5 { // days on which there is none
		w.powered()
		if js[bool](w, `document.querySelector("#when-times .picks input") !== null`) {
			break
		}
		w.exec(`window.day = document.querySelector("#when-date").value; [...document.querySelectorAll(".when-days button")].at(-1).click()`)
		w.wait("the next day", `document.querySelector("#when-date").value !== window.day`)
	}
	w.exec(`document.querySelector("#when-times .picks input").click(); document.querySelector("[data-act=book]").click()`)
	w.wait("the booking made", `location.pathname !== "/bookings/new"`)
	w.do(chromedp.Navigate(p.okno + "/leads?status=won"))
	w.wait("the lead won, with its booking", row("Зоя")+`?.querySelector(".lead-fact .icon")`)
}

// A lead is dragged from the rail onto a time of the board.
func testLeadRail(t *testing.T, p product, w *window) {
	sendLead(t, p, "Яна", "Хочу в пятницу")
	w.do(chromedp.Navigate(p.okno + "/bookings?leads=1"))
	w.online()
	card := `[...document.querySelectorAll(".lead-card")].find(e => e.textContent.includes("Яна"))`
	w.wait("its card", card)
	sendLead(t, p, "Ян", "И я")
	w.wait("another one by itself", `document.querySelector("#rail").textContent.includes("И я")`)
	w.exec(`(() => {
		const column = document.querySelector("#grid .column .column-rows"), box = column.getBoundingClientRect(), data = new DataTransfer();
		const at = { bubbles: true, cancelable: true, dataTransfer: data, clientX: box.x + 20, clientY: box.y + box.height / 2 };
		` + card + `.dispatchEvent(new DragEvent("dragstart", at));
		column.dispatchEvent(new DragEvent("dragover", at));
		column.dispatchEvent(new DragEvent("drop", at));
		document.querySelector(".lead-card").dispatchEvent(new DragEvent("dragend", at));
	})()`)
	w.wait("the form for her", `document.querySelector("#modal[open] #new-name")?.value === "Яна" && document.querySelector("#modal [name=lead]") && document.querySelector("#modal [name=start]")`)
	w.picture("leads-rail")
}

func testLeadLooks(t *testing.T, chrome context.Context, p product, lang string) {
	sendLead(t, p, "Александра-Екатерина Константинопольская "+lang, "Хочу как в прошлый раз, только короче сзади. Приду с дочкой, ей четыре года, посидит рядом.")
	w := enter(t, chrome, p, "leads", "olga@lotos.example", "/leads")
	w.speak(lang, p.okno+"/leads?assignee=nobody")
	w.online()
	w.wait("the leads", `document.querySelector("#leads-list .lead")`)
	w.right("leads", lang)
	w.exec(`document.querySelector("#leads-list .lead-name").click()`)
	w.wait("one of them", `document.querySelector("#lead-sheet")`)
	w.right("lead", lang, doubled)
	w.speak(lang, p.okno+"/leads?status=spam")
	w.online()
	w.right("leads-none", lang)
	w.do(chromedp.Navigate(p.okno + "/leads/none"))
	w.quiet("404")
}
