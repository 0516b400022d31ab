package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// The acts of a card without opening it: by the right button, by the menu key, and beside it.
func testCardMenu(t *testing.T, f *front, w, other *window) {
	id := f.book("cut", "maria", "12:00", "Быстрова Инна")
	w.wait("the card", f.in("maria", id))
	x, y := f.point(w, "maria", "12:20")
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		call(w, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonRight, ClickCount: 1})
	}
	w.wait("the menu", `document.querySelector("#card-menu:popover-open [data-quick=confirm]") && document.activeElement.matches("#card-menu .menu-item")`)
	w.still()
	w.accessible("card menu")
	w.tap("#card-menu [data-quick=confirm]")
	for _, each := range []*window{w, other} {
		each.wait("it confirmed", f.in("maria", id)+`.matches(".is-confirmed")`)
	}
	w.wait("the menu to go", `!document.querySelector("#card-menu:popover-open")`)
	w.exec(f.in("maria", id) + `.focus(); ` + f.in("maria", id) + `.dispatchEvent(new PointerEvent("contextmenu", {bubbles: true, cancelable: true}))`) // the menu key
	w.wait("the menu by key", `document.activeElement.matches("#card-menu .menu-item")`)
	w.keys(kb.Escape)
	w.wait("the focus back on the card", `!document.querySelector("#card-menu:popover-open") && document.activeElement === `+f.in("maria", id))
	w.exec(`document.querySelector("#main").focus(); document.querySelectorAll(".toast").forEach(t => t.remove())`)
	w.hover(5, 5)
	w.hover(x, y)
	w.wait("its acts beside it", `document.querySelector("#peek:not([hidden]) [data-quick=arrive]")`)
	w.tap("#peek [data-quick=arrive]")
	w.inModal("#booking-" + id) // it asks: that is tomorrow
	w.keys(kb.Escape)
	w.wait("the modal to close", `!document.querySelector("#modal[open]")`)
	w.hover(5, 5)
}
