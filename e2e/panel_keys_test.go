package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// enter opens the panel as somebody, at a path.
func enter(t *testing.T, chrome context.Context, p product, name, email, path string) *window {
	t.Helper()
	w := openAs(t, chrome, name, p.okno, email, "okno-demo", path)
	w.wait("the page "+path, `location.pathname + location.search === `+quote(path)+` && document.readyState === "complete"`)
	return w
}

// date waits for a day on the board, which is to stand in the address as well,
// and until the board listens.
func (w *window) date(date string) {
	w.t.Helper()
	w.wait("the day "+date, `document.querySelector("#day")?.dataset.date === `+quote(date)+` && location.search.includes(`+quote(date)+`)
		&& document.querySelector("#day-today").matches("[data-htmx-powered]")`)
}

// today is the date on a clock of that zone.
func today(t *testing.T, zone string) string {
	t.Helper()
	place, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return time.Now().In(place).Format(time.DateOnly)
}

// The board's days by keys, with the date in the address and the browser's way back.
func testDays(t *testing.T, w *window) {
	date := today(t, "Europe/Moscow")
	tomorrow := dayAfter(t, date)
	after := dayAfter(t, tomorrow)
	w.exec(`window.sameDocument = true`)
	w.keys(kb.ArrowRight)
	w.date(tomorrow)
	w.keys(kb.ArrowRight)
	w.date(after)
	w.keys(kb.ArrowLeft)
	w.date(tomorrow)
	w.exec(`history.back()`)
	w.date(after)
	w.keys("t")
	w.date(date)
	w.keys(kb.ArrowRight)
	w.date(tomorrow)
	// The same key under Russian letters.
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "е", Code: "KeyT", Text: "е"})
	w.date(date)
	w.exec(`history.back()`)
	w.date(tomorrow)
	w.keys("t")
	w.date(date)
	testMonth(w, date)
	if !js[bool](w, `window.sameDocument === true`) {
		t.Error("the page was loaded anew on the way")
	}
}

// The month beside the board, opened by the pointer and led through by keys.
func testMonth(w *window, date string) {
	w.tap("#day-pick")
	w.wait("the day shown to have the focus", `document.activeElement.matches(".mini-day[aria-current=date]")`)
	month := js[string](w, `document.querySelector("#mini-name").textContent`)
	w.keys(kb.PageDown)
	w.wait("the next month", `document.querySelector("#mini-name").textContent !== `+quote(month))
	w.keys(kb.Escape)
	w.wait("the month to close", `!document.querySelector("#filter-date").open`)
	w.tap("#day-pick")
	w.wait("the month of the day again", `document.activeElement.matches(".mini-day[aria-current=date]")`)
	w.keys(kb.ArrowRight)
	w.wait("the day after it to have the focus", `document.activeElement.matches(".mini-day[href*='`+dayAfter(w.t, date)+`']")`)
	if got := js[string](w, `document.querySelector("#day").dataset.date + (document.querySelector(".htmx-request") ? ", and asks" : "")`); got != date {
		w.t.Errorf("an arrow in the month turns the board: %s", got)
	}
	w.keys(kb.Enter)
	w.date(dayAfter(w.t, date))
	w.tap("#day-pick")
	w.wait("its weeks", `document.querySelector(".mini-day")`)
	w.tap("#weeks-on-1")
	on := date
	for range 8 {
		on = dayAfter(w.t, on)
	}
	w.date(on)
	w.keys("t")
	w.date(date)
}

// The list of keys opens with ? and closes with Esc.
func testHelp(t *testing.T, w *window) {
	w.keys("?")
	w.wait("the help", `document.querySelector("#help[open]")`)
	w.exec(`window.asked = false; document.addEventListener("htmx:before:request", () => { window.asked = true })`)
	w.keys(kb.ArrowRight)
	if js[bool](w, `window.asked`) {
		t.Error("→ turns the day under an open dialog")
	}
	w.keys(kb.Escape)
	w.wait("the help to close", `!document.querySelector("#help[open]")`)
}

// seek presses Tab until an element that matches has the focus.
func (w *window) seek(selector string) {
	w.t.Helper()
	for range 120 {
		w.keys(kb.Tab)
		if js[bool](w, `document.activeElement.matches(`+quote(selector)+`)`) {
			return
		}
	}
	w.t.Fatalf("%s: no Tab leads to %s", w.name, selector)
}

// A card opens with Enter; Esc closes the modal and gives the focus back to it.
func testModal(t *testing.T, w *window) {
	w.seek(`.card`)
	card := js[string](w, `document.activeElement.id`)
	w.keys(kb.Enter)
	w.wait("the modal", `document.querySelector("#modal[open] .details-title") === document.activeElement`)
	w.keys(kb.Escape)
	w.wait("the modal to close", `!document.querySelector("#modal[open]")`)
	w.wait("the closed modal to let its booking go", `document.querySelector("#modal-body").children.length === 0`)
	if got := js[string](w, `document.activeElement.id`); got != card {
		t.Errorf("the focus went to %q and not to the card %q", got, card)
	}
}

// A booking that waits is confirmed without a mouse, and the board says so.
func testConfirmation(t *testing.T, chrome context.Context, p product, s hostSite) {
	visitor := open(t, chrome, "visitor", s.page("plain.html", "greenwich-site", ""))
	start := visitor.contacts("talk", "")
	visitor.fill("name", "Waiting Walter")
	visitor.fill("phone", "020 7946 0958")
	visitor.send()
	visitor.step("done")

	w := enter(t, chrome, p, "greenwich", "gwen@greenwich.example", "/bookings?date="+start[:10])
	w.online()
	w.seek(`.card.is-pending`)
	w.keys(kb.Enter)
	w.wait("the modal", `document.querySelector("#modal[open] .details-title") === document.activeElement`)
	w.seek(`[data-act=confirm]`)
	w.keys(kb.Enter)
	w.wait("the confirmation", `document.querySelector("#modal .status.is-confirmed")`)
	if !js[bool](w, `document.querySelector("#modal").contains(document.activeElement)`) {
		t.Error("the focus has left the modal")
	}
	w.keys(kb.Escape)
	w.wait("the card confirmed, with the focus", `document.activeElement.matches(".card.is-confirmed")`)
	if text := js[string](w, `document.activeElement.textContent`); !strings.Contains(text, "Waiting Walter") {
		t.Errorf("the focus came back to %q", text)
	}
	w.quiet()
}
