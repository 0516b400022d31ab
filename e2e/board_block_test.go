package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// undo1 presses the undo of what was blocked last.
const undo1 = `[...document.querySelectorAll(".toast:not([hidden]) .toast-undo[hx-post^='/exceptions/']")].at(-1)`

// blocked is the expression of a time that was blocked in a column.
func (f *front) blocked(column, at string, minutes int) string {
	return fmt.Sprintf(`document.querySelector("#column-%s .is-block[data-start*='T%s:'][data-minutes='%d']")`, f.resource(column), at, minutes)
}

// Time that is dragged over is blocked, by mouse and keyboard; its edges are pulled, and
// the other desk sees all of it.
func testBlockedTime(t *testing.T, f *front, w, other *window) {
	x1, y1 := f.point(w, "anna", "16:00")
	x2, y2 := f.point(w, "anna", "16:40")
	w.haul(x1, y1+2, x2, y2)
	w.wait("the menu, and the frame under it", `document.querySelector("#range-menu:popover-open") && !document.querySelector("#drop").hidden`)
	w.accessible("range menu")
	w.keys(kb.Escape)
	w.wait("neither", `!document.querySelector("#range-menu:popover-open") && document.querySelector("#drop").hidden`)
	w.haul(x1, y1+2, x2, y2)
	w.wait("the menu", `document.activeElement.dataset.range === "book"`)
	w.press("ArrowDown", 0)
	w.keys(kb.Enter)
	w.inModal("#time-form")
	w.still()
	w.accessible("blocking time")
	w.wait("the reason first", `document.activeElement.id === "time-reason"`)
	w.keys("стоматолог")
	w.keys(kb.Escape)
	w.wait("it to close", `!document.querySelector("#modal[open]")`)
	x3, y3 := f.point(w, "anna", "16:55")
	w.haul(x1, y1+2, x3, y3)
	w.wait("the menu", `document.activeElement.dataset.range === "book"`)
	w.press("ArrowDown", 0)
	w.keys(kb.Enter)
	w.inModal("#time-form")
	w.wait("what was typed, and the time of now", `document.querySelector("#time-reason").value === "стоматолог" && document.querySelector("#time-from").value + document.querySelector("#time-to").value === "16:0017:00"`)
	w.exec(`document.querySelector("#time-to").value = "16:45"; document.querySelector("#time-reason").focus()`)
	w.keys(kb.Enter)
	for _, each := range []*window{w, other} {
		each.wait("the time blocked", f.blocked("anna", "16:00", 45)+`?.textContent.includes("стоматолог")`)
	}
	w.wait("the form to go", `!document.querySelector("#modal[open]")`)
	// Its edges, by mouse.
	x1, y1 = f.point(w, "anna", "16:45")
	x2, y2 = f.point(w, "anna", "17:30")
	w.haul(x1, y1-4, x2, y2)
	other.wait("a later end", f.blocked("anna", "16:00", 90))
	w.wait("here too", f.blocked("anna", "16:00", 90)+` && document.querySelector("#drop").hidden`)
	x1, y1 = f.point(w, "anna", "16:00")
	x2, y2 = f.point(w, "anna", "16:30")
	w.haul(x1, y1+4, x2, y2)
	w.wait("a later begin", f.blocked("anna", "16:30", 60)+` && document.querySelector("#drop").hidden`)
	// By keyboard: from the free time above it into it, carried, opened, freed.
	w.exec(f.blocked("anna", "16:30", 60) + `.focus()`)
	w.press("Alt", 1)
	w.press("ArrowDown", 1)
	w.wait("the new time said", `document.querySelector("#said").textContent.startsWith("16:45–17:45")`)
	w.release("Alt", 0)
	w.wait("it carried", f.blocked("anna", "16:45", 60)+` && document.activeElement === `+f.blocked("anna", "16:45", 60))
	w.keys(kb.Enter)
	w.inModal("#time-form [data-act=free-time]")
	w.exec(`document.querySelector("#modal [data-act=free-time]").click()`)
	for _, each := range []*window{w, other} {
		each.wait("free time", `!document.querySelector("#column-`+f.resource("anna")+` .is-block")`)
	}
	w.wait("the form to go", `!document.querySelector("#modal[open]")`)
	// B on free time.
	id := f.book("cut", "maria", "15:00", "Перед Перерывом")
	w.wait("the card", f.in("maria", id))
	w.exec(f.in("maria", id) + `.focus()`)
	w.press("ArrowDown", 0)
	w.wait("the free time after it", `document.activeElement.getAttribute("aria-label")?.includes("16:00, Мария")`)
	w.keys("b")
	w.inModal("#time-form")
	if got := js[string](w, `document.querySelector("#time-from").value + "–" + document.querySelector("#time-to").value`); got != "16:00–17:00" {
		t.Errorf("B offers %s", got)
	}
	w.keys(kb.Escape)
	w.wait("it to close", `!document.querySelector("#modal[open]")`)
	w.exec(`document.querySelectorAll(".toast").forEach(t => t.remove())`)
}
